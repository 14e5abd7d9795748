import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jaroWinkler, letterMask, mayReach } from './jaro-winkler.ts'

// Winkler 1990, table of name pairs.
test.each([
  ['martha', 'marhta', 0.9611],
  ['dixon', 'dicksonx', 0.8133],
  ['dwayne', 'duane', 0.84],
  ['jones', 'johnson', 0.8324],
  ['abroms', 'abrams', 0.9222],
  ['hardin', 'martinez', 0.7222],
  ['abc', 'xyz', 0],
  ['', 'x', 0],
])('%s and %s are %f similar', (a, b, similarity) => {
  expect(jaroWinkler(a, b)).toBeCloseTo(similarity, 4)
})

const name = fc.string({ unit: fc.constantFrom(...'abcdeinorst'), minLength: 1, maxLength: 12 })

test('similarity is symmetric, 1 only for equal texts, and within [0, 1]', () => {
  fc.assert(
    fc.property(name, name, (a, b) => {
      const similarity = jaroWinkler(a, b)
      expect(similarity).toBeCloseTo(jaroWinkler(b, a), 12)
      expect(similarity).toBeGreaterThanOrEqual(0)
      expect(similarity === 1).toBe(a === b)
    }),
  )
})

test('the quick look never rejects a pair that reaches the similarity', () => {
  fc.assert(
    fc.property(name, name, fc.double({ min: 0.5, max: 1, noNaN: true }), (a, b, wanted) => {
      const reached = jaroWinkler(a, b) >= wanted
      if (reached) expect(mayReach(wanted, a, letterMask(a), b, letterMask(b))).toBe(true)
    }),
    { numRuns: 2000 },
  )
  expect(mayReach(0.82, 'schmidt', letterMask('schmidt'), 'bauer', letterMask('bauer'))).toBe(false)
})
