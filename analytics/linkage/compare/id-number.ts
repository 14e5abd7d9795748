import { isOneSlip } from './one-slip.ts'

export const ID_NUMBER_LEVELS = ['different', 'one slip', 'equal'] as const

/** Letters and digits only, upper case; undefined where too short, masked or one repeated character (00000000). */
export function readIdNumber(text: string): string | undefined {
  const written = text.normalize('NFKC').toUpperCase()
  if (written.includes('*')) return undefined
  const key = written.replace(/[^0-9A-Z]/g, '')
  return key.length < 5 || /^(.)\1+$/.test(key) ? undefined : key
}

/** Level of agreement of two identity numbers; the 15-digit form of a Chinese identity card equals its 18-digit form (GB 11643-1999). */
export function compareIdNumbers(a: string, b: string): number {
  if (a === b || isOldFormOf(a, b) || isOldFormOf(b, a)) return 2
  return isOneSlip(a, b) ? 1 : 0
}

function isOldFormOf(old: string, card: string): boolean {
  return old.length === 15 && card.length === 18 && card.slice(0, 6) + card.slice(8, 17) === old
}
