import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

const CHINESE_MOBILE = /^(?:\+?86|0086)?(1[3-9]\d{9})$/

/** Full-width digits and signs, dashes, dots, spaces and brackets as people type them. */
const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\-‐-―.()]/g, '')
    .trim()

/**
 * A phone number in E.164 (`+8613800135678`), read as Chinese unless it names a country.
 * @returns null for anything that is not a possible number
 */
export function normalisePhone(text: string): string | null {
  const digits = bare(text)
  const mobile = CHINESE_MOBILE.exec(digits)?.[1]
  if (mobile) return `+86${mobile}`
  if (!/^\+?\d{5,20}$/.test(digits)) return null
  const parsed = parsePhoneNumberFromString(digits, 'CN')
  return parsed?.isPossible() ? parsed.number : null
}

/** E-mail in lower case; null for what has not the form of one. */
export function normaliseEmail(text: string): string | null {
  const email = text.normalize('NFKC').trim().toLowerCase()
  return /^[^\s@]{1,64}@[^\s@]{1,190}\.[^\s@.]{2,}$/.test(email) ? email : null
}

/** Tails of 4 to 8 digits by which staff look a number up. */
export function phoneTails(e164: string): string[] {
  const digits = e164.replace(/\D/g, '')
  return [4, 5, 6, 7, 8].filter((length) => digits.length >= length).map((length) => digits.slice(-length))
}
