import { maskEmail, maskPhone } from '@shuke/contract/shared/masked.ts'
import { normaliseEmail, normalisePhone } from '../../../kernel/text/phone.ts'

export interface Identifier {
  kind: 'phone' | 'email'
  /** Normal form: E.164 or lower case. */
  value: string
  masked: string
}

/** Reads what somebody types to sign in; null when it is neither a phone number nor an e-mail address. */
export function readIdentifier(text: string): Identifier | null {
  if (text.includes('@')) {
    const email = normaliseEmail(text)
    return email ? { kind: 'email', value: email, masked: maskEmail(email) } : null
  }
  const phone = normalisePhone(text)
  return phone ? { kind: 'phone', value: phone, masked: maskPhone(phone) } : null
}

const FREE_FAILURES = 5
const LONGEST_LOCK_SECONDS = 3600

/** Seconds an account stays locked after its n-th failure in a row: none for the first five, then doubling from 30 s to an hour. */
export const lockSeconds = (failures: number): number =>
  failures < FREE_FAILURES ? 0 : Math.min(30 * 2 ** (failures - FREE_FAILURES), LONGEST_LOCK_SECONDS)
