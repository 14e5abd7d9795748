import { maskEmail, maskPhone, maskText } from '@shuke/contract/shared/masked.ts'
import { seal } from '../../../kernel/crypto/seal.ts'
import type { FieldFault } from '../../../kernel/errors.ts'
import { normaliseEmail, normalisePhone, phoneTails } from '../../../kernel/text/phone.ts'
import { tailTerm } from '../search/rules.ts'
import { isVirtualPhone, looksMasked } from './rules.ts'

export type ContactKind = 'phone' | 'email' | 'wechat' | 'qq' | 'other'
export interface GivenContact {
  kind: ContactKind
  value: string
  label?: string | null
  isPrimary?: boolean
}

/** A contact point in normal form, not yet encrypted. */
export interface CleanContact {
  kind: ContactKind
  value: string
  masked: string
  label: string | null
  isPrimary: boolean
  /** A number that expires: it never finds or matches anybody. */
  isVirtual: boolean
}

const NORMAL_FORMS: Record<ContactKind, (value: string) => string | null> = {
  phone: normalisePhone,
  email: normaliseEmail,
  wechat: (value) => value.trim() || null,
  qq: (value) => (/^\d{5,12}$/.test(value.trim()) ? value.trim() : null),
  other: (value) => value.trim() || null,
}
const MASKS: Record<ContactKind, (value: string) => string> = {
  phone: maskPhone,
  email: maskEmail,
  wechat: maskText,
  qq: maskText,
  other: maskText,
}

export type ContactFaultCode = 'masked_value' | 'bad_phone' | 'bad_email' | 'bad_contact'
const FAULT_TEXTS: Record<ContactFaultCode, { zh: string; en: string }> = {
  masked_value: { zh: '号码已被打码,请填完整的。', en: 'the value is masked: give the whole one.' },
  bad_phone: { zh: '不是有效的电话号码。', en: 'not a valid phone number.' },
  bad_email: { zh: '不是有效的邮箱。', en: 'not a valid e-mail address.' },
  bad_contact: { zh: '不是有效的联系方式。', en: 'not a valid contact.' },
}

/** Normal form and mask of a contact point, or why it cannot be kept. */
export function cleanContact(given: GivenContact): CleanContact | ContactFaultCode {
  if (looksMasked(given.value)) return 'masked_value'
  const value = NORMAL_FORMS[given.kind](given.value)
  if (value === null) return given.kind === 'phone' ? 'bad_phone' : given.kind === 'email' ? 'bad_email' : 'bad_contact'
  return {
    kind: given.kind,
    value,
    masked: MASKS[given.kind](value),
    label: given.label ?? null,
    isPrimary: given.isPrimary ?? false,
    isVirtual: given.kind === 'phone' && isVirtualPhone(given.value, value),
  }
}

export const contactFault = (pointer: string, code: ContactFaultCode): FieldFault => ({
  pointer,
  code: 'broken',
  data: { reason: FAULT_TEXTS[code] },
})

/** What a contact's box is bound to; the reader must name the same. */
export const contactPurpose = (customerId: string, kind: ContactKind): string => `contact ${customerId} ${kind}`

export type LookupHasher = (kind: string, value: string) => Buffer

/** The stored form of a contact point under its customer's key. */
export function sealContact(
  contact: CleanContact,
  row: { orgId: string; id: string; customerId: string; key: Buffer; now: Date },
  hash: LookupHasher,
) {
  return {
    org_id: row.orgId,
    id: row.id,
    customer_id: row.customerId,
    kind: contact.kind,
    label: contact.label,
    sealed: seal(row.key, contact.value, contactPurpose(row.customerId, contact.kind)),
    masked: contact.masked,
    lookup: hash(contact.isVirtual ? `virtual ${contact.kind}` : contact.kind, contact.value),
    is_primary: contact.isPrimary,
    is_verified: false,
    created_at: row.now,
  }
}

/** Search terms of a contact point: keyed tails of phone numbers. */
export const contactTerms = (contact: CleanContact, hash: LookupHasher): string[] =>
  contact.kind === 'phone' && !contact.isVirtual ? phoneTails(contact.value).map((tail) => tailTerm(hash('tail', tail))) : []
