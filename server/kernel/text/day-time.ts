/** A day or instant out of a text. `local`: the clock on the wall of the store; `instant`: with its own zone. */
export interface DayTime {
  kind: 'local' | 'instant'
  /** `YYYY-MM-DD` or `YYYY-MM-DD HH:MM:SS`, with an offset when it is an instant. */
  text: string
  hasTime: boolean
}
export type DayTimeFault = 'bad_date' | 'ambiguous_date' | 'date_out_of_range'

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?)?$/
const YEAR_FIRST = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:\s*T?\s*(\S.*))?$/
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:[ T]?(\d{2})(\d{2})(\d{2})?)?$/
const YEAR_LAST = /^(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})(?:\s+(\S.*))?$/
const NAMED_MONTH = /^(?:(\d{1,2})[ -]([a-z]{3,9})\.?,?[ -](\d{4})|([a-z]{3,9})\.? (\d{1,2}),? (\d{4}))(?:\s+(\S.*))?$/i
const SERIAL = /^(\d{5})(?:\.(\d+))?$/
const TIME =
  /^(上午|凌晨|早上|中午|下午|晚上)?\s*(\d{1,2})\s*[:时点]\s*(\d{1,2})?\s*(?:[:分]\s*(\d{1,2})?(?:[.,]\d+)?\s*秒?)?\s*(am|pm)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
/** Days from 1899-12-30, as spreadsheets count; these are the years 1954 to 2118. */
const FIRST_SERIAL = 20_000
const LAST_SERIAL = 79_999
const SERIAL_ZERO = Date.UTC(1899, 11, 30)

const two = (number: number): string => (number < 10 ? `0${number}` : `${number}`)
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

/** The number that two digits make; NaN for other characters. */
function pair(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48
  const ones = text.charCodeAt(at + 1) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}
/** `YYYY-MM-DD` of a day that every month of its name has; the rest is left to the patterns. */
function isPlainDay(text: string): boolean {
  const century = pair(text, 0)
  const date = pair(text, 8)
  return (
    (century === 19 || century === 20) &&
    pair(text, 2) >= 0 &&
    text[4] === '-' &&
    pair(text, 5) >= 1 &&
    pair(text, 5) <= 12 &&
    text[7] === '-' &&
    date >= 1 &&
    date <= 28
  )
}
/** ` HH:MM:SS` behind it. */
const isPlainTime = (text: string): boolean =>
  (text[10] === ' ' || text[10] === 'T') &&
  pair(text, 11) <= 23 &&
  text[13] === ':' &&
  pair(text, 14) <= 59 &&
  text[16] === ':' &&
  pair(text, 17) <= 59

function day(year: number, month: number, date: number): string | DayTimeFault {
  if (month < 1 || month > 12 || date < 1 || date > MONTH_DAYS[month - 1]! || (month === 2 && date === 29 && !isLeap(year)))
    return 'bad_date'
  return year < 1900 || year > 2200 ? 'date_out_of_range' : `${year}-${two(month)}-${two(date)}`
}

/** The time of a day as `HH:MM:SS` and its offset, if it has one. */
function clock(text: string): { time: string; offset: string } | null {
  const match = TIME.exec(text.normalize('NFKC'))
  if (!match) return null
  const [, part, hourText, minuteText, secondText, half, zone] = match
  let hour = Number(hourText)
  const isLate = part === '下午' || part === '晚上' || (part === '中午' && hour < 11) || half?.toLowerCase() === 'pm'
  if (isLate && hour < 12) hour += 12
  else if ((half?.toLowerCase() === 'am' || part === '上午' || part === '凌晨') && hour === 12) hour = 0
  const minute = Number(minuteText ?? 0)
  const second = Number(secondText ?? 0)
  if (hour > 23 || minute > 59 || second > 59) return null
  const offset = zone === undefined ? '' : /^[zu]/i.test(zone) ? '+00' : zone
  return { time: `${two(hour)}:${two(minute)}:${two(second)}`, offset }
}

function withTime(date: string | DayTimeFault, rest: string | undefined): DayTime | DayTimeFault {
  if (!/^\d/.test(date)) return date as DayTimeFault
  if (rest === undefined) return { kind: 'local', text: date, hasTime: false }
  const at = clock(rest)
  if (!at) return 'bad_date'
  return { kind: at.offset ? 'instant' : 'local', text: `${date} ${at.time}${at.offset}`, hasTime: true }
}

function fromSerial(whole: string, fraction: string | undefined): DayTime | DayTimeFault {
  const days = Number(whole)
  if (days < FIRST_SERIAL || days > LAST_SERIAL) return 'bad_date'
  const seconds = fraction === undefined ? 0 : Math.round(Number(`0.${fraction}`) * 86_400)
  const text = new Date(SERIAL_ZERO + days * 86_400_000 + seconds * 1000).toISOString()
  return fraction === undefined
    ? { kind: 'local', text: text.slice(0, 10), hasTime: false }
    : { kind: 'local', text: `${text.slice(0, 10)} ${text.slice(11, 19)}`, hasTime: true }
}

/**
 * A date, with or without time, as files hold it: `2026-01-02`, `2026/1/2 9:30`, `2026.1.2`, `2026年1月2日 下午3:05`, `20260102`,
 * `2026-01-02T09:30:00+08:00`, `2 Jan 2026`, a spreadsheet's serial `46024.5`. `1/2/2026` is refused where day and month could be
 * exchanged.
 */
export function readDayTime(text: string): DayTime | DayTimeFault {
  const length = text.length
  // What programs write is by far the most common and needs no pattern.
  if ((length === 10 || length === 19) && isPlainDay(text) && (length === 10 || isPlainTime(text)))
    return { kind: 'local', text, hasTime: length === 19 }
  const iso = ISO.exec(text)
  if (iso) {
    const date = day(Number(iso[1]), Number(iso[2]), Number(iso[3]))
    if (iso[4] === undefined || !/^\d/.test(date)) return withTime(date, undefined)
    if (iso[4] > '23' || iso[5]! > '59' || (iso[6] ?? '00') > '59') return 'bad_date'
    return { kind: 'local', text: `${date} ${iso[4]}:${iso[5]}:${iso[6] ?? '00'}`, hasTime: true }
  }
  const folded = text.normalize('NFKC').trim()
  const yearFirst = YEAR_FIRST.exec(folded)
  if (yearFirst) return withTime(day(Number(yearFirst[1]), Number(yearFirst[2]), Number(yearFirst[3])), yearFirst[4])
  const compact = COMPACT.exec(folded)
  if (compact) {
    const rest = compact[4] === undefined ? undefined : `${compact[4]}:${compact[5]}:${compact[6] ?? '00'}`
    return withTime(day(Number(compact[1]), Number(compact[2]), Number(compact[3])), rest)
  }
  const serial = SERIAL.exec(folded)
  if (serial) return fromSerial(serial[1]!, serial[2])
  const yearLast = YEAR_LAST.exec(folded)
  if (yearLast) {
    const [first, second] = [Number(yearLast[1]), Number(yearLast[2])]
    if (first <= 12 && second <= 12 && first !== second) return 'ambiguous_date'
    const [month, date] = first > 12 ? [second, first] : [first, second]
    return withTime(day(Number(yearLast[3]), month, date), yearLast[4])
  }
  const named = NAMED_MONTH.exec(folded)
  if (named) {
    const month = MONTHS.indexOf((named[2] ?? named[4])!.slice(0, 3).toLowerCase()) + 1
    return withTime(day(Number(named[3] ?? named[6]), month, Number(named[1] ?? named[5])), named[7])
  }
  return 'bad_date'
}

/** Joins a day with a time of its own column (`9:30`, or a spreadsheet's fraction of a day). */
export function joinTime(date: DayTime, text: string): DayTime | DayTimeFault {
  if (date.hasTime) return date
  const fraction = /^0?\.(\d+)$/.exec(text.trim())?.[1]
  if (fraction !== undefined) {
    const seconds = Math.min(86_399, Math.round(Number(`0.${fraction}`) * 86_400))
    return withTime(date.text, new Date(seconds * 1000).toISOString().slice(11, 19))
  }
  return withTime(date.text, text.trim())
}
