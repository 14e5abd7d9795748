import type { Locale } from '@shuke/contract/shared/locale.ts'
import { currencyExponent, type Money, toMajor } from '@shuke/contract/shared/money.ts'
import { formatMajor, formatMajorShort } from './numbers.ts'

/** Stored money, exact: 12800 CNY is ¥128.00. */
export const formatMoney = ({ amount, currency }: Money, locale: Locale): string =>
  formatMajor(toMajor(amount, currency), currency, locale)

export const formatMoneyShort = ({ amount, currency }: Money, locale: Locale): string =>
  formatMajorShort(toMajor(amount, currency), currency, locale)

/** What somebody typed as an amount → minor units; undefined unless it is a number with no more decimals than the currency has. */
export function parseAmount(typed: string, currency: string): number | undefined {
  const match = /^(-?)(\d{1,12})(?:\.(\d+))?$/.exec(typed.replaceAll(/[,,\s¥¥]/g, ''))
  const exponent = currencyExponent(currency)
  if (!match || (match[3]?.length ?? 0) > exponent) return undefined
  const minor = Number(match[2]! + (match[3] ?? '').padEnd(exponent, '0'))
  return match[1] ? -minor : minor
}
