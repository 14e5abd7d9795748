/** The only source of time for verbs and rules: tests hold it still, the demo moves it. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

export const fixedClock = (iso: string): Clock => ({ now: () => new Date(iso) })

const formatters = new Map<string, Intl.DateTimeFormat>()

/** The calendar day `YYYY-MM-DD` that an instant falls on in a time zone (IANA name). */
export function dayInZone(instant: Date, timezone: string): string {
  let format = formatters.get(timezone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: timezone, year: 'numeric', month: '2-digit', day: '2-digit' })
    formatters.set(timezone, format)
  }
  return format.format(instant)
}
