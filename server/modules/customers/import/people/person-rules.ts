import { looksMangled } from '../../../../kernel/text/spreadsheet.ts'

export type Sex = 'female' | 'male'
const SEXES: Record<string, Sex | null> = {
  女: 'female',
  女士: 'female',
  女性: 'female',
  f: 'female',
  female: 'female',
  woman: 'female',
  男: 'male',
  男士: 'male',
  先生: 'male',
  男性: 'male',
  m: 'male',
  male: 'male',
  man: 'male',
  未知: null,
  保密: null,
  unknown: null,
}

/** Undefined for a word that says no sex; null for one that says it is not known. */
export const readSex = (text: string): Sex | null | undefined => {
  const folded = text.normalize('NFKC').trim().toLowerCase()
  return Object.hasOwn(SEXES, folded) ? SEXES[folded] : undefined
}

/** Longest texts that the record holds; a longer one is dropped with a warning, never cut. */
export const LONGEST: Record<string, number> = {
  name: 200,
  firstName: 100,
  lastName: 100,
  formOfAddress: 40,
  city: 100,
  region: 100,
  postcode: 20,
  country: 100,
  address: 500,
  idNumber: 40,
  wechat: 200,
  qq: 200,
  notes: 5000,
}
export const LONGEST_NUMBER = 64

const BROKEN = /\ufffd|\0/
export const isBroken = (text: string): boolean => BROKEN.test(text)

/** Why a plain text field cannot be kept; null when it can. */
export function textFault(column: string, text: string): string | null {
  if (isBroken(text)) return 'broken_text'
  return text.length > (LONGEST[column] ?? 200) ? 'too_long' : null
}

const isMasked = (value: string): boolean => /\*{2,}|x{4,}/i.test(value)

/** Why an identity number cannot be kept. */
export function idNumberFault(text: string): string | null {
  if (isMasked(text)) return 'masked_value'
  if (looksMangled(text)) return 'mangled_value'
  return textFault('idNumber', text)
}

/** Why a customer number cannot be the key of a row. */
export function numberFault(text: string): string | null {
  if (text.length > LONGEST_NUMBER) return 'key_too_long'
  if (/\*{2,}/.test(text)) return 'masked_key'
  if (looksMangled(text)) return 'mangled_key'
  return isBroken(text) ? 'broken_text' : null
}
