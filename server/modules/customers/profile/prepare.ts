import type { Birthday } from '@shuke/contract/customers/profile.ts'
import { maskText } from '@shuke/contract/shared/masked.ts'
import { seal } from '../../../kernel/crypto/seal.ts'
import { AppError, type FieldFault } from '../../../kernel/errors.ts'
import type { Rows } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { type CleanContact, cleanContact, contactFault, type GivenContact } from './contacts.ts'
import { birthdayFault, joinName, looksMasked, splitName } from './rules.ts'

interface GivenNames {
  name?: string | null | undefined
  familyName?: string | null | undefined
  givenName?: string | null | undefined
  kind: 'person' | 'organisation'
}

/** Name, surname and given name out of whichever of them was given. */
export function wholeName(given: GivenNames): { name: string | null; familyName: string | null; givenName: string | null } {
  const name = given.name ?? joinName(given.familyName, given.givenName)
  const split = name && given.kind === 'person' && !given.familyName && !given.givenName ? splitName(name) : null
  return {
    name,
    familyName: given.familyName ?? split?.familyName ?? null,
    givenName: given.givenName ?? split?.givenName ?? null,
  }
}

interface StoredNames {
  name: string | null
  family_name: string | null
  given_name: string | null
}
type NameChange = Omit<GivenNames, 'kind'>

/** The names after a change: a part that is not named stays, and a name that was never split is not replaced by one of its parts. */
export function changedNames(row: StoredNames, kind: GivenNames['kind'], change: NameChange): ReturnType<typeof wholeName> {
  if (change.name !== undefined) return wholeName({ kind, ...change })
  const familyName = change.familyName === undefined ? row.family_name : change.familyName
  const givenName = change.givenName === undefined ? row.given_name : change.givenName
  const wasSplit = row.family_name !== null || row.given_name !== null
  return { name: wasSplit || row.name === null ? joinName(familyName, givenName) : row.name, familyName, givenName }
}

/** Who does not work for the whole org gives customers to the own stores only. @throws AppError unknown_reference */
export function checkOwnStore(ctx: Ctx, rows: Rows, storeId: string | null | undefined): void {
  if (rows.kind === 'org' || !storeId || ctx.actor.storeIds.includes(storeId)) return
  throw new AppError('unknown_reference', { field: 'storeId', what: { zh: '门店', en: 'store' } })
}

/** Contacts in normal form, one primary of each kind, the same number once. @throws AppError invalid naming each bad one */
export function cleanContacts(given: readonly GivenContact[]): CleanContact[] {
  const faults: FieldFault[] = []
  const clean = new Map<string, CleanContact>()
  for (const [index, contact] of given.entries()) {
    const result = cleanContact(contact)
    if (typeof result === 'string') faults.push(contactFault(`/contacts/${index}/value`, result))
    else clean.set(`${result.kind} ${result.value}`, result)
  }
  if (faults.length > 0) throw new AppError('invalid', {}, faults)
  const contacts = [...clean.values()]
  for (const kind of new Set(contacts.map((contact) => contact.kind))) {
    const same = contacts.filter((contact) => contact.kind === kind)
    const primary = same.find((contact) => contact.isPrimary) ?? same[0]!
    for (const contact of same) contact.isPrimary = contact === primary
  }
  return contacts
}

/** @throws AppError invalid when the day does not exist or the identity number is masked or mangled */
export function checkFields(input: { birthday?: Birthday | null | undefined; idNumber?: string | null | undefined }): void {
  const faults: FieldFault[] = []
  const reason = input.birthday ? birthdayFault(input.birthday) : null
  if (reason) faults.push({ pointer: '/birthday', code: 'broken', data: { reason } })
  if (input.idNumber && (looksMasked(input.idNumber) || /^\d(\.\d+)?e\+?\d+$/i.test(input.idNumber))) {
    faults.push({
      pointer: '/idNumber',
      code: 'broken',
      data: {
        reason: {
          zh: '号码已打码或被表格改坏,请填完整的。',
          en: 'the number is masked or mangled by a spreadsheet: give the whole one.',
        },
      },
    })
  }
  if (faults.length > 0) throw new AppError('invalid', {}, faults)
}

export const birthdayColumns = (birthday: Birthday | null) => ({
  birth_calendar: birthday?.calendar ?? null,
  birth_year: birthday?.year ?? null,
  birth_month: birthday?.month ?? null,
  birth_day: birthday?.day ?? null,
  birth_leap: birthday?.leap ?? false,
})

/** Address and identity number of one customer. */
export interface PrivateFields {
  address: string | null
  idNumber: string | null
}
export const privatePurpose = (customerId: string): string => `private ${customerId}`

/** Their stored form: one sealed box, and the masks that readers see. */
export function privateColumns(fields: PrivateFields, customerId: string, key: Buffer | null) {
  const isEmpty = fields.address === null && fields.idNumber === null
  return {
    private_box: isEmpty || !key ? null : seal(key, JSON.stringify(fields), privatePurpose(customerId)),
    address_masked: fields.address === null ? null : `${[...fields.address].slice(0, 3).join('')}****`,
    id_number_masked: fields.idNumber === null ? null : maskText(fields.idNumber),
  }
}
