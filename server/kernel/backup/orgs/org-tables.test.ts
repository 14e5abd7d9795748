import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inReferenceOrder } from './org-tables.ts'

const names = ['a', 'b', 'c', 'd', 'e', 'f']

test('parents come before children, whatever the order they are found in', () => {
  const pair = fc.tuple(fc.nat(5), fc.nat(5)).filter(([a, b]) => a !== b)
  fc.assert(
    fc.property(fc.shuffledSubarray(names, { minLength: 6 }), fc.array(pair, { maxLength: 12 }), (found, pairs) => {
      // A later letter refers to an earlier one only, so there is no ring.
      const references = pairs.map(([a, b]) => ({ child: names[Math.max(a, b)]!, parent: names[Math.min(a, b)]! }))
      const order = inReferenceOrder(
        found.map((name) => ({ name })),
        references,
      ).map(({ name }) => name)
      expect(order.toSorted()).toEqual(names)
      for (const { child, parent } of references) expect(order.indexOf(parent)).toBeLessThan(order.indexOf(child))
    }),
  )
})

test('a ring is named, not guessed at', () => {
  const ring = [
    { child: 'a', parent: 'b' },
    { child: 'b', parent: 'a' },
  ]
  expect(() => inReferenceOrder([{ name: 'a' }, { name: 'b' }, { name: 'c' }], ring)).toThrow('ring: a, b')
})
