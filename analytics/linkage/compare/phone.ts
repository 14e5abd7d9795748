import { digitsOf } from './fold-text.ts'
import { isOneSlip } from './one-slip.ts'

/** A phone number that can say something about a person: digits without country code, `*` where a digit is masked. */
export interface Phone {
  readonly key: string
  readonly masked: boolean
}

/** What a number is: `virtual` (隐私号, platform and resale numbers) and `service` lines belong to nobody, so they never count. */
export type PhoneKind = 'mobile' | 'landline' | 'foreign' | 'masked' | 'virtual' | 'service' | 'placeholder' | 'unreadable'

export const PHONE_LEVELS = ['different', 'fits its masked digits', 'one slip or area code missing', 'equal'] as const

// 隐私号 are handed out as a mobile number with an extension, from the 95 ranges, or from the ranges of resold and device numbers
// (虚拟运营商 162 165 167 170 171, 物联网 140 141 144 146 148 149). Such a number is somebody else's next week.
const EXTENSION = /(?:转|ext\.?|x|[,，#;；_*-]|\s)\s*\d{1,6}\s*$/iu
const POOLED_MOBILE = /^1(?:4[014689]|6[257]|7[01])\d{8}$/
const PLATFORM_RANGE = /^9[56]\d{3,4}$|^95\d{9,}$/
const SERVICE_LINE = /^(?:400|800)\d{7}$|^1(?:1|2[0-3])\d{1,5}$|^10\d{3,}$/
const DIALLING_PREFIX = /^(?:\+|00)?86(?=1[3-9]|0?[2-9]\d{8,10}$)|^(?:17951|17909|17911|12593|10193)(?=0?1[3-9])/
const LANDLINE = /^0[1-9]\d{8,10}$/
const EXAMPLE_NUMBERS = new Set([
  '13800138000',
  '13800000000',
  '13900000000',
  '13000000000',
  '12345678',
  '123456789',
  '12345678901',
])

/** Sorts a written number into its kind and gives its comparable digits (area code kept, country code and 0 before a mobile off). */
export function readPhone(text: string): { kind: PhoneKind; phone?: Phone } {
  const written = text.normalize('NFKC').trim()
  if (/\*{2,}/.test(written)) return readMasked(written)
  const base = written.replace(EXTENSION, '')
  if (base !== written && /^1[3-9]\d{9}$/.test(stripPrefixes(digitsOf(base)))) return { kind: 'virtual' }
  const digits = stripPrefixes(digitsOf(written))
  if (digits.length < 5) return { kind: 'unreadable' }
  if (isPlaceholder(digits)) return { kind: 'placeholder' }
  if (POOLED_MOBILE.test(digits) || PLATFORM_RANGE.test(digits)) return { kind: 'virtual' }
  if (SERVICE_LINE.test(digits)) return { kind: 'service' }
  if (digits.length < 7) return { kind: 'unreadable' }
  const kind = /^1[3-9]\d{9}$/.test(digits) ? 'mobile' : LANDLINE.test(digits) || digits.length <= 8 ? 'landline' : 'foreign'
  return { kind, phone: { key: digits, masked: false } }
}

function stripPrefixes(digits: string): string {
  const national = digits.replace(DIALLING_PREFIX, '')
  return /^01[3-9]\d{9}$/.test(national) ? national.slice(1) : national
}

function readMasked(written: string): { kind: PhoneKind; phone?: Phone } {
  const key = written.replace(/[^\d*]/g, '').replace(/^86(?=1[3-9])/, '')
  const visible = key.replaceAll('*', '').length
  return visible >= 7 ? { kind: 'masked', phone: { key, masked: true } } : { kind: 'unreadable' }
}

function isPlaceholder(digits: string): boolean {
  return EXAMPLE_NUMBERS.has(digits) || /(\d)\1{6}$/.test(digits) || /^(\d)\1+$/.test(digits)
}

/** Level of agreement of two numbers (index into `PHONE_LEVELS`). A masked number can at most fit. */
export function comparePhones(a: Phone, b: Phone): number {
  if (a.masked || b.masked) return fitsMask(a.key, b.key) ? 1 : 0
  if (a.key === b.key) return 3
  if (isOneSlip(a.key, b.key)) return 2
  const [short, long] = a.key.length < b.key.length ? [a.key, b.key] : [b.key, a.key]
  return short.length >= 7 && short.length <= 8 && /^0/.test(long) && long.endsWith(short) ? 2 : 0
}

function fitsMask(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i] && a[i] !== '*' && b[i] !== '*') return false
  return true
}
