import { expect, test } from 'vitest'
import { childrenFirst } from './remove-org.ts'

test('rows that refer to others go first', () => {
  const links = [
    { child: 'orders', parent: 'customers' },
    { child: 'items', parent: 'orders' },
    { child: 'orders', parent: 'orders' },
  ]
  expect(childrenFirst(['customers', 'orders', 'items'], links)).toEqual(['items', 'orders', 'customers'])
  expect(() =>
    childrenFirst(
      ['a', 'b'],
      [
        { child: 'a', parent: 'b' },
        { child: 'b', parent: 'a' },
      ],
    ),
  ).toThrow(/circle/)
})
