import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareBirthDates, readBirthDate } from './birth-date.ts'
import { isOneSlip } from './one-slip.ts'

test.each([
  ['1990-08-13', '19900813'],
  ['1990/8/13', '19900813'],
  ['1990年8月13日', '19900813'],
  ['13.8.1990', '19900813'],
  ['19908013', '19908013'],
  ['8月13日', '0813'],
  ['08-13', '0813'],
])('%s is read as %s', (text, key) => {
  expect(readBirthDate(text)?.key).toBe(key)
})

test.each(['', '1900-01-01', '19700101', 'unknown', '1990'])('"%s" says nothing', (text) => {
  expect(readBirthDate(text)).toBeUndefined()
})

test.each([
  ['1990-08-13', '19900813', 3, 'equal'],
  ['1990-08-12', '1990-12-08', 2, 'day and month swapped'],
  ['1990-08-13', '1990-08-18', 2, 'one digit wrong'],
  ['1990-08-13', '1909-08-13', 2, 'two digits swapped'],
  ['1990-08-13', '1990-08-27', 1, 'another day'],
  ['1990-08-13', '8月13日', 1, 'the year is missing'],
  ['1990-08-13', '8月14日', 0, 'another day and no year'],
  ['1990-08-13', '1975-03-02', 0, 'another date'],
])('%s and %s: level %i (%s)', (a, b, level) => {
  const [one, other] = [readBirthDate(a)!, readBirthDate(b)!]
  expect(compareBirthDates(one, other)).toBe(level)
  expect(compareBirthDates(other, one)).toBe(level)
})

test('one slip is exactly a Damerau–Levenshtein distance of one', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123'), minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(digits, digits, (a, b) => {
      expect(isOneSlip(a, b)).toBe(neighboursOf(a, '0123').has(b) && a !== b)
    }),
    { numRuns: 1000 },
  )
})

/** Everything that one replacement, omission, addition or swap makes of a text, by trying all. */
function neighboursOf(text: string, alphabet: string): Set<string> {
  const made = new Set<string>()
  for (let i = 0; i <= text.length; i++) {
    const [head, tail] = [text.slice(0, i), text.slice(i)]
    if (tail !== '') made.add(head + tail.slice(1))
    if (tail.length > 1) made.add(head + tail[1] + tail[0] + tail.slice(2))
    for (const letter of alphabet) {
      made.add(head + letter + tail)
      if (tail !== '') made.add(head + letter + tail.slice(1))
    }
  }
  return made
}
