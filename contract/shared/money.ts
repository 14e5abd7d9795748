import { z } from 'zod'

/** ISO 4217 code. */
export const Currency = z.string().regex(/^[A-Z]{3}$/)

/** Stored and entered money: an integer in minor units with its currency. */
export const Money = z.object({ amount: z.int(), currency: Currency })
export type Money = z.infer<typeof Money>

/** Most minor units that one amount may have: sums of a thousand such still fit a JSON number exactly. */
export const MOST_MINOR_UNITS = 9_000_000_000_000
/** Money as it is entered. */
export const EnteredMoney = z.object({ amount: z.int().min(-MOST_MINOR_UNITS).max(MOST_MINOR_UNITS), currency: Currency })

const EXPONENTS: Record<string, number> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
}

/** Number of decimals of a currency by ISO 4217 (2 unless listed otherwise). */
export const currencyExponent = (currency: string): number => EXPONENTS[currency] ?? 2

/** Minor units → decimal in major units; for figures and display only. */
export const toMajor = (amount: number, currency: string): number => amount / 10 ** currencyExponent(currency)
