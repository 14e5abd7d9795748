import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expired, KEPT } from './retention-rules.ts'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 10, 21, 2, 30)
const daysAgo = (...days: number[]) => days.map((day) => ({ startedAt: new Date(NOW - day * DAY).toISOString() }))
const agesOf = (backups: { startedAt: string }[]) => backups.map(({ startedAt }) => (NOW - Date.parse(startedAt)) / DAY)

test('a year of nightly backups leaves seven days, four weeks and six months', () => {
  const nightly = daysAgo(...Array.from({ length: 365 }, (_, day) => day))
  const gone = new Set(expired(nightly))
  const kept = agesOf(nightly.filter((backup) => !gone.has(backup)))
  // 2026-11-21 is a Saturday: Sundays end the weeks before, month ends the months before.
  expect(kept).toEqual([0, 1, 2, 3, 4, 5, 6, 13, 20, 21, 52, 82, 113, 144])
})

test('a computer that was off for half a year loses nothing by it', () => {
  expect(expired(daysAgo(0, 180, 181, 182))).toEqual([])
})

test('several of one day: the newest three stay, whatever they stand for', () => {
  expect(agesOf(expired(daysAgo(0, 0.01, 0.02, 0.03, 0.04)))).toEqual([0.03, 0.04].map((day) => expect.closeTo(day, 5)))
})

test('never the newest, never too few, the order does not matter, and a second look takes nothing more', () => {
  const backups = fc.uniqueArray(fc.integer({ min: 0, max: 24 * 900 }), { maxLength: 80 })
  fc.assert(
    fc.property(backups, (hours) => {
      const all = daysAgo(...hours.map((hour) => hour / 24))
      const gone = new Set(expired(all))
      const rest = all.filter((backup) => !gone.has(backup))
      const newest = all.toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1))[0]
      if (newest) expect(gone.has(newest)).toBe(false)
      expect(rest.length).toBeGreaterThanOrEqual(Math.min(all.length, KEPT.newest))
      expect(rest.length).toBeLessThanOrEqual(KEPT.newest + KEPT.days + KEPT.weeks + KEPT.months)
      expect(new Set(expired(all.toReversed()))).toEqual(gone)
      expect(expired(rest)).toEqual([])
    }),
  )
})
