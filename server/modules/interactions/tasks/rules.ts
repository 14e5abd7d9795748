import type { RepeatUnit, TaskStatus } from '@shuke/contract/interactions/tasks.ts'

export type TaskAct = 'finish' | 'cancel' | 'reopen' | 'postpone' | 'pass_on' | 'change'

/** What may be done in which state, and the state after it. No state is a dead end: a slip of the thumb can be taken back. */
export const TASK_TRANSITIONS: Record<TaskStatus, Partial<Record<TaskAct, TaskStatus>>> = {
  open: { finish: 'done', cancel: 'cancelled', postpone: 'open', pass_on: 'open', change: 'open' },
  done: { reopen: 'open' },
  cancelled: { reopen: 'open' },
}

const DAY_MS = 86_400_000
const atNoon = (day: string): Date => new Date(`${day}T12:00:00Z`)
const dayOf = (date: Date): string => date.toISOString().slice(0, 10)

/** `days` later, by the calendar; negative goes back. */
export const addDays = (day: string, days: number): string => dayOf(new Date(atNoon(day).getTime() + days * DAY_MS))

/** Whole days from one day to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((atNoon(to).getTime() - atNoon(from).getTime()) / DAY_MS)

/** `months` later on the same day of the month, or on the month's last day where it is shorter. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const first = new Date(Date.UTC(year, month - 1 + months, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(date, last))
  return dayOf(first)
}

export interface Repetition {
  every: Exclude<RepeatUnit, 'none'>
  interval: number
  /** The first day: every later one is reckoned from it, so that the 31st comes back after a February. */
  from: string
}

/** The n-th day of a series; 0 is its first. */
export function occurrence({ every, interval, from }: Repetition, n: number): string {
  if (every === 'day') return addDays(from, n * interval)
  if (every === 'week') return addDays(from, n * interval * 7)
  return addMonths(from, n * interval * (every === 'year' ? 12 : 1))
}

/** The first day of a series that lies after `after`. */
export function nextOccurrence(series: Repetition, after: string): string {
  // Never more than the true count: 31 days a month, 366 a year.
  const longest = { day: 1, week: 7, month: 31, year: 366 }[series.every] * series.interval
  let n = Math.max(0, Math.floor(daysBetween(series.from, after) / longest))
  while (occurrence(series, n) <= after) n += 1
  return occurrence(series, n)
}

/** Days outside this span are slips of the keyboard. */
export const FIRST_DAY = '2000-01-01'
export const LAST_DAY = '2199-12-31'
export const isPlausibleDay = (day: string): boolean => day >= FIRST_DAY && day <= LAST_DAY

/**
 * When a repeating task comes again: the next day of its series after both its own day and the day it was done, so that missed ones do
 * not pile up. Null when it does not repeat, or would only after the end of the calendar.
 */
export function dueAfter(
  task: { repeat_every: RepeatUnit; repeat_interval: number; repeat_from: string; scheduled_day: string },
  doneOn: string,
): string | null {
  if (task.repeat_every === 'none') return null
  const series = { every: task.repeat_every, interval: task.repeat_interval, from: task.repeat_from }
  const next = nextOccurrence(series, doneOn > task.scheduled_day ? doneOn : task.scheduled_day)
  return next > LAST_DAY ? null : next
}

const clocks = new Map<string, Intl.DateTimeFormat>()
function wallClock(at: Date, timezone: string): string {
  let format = clocks.get(timezone)
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'medium' })
    clocks.set(timezone, format)
  }
  return format.format(at)
}

/** Time of day `HH:MM:SS` of an instant in a zone. */
export const timeOfDay = (at: Date, timezone: string): string => wallClock(at, timezone).slice(11)

/** The instant at which the clocks of a zone show this day and time; a time that a clock change skips counts as the one after it. */
export function instantAt(day: string, time: string, timezone: string): Date {
  const wanted = Date.parse(`${day}T${time}Z`)
  const offset = (at: number) => Date.parse(`${wallClock(new Date(at), timezone).replace(' ', 'T')}Z`) - at
  const guess = wanted - offset(wanted)
  return new Date(wanted - offset(guess))
}

/** Overdue: the day is over, or the hour has passed. */
export const isOverdue = (due: { due_day: string; due_at?: Date | null }, today: string, now: Date): boolean =>
  due.due_day < today || (due.due_at != null && due.due_at < now)

/** A due day or instant as it is kept: the instant's day is the one in the store's zone. */
export function dueIn(
  due: { day: string; time?: string | undefined } | { at: string },
  timezone: string,
): { day: string; at: Date | null } {
  if ('day' in due) return { day: due.day, at: due.time ? instantAt(due.day, `${due.time}:00`, timezone) : null }
  const at = new Date(due.at)
  return { day: wallClock(at, timezone).slice(0, 10), at }
}
