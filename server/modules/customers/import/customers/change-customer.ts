import { unseal } from '../../../../kernel/crypto/seal.ts'
import { contactTerms, type LookupHasher, sealContact } from '../../profile/contacts.ts'
import { birthdayColumns, type PrivateFields, privateColumns, privatePurpose } from '../../profile/prepare.ts'
import { nameSortKey, searchTerms } from '../../search/rules.ts'
import type { CleanPerson } from '../people/clean-person.ts'
import type { CustomerImage } from './queries.ts'

/** What a row says about its customer; null where it says nothing. */
export interface CustomerRow {
  clean: CleanPerson
  kind: 'person' | 'organisation' | null
  leadSource: string | null
  ownerId: string | null
  storeId: string | null
  tags: string[]
  plates: string[]
  notes: string | null
}

export interface ChangeTools {
  orgId: string
  now: Date
  hash: LookupHasher
  key: Buffer | null
  newId: () => string
}

const hex = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`
const bytesOf = (text: unknown): Buffer | null => (typeof text === 'string' ? Buffer.from(text.slice(2), 'hex') : null)
const TAIL_TERM = 't:'

function privateFieldsOf(image: CustomerImage, key: Buffer | null): PrivateFields {
  const box = bytesOf(image.customer.private_box)
  if (!box || !key) return { address: null, idNumber: null }
  return JSON.parse(unseal(key, box, privatePurpose(image.customer.id)).toString()) as PrivateFields
}

/** Whether a row brings personal data, for which the customer needs a key. */
export const bringsPersonalData = ({ clean }: CustomerRow): boolean =>
  clean.contacts.length > 0 || clean.address !== null || clean.idNumber !== null

/**
 * The customer as a row wants it: what the row says replaces, what it leaves out stays; contacts, tags and plates are added, never taken
 * away.
 * @returns the same image when the row says nothing new
 */
export function changeCustomer(image: CustomerImage, row: CustomerRow, tools: ChangeTools): CustomerImage {
  const { clean } = row
  const old = image.customer
  const customer: CustomerImage['customer'] = { ...old }
  const put = (column: string, value: unknown) => {
    if (value !== null) customer[column] = value
  }
  put('kind', row.kind)
  put('name', clean.name)
  put('family_name', clean.familyName)
  put('given_name', clean.givenName)
  put('form_of_address', clean.formOfAddress)
  put('sex', clean.sex)
  put('city', clean.city)
  put('region', clean.region)
  put('postcode', clean.postcode)
  put('country', clean.country)
  put('lead_source', row.leadSource)
  put('owner_id', row.ownerId)
  put('store_id', row.storeId)
  put('notes', row.notes)
  if (clean.birthday) Object.assign(customer, birthdayColumns(clean.birthday))
  const privates = privateFieldsOf(image, tools.key)
  const wanted: PrivateFields = { address: clean.address ?? privates.address, idNumber: clean.idNumber ?? privates.idNumber }
  if (wanted.address !== privates.address || wanted.idNumber !== privates.idNumber) {
    const { private_box, ...masks } = privateColumns(wanted, old.id, tools.key)
    Object.assign(customer, masks, { private_box: private_box && hex(private_box) })
  }
  const known = new Set(image.contacts.map((contact) => contact.lookup))
  const added = clean.contacts
    .map((contact) => ({
      contact,
      stored: sealContact(
        contact,
        { orgId: tools.orgId, id: tools.newId(), customerId: old.id, key: tools.key ?? Buffer.alloc(32), now: tools.now },
        tools.hash,
      ),
    }))
    .filter(({ stored }) => !known.has(hex(stored.lookup)))
  const addedKinds = new Set(added.map(({ stored }) => stored.kind))
  // A new number is the one to call from now on.
  const contacts: CustomerImage['contacts'] = image.contacts.map((contact) =>
    addedKinds.has(contact.kind as 'phone') ? { ...contact, is_primary: false } : contact,
  )
  for (const { stored } of added) {
    contacts.push({ ...stored, sealed: hex(stored.sealed), lookup: hex(stored.lookup), created_at: tools.now.toISOString() })
  }
  const union = (before: string[], more: string[]) => [...new Set([...before, ...more])].sort()
  const tags = union(image.tags, row.tags)
  const plates = union(image.plates, row.plates)
  const same =
    JSON.stringify([old, image.contacts, image.tags, image.plates]) === JSON.stringify([customer, contacts, tags, plates])
  if (same) return image
  customer.name_sort = nameSortKey(customer.name, customer.customer_no)
  customer.updated_at = tools.now.toISOString()
  customer.version = old.version + 1
  const tails = [
    ...image.terms.filter((term) => term.startsWith(TAIL_TERM)),
    ...added.flatMap(({ contact }) => contactTerms(contact, tools.hash)),
  ]
  const words = searchTerms({
    name: customer.name,
    formOfAddress: (customer.form_of_address as string | null) ?? null,
    customerNo: customer.customer_no,
    plates,
  })
  return { customer, contacts, tags, plates, terms: union(words, tails), hasKey: image.hasKey || tools.key !== null }
}
