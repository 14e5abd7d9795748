import { daysBetween } from '../../../lib/formats/dates.ts'

const DAY_MS = 86_400_000
const at = (day: string): number => Date.parse(`${day}T00:00:00Z`)

/** So many days later, by the calendar. */
export const addDays = (day: string, days: number): string => new Date(at(day) + days * DAY_MS).toISOString().slice(0, 10)

/** The Monday after this day; weeks begin on Monday. */
export const nextMonday = (day: string): string => addDays(day, 8 - (new Date(at(day)).getUTCDay() || 7))

export type DueName = 'today' | 'tomorrow' | 'dayAfter' | 'nextMonday' | 'inAWeek'

/** The days that are chosen by one tap, each once, the earliest first. */
export function dueChoices(today: string, withToday: boolean): { name: DueName; day: string }[] {
  const all: { name: DueName; day: string }[] = [
    { name: 'today', day: today },
    { name: 'tomorrow', day: addDays(today, 1) },
    { name: 'dayAfter', day: addDays(today, 2) },
    { name: 'nextMonday', day: nextMonday(today) },
    { name: 'inAWeek', day: addDays(today, 7) },
  ]
  return all
    .filter((choice, index) => (withToday || index > 0) && all.findIndex((other) => other.day === choice.day) === index)
    .sort((a, b) => a.day.localeCompare(b.day))
}

export type Section = 'overdue' | 'today' | 'coming'

/** Where a thing stands in the day. What is overdue by the hour still belongs to today. */
export const sectionOf = (item: { dueDay: string }, today: string): Section =>
  item.dueDay < today ? 'overdue' : item.dueDay === today ? 'today' : 'coming'

export const daysLate = (dueDay: string, today: string): number => Math.max(0, daysBetween(dueDay, today))
