import fc from 'fast-check'
import { LunarYear } from 'tyme4ts'
import { describe, expect, test } from 'vitest'
import { addDays } from '../tasks/rules.ts'
import { ageOn, type BirthdayKey, birthdayKeys, nextBirthday } from './rules.ts'

const lunar = (month: number, day: number, leap = false): BirthdayKey => ({ calendar: 'lunar', month, day, leap })
const solar = (month: number, day: number): BirthdayKey => ({ calendar: 'solar', month, day, leap: false })
const inYear = (key: BirthdayKey, year: number) => nextBirthday(key, `${year}-01-01`, `${year}-12-31`)

describe('农历', () => {
  test('known days: 八月初三 2026, mid-autumn, new year, the eve of a short twelfth month', () => {
    expect(inYear(lunar(8, 3), 2026)).toBe('2026-09-13')
    expect(inYear(lunar(8, 15), 2026)).toBe('2026-09-25')
    expect(inYear(lunar(1, 1), 2027)).toBe('2027-02-06')
    expect(inYear(lunar(1, 1), 2025)).toBe('2025-01-29')
    expect(inYear(lunar(12, 30), 2025)).toBe('2025-01-28')
  })

  test('2025 has a leap sixth month: each is kept in its own; 2026 has none, so both are kept in the plain one', () => {
    expect(LunarYear.fromYear(2025).getLeapMonth()).toBe(6)
    expect(inYear(lunar(6, 15), 2025)).toBe('2025-07-09')
    expect(inYear(lunar(6, 15, true), 2025)).toBe('2025-08-08')
    expect(inYear(lunar(6, 15), 2026)).toBe('2026-07-28')
    expect(inYear(lunar(6, 15, true), 2026)).toBe('2026-07-28')
  })

  test('the 30th is kept on the 29th of a month of 29 days', () => {
    // The leap sixth month of 2025 runs from 25 July to 22 August: 29 days.
    expect(inYear(lunar(6, 30, true), 2025)).toBe('2025-08-22')
    expect(inYear(lunar(6, 29, true), 2025)).toBe('2025-08-22')
  })

  test('every lunar birthday is kept exactly once in every lunar year', () => {
    const key = fc.record({ month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 30 }), leap: fc.boolean() })
    fc.assert(
      fc.property(fc.integer({ min: 1950, max: 2090 }), key, (year, { month, day, leap }) => {
        const first = LunarYear.fromYear(year).getFirstMonth().getFirstJulianDay().getSolarDay().toString()
        const last = LunarYear.fromYear(year + 1)
          .getFirstMonth()
          .getFirstJulianDay()
          .getSolarDay()
          .toString()
        const iso = (text: string) => {
          const [y, m, d] = (text.match(/\d+/g) ?? []).map(Number) as [number, number, number]
          return new Date(Date.UTC(y, m - 1, d)).toISOString().slice(0, 10)
        }
        const kept: string[] = []
        for (let on = iso(first); on < iso(last); on = addDays(on, 1))
          if (
            birthdayKeys(on).some(
              (one) => one.calendar === 'lunar' && one.month === month && one.day === day && one.leap === leap,
            )
          )
            kept.push(on)
        expect(kept).toHaveLength(1)
      }),
      { numRuns: 8 },
    )
  })
})

describe('公历', () => {
  test('29 February is kept on the 28th of a common year, and on itself in a leap year', () => {
    expect(inYear(solar(2, 29), 2027)).toBe('2027-02-28')
    expect(inYear(solar(2, 29), 2028)).toBe('2028-02-29')
    expect(inYear(solar(2, 28), 2028)).toBe('2028-02-28')
    expect(inYear(solar(2, 29), 2100)).toBe('2100-02-28')
  })

  test('the seven days go over the end of the year', () => {
    expect(nextBirthday(solar(1, 2), '2026-12-28', '2027-01-04')).toBe('2027-01-02')
    expect(nextBirthday(solar(12, 27), '2026-12-28', '2027-01-04')).toBeNull()
  })

  test('every solar birthday is kept exactly once a year', () => {
    const date = fc.integer({ min: 0, max: 365 }).map((n) => addDays('2024-01-01', n))
    fc.assert(
      fc.property(date, fc.integer({ min: 1950, max: 2100 }), (of, year) => {
        const [, month, day] = of.split('-').map(Number) as [number, number, number]
        let times = 0
        for (let on = `${year}-01-01`; on <= `${year}-12-31`; on = addDays(on, 1))
          if (birthdayKeys(on).some((one) => one.calendar === 'solar' && one.month === month && one.day === day)) times += 1
        expect(times).toBe(1)
      }),
      { numRuns: 4 },
    )
  })
})

test('age counts by the calendar of the birthday and is unknown without a year', () => {
  // Lunar 1987-12-20 was solar 1988-02-07; its birthday in January 2027 is still of lunar 2026.
  expect(ageOn({ ...lunar(12, 20), year: 1987 }, '2027-01-27')).toBe(39)
  expect(ageOn({ ...solar(3, 2), year: 1988 }, '2026-03-02')).toBe(38)
  expect(ageOn({ ...solar(3, 2), year: null }, '2026-03-02')).toBeNull()
  expect(ageOn({ ...solar(3, 2), year: 2026 }, '2026-03-02')).toBeNull()
})
