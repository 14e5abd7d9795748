import { expect, test } from 'vitest'
import { keptRate, missedOn, PROMISE_TRANSITIONS } from './rules.ts'

test('no state of a promise is a dead end: every closed one can be reopened', () => {
  expect(Object.keys(PROMISE_TRANSITIONS.open)).toEqual(['keep', 'break', 'cancel', 'postpone', 'pass_on'])
  for (const state of ['kept', 'broken', 'cancelled'] as const) expect(PROMISE_TRANSITIONS[state].reopen, state).toBe('open')
})

test('a promise is missed when its day is over, and a new day does not heal it', () => {
  expect(missedOn({ due_day: '2026-11-20', missed: false }, '2026-11-21')).toBe(true)
  expect(missedOn({ due_day: '2026-11-21', missed: false }, '2026-11-21')).toBe(false)
  expect(missedOn({ due_day: '2026-12-01', missed: true }, '2026-11-21')).toBe(true)
})

test('the rate is unknown without promises', () => {
  expect(keptRate({ counted: 0, kept: 0 })).toBeNull()
  expect(keptRate({ counted: 4, kept: 3 })).toBe(0.75)
})
