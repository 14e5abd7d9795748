import type { Birthday } from '@shuke/contract/customers/profile.ts'
import { looksMangled } from '../../../../kernel/text/spreadsheet.ts'
import { type CleanContact, type ContactKind, cleanContact } from '../../profile/contacts.ts'
import { cleanContacts, wholeName } from '../../profile/prepare.ts'
import { readBirthday } from './birthday-rules.ts'
import { idNumberFault, readSex, type Sex, textFault } from './person-rules.ts'

/** What a row says about its customer, in the form in which it is kept; null where it says nothing. */
export interface CleanPerson {
  name: string | null
  familyName: string | null
  givenName: string | null
  formOfAddress: string | null
  sex: Sex | null
  birthday: Birthday | null
  city: string | null
  region: string | null
  postcode: string | null
  country: string | null
  address: string | null
  idNumber: string | null
  contacts: CleanContact[]
}

const contactCheck = (kind: ContactKind) => (text: string) => {
  if (looksMangled(text)) return 'mangled_value'
  const clean = cleanContact({ kind, value: text })
  return typeof clean === 'string' ? clean : null
}

/** Why a field's text cannot be kept; null when it can. Only columns with rules of their own are listed. */
const CHECKS: Record<string, (text: string) => string | null> = {
  phone: contactCheck('phone'),
  email: contactCheck('email'),
  wechat: contactCheck('wechat'),
  qq: contactCheck('qq'),
  birthday: (text) => (readBirthday(text) ? null : 'bad_birthday'),
  sex: (text) => (readSex(text) === undefined ? 'bad_sex' : null),
  idNumber: idNumberFault,
}
export const fieldFault = (column: string, text: string): string | null =>
  CHECKS[column] ? CHECKS[column](text) : textFault(column, text)

const CONTACT_COLUMNS: [string, ContactKind][] = [
  ['phone', 'phone'],
  ['email', 'email'],
  ['wechat', 'wechat'],
  ['qq', 'qq'],
]

/** The person of a row; fields with a fault are left out (the row's check has named them already). */
export function cleanPerson(
  cells: readonly string[],
  at: ReadonlyMap<string, number>,
  kind: 'person' | 'organisation' = 'person',
): CleanPerson {
  const text = (column: string): string | null => {
    const index = at.get(column)
    const value = index === undefined ? '' : (cells[index] ?? '').trim()
    return value === '' || fieldFault(column, value) !== null ? null : value
  }
  const names = wholeName({ kind, name: text('name'), familyName: text('lastName'), givenName: text('firstName') })
  const birthday = text('birthday')
  const sex = text('sex')
  return {
    ...names,
    formOfAddress: text('formOfAddress'),
    sex: sex === null ? null : (readSex(sex) ?? null),
    birthday: birthday === null ? null : readBirthday(birthday),
    city: text('city'),
    region: text('region'),
    postcode: text('postcode'),
    country: text('country'),
    address: text('address'),
    idNumber: text('idNumber'),
    contacts: cleanContacts(
      CONTACT_COLUMNS.flatMap(([column, contact]) => {
        const value = text(column)
        return value === null ? [] : [{ kind: contact, value }]
      }),
    ),
  }
}
