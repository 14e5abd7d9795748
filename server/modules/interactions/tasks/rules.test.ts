import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  daysBetween,
  dueAfter,
  dueIn,
  instantAt,
  isOverdue,
  nextOccurrence,
  occurrence,
  type Repetition,
  TASK_TRANSITIONS,
  timeOfDay,
} from './rules.ts'

const day = fc.integer({ min: 0, max: 40_000 }).map((n) => addDays('2000-01-01', n))
const series: fc.Arbitrary<Repetition> = fc.record({
  every: fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'year' as const),
  interval: fc.integer({ min: 1, max: 40 }),
  from: day,
})

describe('repetition', () => {
  test('the next day of a series lies after, belongs to it, and no other one lies between', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: -400, max: 4000 }), (one, shift) => {
        const after = addDays(one.from, shift)
        const next = nextOccurrence(one, after)
        expect(next > after).toBe(true)
        let n = 0
        while (occurrence(one, n) < next) n += 1
        expect(occurrence(one, n)).toBe(next)
        if (n > 0) expect(occurrence(one, n - 1) <= after).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  test('a series goes forward, and keeps its day of the month wherever the month has it', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 0, max: 60 }), (one, n) => {
        expect(occurrence(one, n + 1) > occurrence(one, n)).toBe(true)
        if (one.every !== 'month' && one.every !== 'year') return
        const at = occurrence(one, n)
        const wanted = Number(one.from.slice(8))
        const isLastOfMonth = addDays(at, 1).slice(8) === '01'
        expect(Number(at.slice(8)) === wanted || (isLastOfMonth && Number(at.slice(8)) < wanted)).toBe(true)
      }),
    )
  })

  test('month ends and 29 February come back', () => {
    const monthly: Repetition = { every: 'month', interval: 1, from: '2027-01-31' }
    expect([0, 1, 2, 3].map((n) => occurrence(monthly, n))).toEqual(['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30'])
    const yearly: Repetition = { every: 'year', interval: 1, from: '2024-02-29' }
    expect([1, 3, 4].map((n) => occurrence(yearly, n))).toEqual(['2025-02-28', '2027-02-28', '2028-02-29'])
    expect(addMonths('2026-12-31', 2)).toBe('2027-02-28')
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28')
    expect(daysBetween('2026-02-27', '2026-03-01')).toBe(2)
  })

  test('what is done late skips the missed days, what is done early keeps its own', () => {
    const weekly = { repeat_every: 'week' as const, repeat_interval: 1, repeat_from: '2026-11-02', scheduled_day: '2026-11-02' }
    expect(dueAfter(weekly, '2026-11-02')).toBe('2026-11-09')
    expect(dueAfter(weekly, '2026-11-25')).toBe('2026-11-30')
    expect(dueAfter({ ...weekly, scheduled_day: '2026-11-09' }, '2026-11-03')).toBe('2026-11-16')
    expect(dueAfter({ ...weekly, repeat_every: 'none' }, '2026-11-02')).toBeNull()
    expect(dueAfter({ ...weekly, repeat_every: 'year', repeat_interval: 1000 }, '2026-11-02')).toBeNull()
  })
})

test('no state of a task is a dead end, and open is reached from everywhere', () => {
  for (const [state, acts] of Object.entries(TASK_TRANSITIONS)) {
    expect(Object.keys(acts).length, state).toBeGreaterThan(0)
    const reached = new Set([state])
    for (let size = 0; size < reached.size; ) {
      size = reached.size
      for (const one of reached) for (const next of Object.values(TASK_TRANSITIONS[one as 'open'])) reached.add(next)
    }
    expect([...reached].sort(), state).toEqual(['cancelled', 'done', 'open'])
  }
})

describe('days and hours in a zone', () => {
  test('an instant falls on the day of the store, and its hour survives a move', () => {
    expect(dueIn({ at: '2026-11-21T17:30:00Z' }, 'Asia/Shanghai')).toEqual({
      day: '2026-11-22',
      at: new Date('2026-11-21T17:30:00Z'),
    })
    expect(dueIn({ day: '2026-11-22', time: '09:30' }, 'Asia/Shanghai').at?.toISOString()).toBe('2026-11-22T01:30:00.000Z')
    expect(timeOfDay(new Date('2026-11-21T17:30:00Z'), 'Asia/Shanghai')).toBe('01:30:00')
    expect(instantAt('2026-12-01', '01:30:00', 'Asia/Shanghai').toISOString()).toBe('2026-11-30T17:30:00.000Z')
  })

  test('day and time of an instant lead back to it, also around a clock change', () => {
    const zones = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe')
    fc.assert(
      fc.property(zones, day, fc.integer({ min: 4, max: 23 }), (zone, on, hour) => {
        const time = `${String(hour).padStart(2, '0')}:30:00`
        const at = instantAt(on, time, zone)
        expect(dueIn({ at: at.toISOString() }, zone).day).toBe(on)
        expect(timeOfDay(at, zone)).toBe(time)
      }),
    )
  })

  test('overdue is a day that is over or an hour that has passed', () => {
    const now = new Date('2026-11-21T06:00:00Z')
    expect(isOverdue({ due_day: '2026-11-20' }, '2026-11-21', now)).toBe(true)
    expect(isOverdue({ due_day: '2026-11-21' }, '2026-11-21', now)).toBe(false)
    expect(isOverdue({ due_day: '2026-11-21', due_at: new Date('2026-11-21T05:59:00Z') }, '2026-11-21', now)).toBe(true)
  })
})
