import type { Locale } from '@shuke/contract/shared/locale.ts'

const kept = new Map<string, Intl.NumberFormat>()
/** Number formats are dear to make and asked for in every cell. */
function formatter(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  const known = kept.get(key) ?? new Intl.NumberFormat(locale, options)
  kept.set(key, known)
  return known
}

/** 12,345 – written out, as ledgers and lists do. */
export const formatCount = (value: number, locale: Locale): string =>
  formatter(locale, { maximumFractionDigits: 1 }).format(value)

/** From here on tiles and axes shorten: 1.2万, 12.3K. */
export const SHORT_FROM = 10_000

/** Tiles and axes only: 9,999 stays, 12 345 becomes 1.2万 or 12.3K. */
export const formatShort = (value: number, locale: Locale): string =>
  Math.abs(value) < SHORT_FROM
    ? formatCount(value, locale)
    : formatter(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(value)

/** A share of 0–1 as per cent. */
export const formatShare = (share: number, locale: Locale, digits = 1): string =>
  formatter(locale, { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(share)

/** A bare figure such as a Gini coefficient. */
export const formatFigure = (value: number, locale: Locale, digits: number): string =>
  formatter(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value)

const currencyOptions = (currency: string): Intl.NumberFormatOptions => ({
  style: 'currency',
  currency,
  currencyDisplay: 'narrowSymbol',
})

/** Figures of analysis are decimals in major units: ¥1,234.50. */
export const formatMajor = (value: number, currency: string, locale: Locale): string =>
  formatter(locale, currencyOptions(currency)).format(value)

/** Money of a tile or an axis: no small change, 万 from 10 000. */
export const formatMajorShort = (value: number, currency: string, locale: Locale): string =>
  formatter(locale, {
    ...currencyOptions(currency),
    minimumFractionDigits: 0,
    maximumFractionDigits: Math.abs(value) < SHORT_FROM ? 0 : 1,
    ...(Math.abs(value) >= SHORT_FROM && { notation: 'compact' }),
  }).format(value)
