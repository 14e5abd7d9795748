import { LunarYear, SolarDay } from 'tyme4ts'
import { addDays } from '../tasks/rules.ts'

/** A birthday as it is kept in the record; the year says only how old somebody turns. */
export interface KeptBirthday {
  calendar: 'solar' | 'lunar'
  year: number | null
  month: number
  day: number
  leap: boolean
}
/** What a birthday must say to be kept on a certain day. */
export type BirthdayKey = Omit<KeptBirthday, 'year'>

/** Today shows this many days after today. */
export const DAYS_AHEAD = 7

const solarOf = (day: string): SolarDay => {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  return SolarDay.fromYmd(year, month, date)
}
/** The day in the Chinese calendar, and how many days its month has. */
function lunarOf(day: string) {
  const solar = solarOf(day)
  const month = solar.getLunarDay().getLunarMonth()
  return {
    year: month.getYear(),
    month: Math.abs(month.getMonthWithLeap()),
    leap: month.isLeap(),
    day: solar.subtract(month.getFirstJulianDay().getSolarDay()) + 1,
    length: month.getDayCount(),
  }
}

/** Those born on 29 February keep 28 February in a common year: a greeting is never late. */
function solarKeys(day: string): BirthdayKey[] {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const key: BirthdayKey = { calendar: 'solar', month, day: date, leap: false }
  const isLeapYear = solarOf(`${year}-02-01`).getSolarMonth().getDayCount() === 29
  return month === 2 && date === 28 && !isLeapYear ? [key, { ...key, day: 29 }] : [key]
}

/**
 * 过农历: a leap-month birthday is kept in the leap month of a year that has it, else in the plain month; a plain one always in the
 * plain month. Those born on the 30th keep the 29th where the month has 29 days.
 */
function lunarKeys(day: string): BirthdayKey[] {
  const lunar = lunarOf(day)
  const hasLeapTwin = LunarYear.fromYear(lunar.year).getLeapMonth() === lunar.month
  const leaps = lunar.leap ? [true] : hasLeapTwin ? [false] : [false, true]
  const days = lunar.day === 29 && lunar.length === 29 ? [29, 30] : [lunar.day]
  return leaps.flatMap((leap) => days.map((date) => ({ calendar: 'lunar' as const, month: lunar.month, day: date, leap })))
}

const known = new Map<string, BirthdayKey[]>()

/** Every birthday that is kept on a day, as keys to look up. Remembered: every reader's Today asks for the same few days. */
export function birthdayKeys(day: string): BirthdayKey[] {
  const remembered = known.get(day)
  if (remembered) return remembered
  const keys = [...solarKeys(day), ...lunarKeys(day)]
  if (known.size > 400) known.clear()
  known.set(day, keys)
  return keys
}

/** The keys of each day from `from` to `until`, both included. */
export function birthdaysBetween(from: string, until: string): (BirthdayKey & { on: string })[] {
  const found: (BirthdayKey & { on: string })[] = []
  for (let day = from; day <= until; day = addDays(day, 1)) found.push(...birthdayKeys(day).map((key) => ({ ...key, on: day })))
  return found
}

/** The first day from `from` to `until` on which a birthday is kept; null when it does not come in that time. */
export function nextBirthday(birthday: BirthdayKey, from: string, until: string): string | null {
  const { calendar, month, day, leap } = birthday
  const found = birthdaysBetween(from, until).find(
    (key) => key.calendar === calendar && key.month === month && key.day === day && key.leap === leap,
  )
  return found?.on ?? null
}

/** How many years old somebody turns on the day it is kept, in the calendar of the birthday; null without a year or before the first. */
export function ageOn(birthday: KeptBirthday, on: string): number | null {
  if (birthday.year === null) return null
  const year = birthday.calendar === 'lunar' ? lunarOf(on).year : Number(on.slice(0, 4))
  return year > birthday.year ? year - birthday.year : null
}
