import { expect, test } from 'vitest'
import { addDays, daysLate, dueChoices, nextMonday, sectionOf } from './due-days.ts'

test('Monday is the first day of the week, and the next one is never today', () => {
  expect(nextMonday('2026-11-21')).toBe('2026-11-23')
  expect(nextMonday('2026-11-22')).toBe('2026-11-23')
  expect(nextMonday('2026-11-23')).toBe('2026-11-30')
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
})

test('a day is offered once, in order', () => {
  expect(dueChoices('2026-11-22', true)).toEqual([
    { name: 'today', day: '2026-11-22' },
    { name: 'tomorrow', day: '2026-11-23' },
    { name: 'dayAfter', day: '2026-11-24' },
    { name: 'inAWeek', day: '2026-11-29' },
  ])
  expect(dueChoices('2026-11-25', false).map((choice) => choice.name)).toEqual(['tomorrow', 'dayAfter', 'nextMonday', 'inAWeek'])
})

test('a thing is overdue when its day is over', () => {
  expect(['2026-11-20', '2026-11-21', '2026-11-22'].map((dueDay) => sectionOf({ dueDay }, '2026-11-21'))).toEqual([
    'overdue',
    'today',
    'coming',
  ])
  expect(daysLate('2026-11-19', '2026-11-21')).toBe(2)
  expect(daysLate('2026-11-25', '2026-11-21')).toBe(0)
})
