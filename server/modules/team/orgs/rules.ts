import type { FieldFault } from '../../../kernel/errors.ts'

export interface NewOrg {
  slug: string
  name: string
  trade: 'salon' | 'dealer' | 'shop' | 'key_account'
  currency: string
  timezone: string
  /** Name of the first store; that of the org when left out. */
  firstStore?: string
}

const TRADES = ['salon', 'dealer', 'shop', 'key_account']
const CURRENCIES = new Set(Intl.supportedValuesOf('currency'))
/** Whether this is an IANA time zone that we can compute days in. */
export const isTimezone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** What is wrong with a new org; empty when nothing is. */
export function faultsOfOrg(input: NewOrg): FieldFault[] {
  const faults: FieldFault[] = []
  const fault = (field: string, zh: string, en: string) =>
    faults.push({ pointer: `/${field}`, code: 'broken', data: { reason: { zh, en } } })
  if (!/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(input.slug))
    fault('slug', '只能用小写字母、数字和连字符,1–63 位。', 'lower-case letters, digits and hyphens, 1–63 characters.')
  if (input.name.trim() === '' || input.name.length > 100) fault('name', '1–100 个字。', '1–100 characters.')
  if (!TRADES.includes(input.trade)) fault('trade', `应为 ${TRADES.join('、')}。`, `one of ${TRADES.join(', ')}.`)
  if (!CURRENCIES.has(input.currency)) fault('currency', '应为 ISO 4217 币种代码,如 CNY。', 'an ISO 4217 code such as CNY.')
  if (!isTimezone(input.timezone))
    fault('timezone', '应为 IANA 时区,如 Asia/Shanghai。', 'an IANA time zone such as Asia/Shanghai.')
  return faults
}

/** A slug from a name: Latin letters and digits, else `org`. */
export const slugFrom = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 50) || 'org'
