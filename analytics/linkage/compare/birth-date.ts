import { foldText } from './fold-text.ts'
import { isOneSlip } from './one-slip.ts'

/** A date of birth as typed: four and two digits each, not necessarily a date that exists; `year` is empty for month and day only. */
export interface BirthDate {
  readonly key: string
  readonly year: string
  readonly month: string
  readonly day: string
}

export const BIRTH_DATE_LEVELS = ['different', 'two parts agree', 'one slip', 'equal'] as const

// Dates that programs write when nobody asked; they say nothing about a person.
const PLACEHOLDERS = new Set(['19000101', '19700101', '11111111', '00000000', '18991231', '18991230'])

/**
 * Reads 1990-08-13, 19900813, 1990/8/13, 1990年8月13日, 13.8.1990 (day first) and, without a year, 08-13 or 8月13日.
 * Eight digits are kept even where no such day exists: a mistyped date is still evidence. Undefined where nothing can be read.
 */
export function readBirthDate(text: string): BirthDate | undefined {
  const parts = foldText(text).split(/\D+/).filter(Boolean)
  const [first = '', second = '', third = ''] = parts
  if (parts.length === 1 && first.length === 8) return birthDate(first.slice(0, 4), first.slice(4, 6), first.slice(6))
  if (parts.length >= 3 && first.length === 4) return birthDate(first, second, third)
  if (parts.length >= 3 && third.length === 4) return birthDate(third, second, first)
  if (parts.length === 2 && first.length <= 2 && second.length <= 2) return birthDate('', first, second)
  return undefined
}

function birthDate(year: string, month: string, day: string): BirthDate | undefined {
  if (month.length > 2 || day.length > 2) return undefined
  const key = `${year}${month.padStart(2, '0')}${day.padStart(2, '0')}`
  if (PLACEHOLDERS.has(key)) return undefined
  return { key, year, month: key.slice(-4, -2), day: key.slice(-2) }
}

/**
 * Level of agreement of two dates of birth (index into `BIRTH_DATE_LEVELS`). One slip = one digit wrong, two neighbours swapped, or
 * day and month swapped. A date without a year agrees in two parts when month and day are equal.
 */
export function compareBirthDates(a: BirthDate, b: BirthDate): number {
  if (a.key === b.key) return a.year === '' ? 1 : 3
  const agreeing = Number(a.year === b.year) + Number(a.month === b.month) + Number(a.day === b.day)
  if (agreeing === 0) return 0
  if (a.year === '' || b.year === '') return a.month === b.month && a.day === b.day ? 1 : 0
  if (a.year === b.year && a.month === b.day && a.day === b.month) return 2
  return isOneSlip(a.key, b.key) ? 2 : agreeing === 2 ? 1 : 0
}
