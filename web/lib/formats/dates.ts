import type { Locale } from '@shuke/contract/shared/locale.ts'

const kept = new Map<string, Intl.DateTimeFormat>()
function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  const known = kept.get(key) ?? new Intl.DateTimeFormat(locale, options)
  kept.set(key, known)
  return known
}

/** English is read all over the world: 13 Sep 2026 cannot be mistaken. */
const tag = (locale: Locale): string => (locale === 'en' ? 'en-GB' : locale)
const DAY_MS = 86_400_000
const utc = (day: string): Date => new Date(`${day}T00:00:00Z`)

/** The calendar day of an instant in a time zone, `YYYY-MM-DD`. */
export function dayIn(timezone: string, instant: Date): string {
  const parts = formatter('en-CA', { timeZone: timezone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(
    instant,
  )
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
  return `${of('year').padStart(4, '0')}-${of('month')}-${of('day')}`
}

/** A calendar day; the year is left out while it is the present one. */
export function formatDay(day: string, locale: Locale, today?: string): string {
  const isThisYear = today?.slice(0, 4) === day.slice(0, 4)
  const style: Intl.DateTimeFormatOptions = { timeZone: 'UTC', month: locale === 'en' ? 'short' : 'long', day: 'numeric' }
  return formatter(tag(locale), isThisYear ? style : { ...style, year: 'numeric' }).format(utc(day))
}

/** Day with its weekday, for the heads of a timeline; the year is left out while it is the present one. */
export const formatDayHead = (day: string, locale: Locale, today?: string): string =>
  `${formatDay(day, locale, today)} ${formatter(tag(locale), { timeZone: 'UTC', weekday: 'short' }).format(utc(day))}`

/** Hours and minutes of an instant at the org's place. */
export const formatTime = (instant: string, locale: Locale, timezone: string): string =>
  formatter(tag(locale), { timeZone: timezone, hour: '2-digit', minute: '2-digit', hour12: false }).format(new Date(instant))

export const formatInstant = (instant: string, locale: Locale, timezone: string): string =>
  `${formatDay(dayIn(timezone, new Date(instant)), locale)} ${formatTime(instant, locale, timezone)}`

/** Whole days from one calendar day to another; negative when `to` lies before. */
export const daysBetween = (from: string, to: string): number => Math.round((utc(to).getTime() - utc(from).getTime()) / DAY_MS)

/** How far a day lies from today in words: 今天, 昨天, 3天前, 2个月前. */
export function formatRelativeDay(day: string, locale: Locale, today: string): string {
  const days = daysBetween(today, day)
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const size = Math.abs(days)
  if (size < 60) return words.format(days, 'day')
  return size < 730 ? words.format(Math.trunc(days / 30.44), 'month') : words.format(Math.trunc(days / 365.25), 'year')
}
