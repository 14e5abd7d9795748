import type { Customer, CustomerChange } from '@shuke/contract/customers/profile.ts'
import type { z } from 'zod'
import { unseal } from '../../../kernel/crypto/seal.ts'
import { AppError } from '../../../kernel/errors.ts'
import { emit } from '../../../kernel/events/outbox.ts'
import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { nameSortKey, searchTerms } from '../search/rules.ts'
import { type CleanContact, contactPurpose, contactTerms, sealContact } from './contacts.ts'
import { checkNumberFree, referenceNames } from './create-customer.ts'
import { noSuchCustomer } from './get-customer.ts'
import {
  birthdayColumns,
  changedNames,
  checkFields,
  checkOwnStore,
  cleanContacts,
  type PrivateFields,
  privateColumns,
  privatePurpose,
} from './prepare.ts'
import { presentBirthday, presentCustomer } from './present.ts'
import * as q from './queries.ts'
import { inStoredOrder, primaryFirst } from './rules.ts'
import * as u from './update-queries.ts'

export type CustomerChangeInput = z.output<typeof CustomerChange>

const privateFieldsOf = (row: q.LockedCustomer, key: Buffer | null): PrivateFields =>
  key && row.private_box
    ? (JSON.parse(unseal(key, row.private_box, privatePurpose(row.id)).toString()) as PrivateFields)
    : { address: null, idNumber: null }

const contactsInPlain = (row: q.LockedCustomer, key: Buffer | null): CleanContact[] =>
  key
    ? cleanContacts(
        row.contacts.map((contact, index) => ({
          kind: contact.kind,
          value: unseal(key, row.sealed_contacts[index]!, contactPurpose(row.id, contact.kind)).toString(),
          label: contact.label,
          isPrimary: contact.is_primary,
        })),
      )
    : []

/** Columns that the change replaces, under their field's name. */
const plainColumns = (row: q.LockedCustomer, change: CustomerChangeInput) => ({
  form_of_address: change.formOfAddress === undefined ? row.form_of_address : change.formOfAddress,
  sex: change.sex === undefined ? row.sex : change.sex,
  city: change.city === undefined ? row.city : change.city,
  region: change.region === undefined ? row.region : change.region,
  postcode: change.postcode === undefined ? row.postcode : change.postcode,
  country: change.country === undefined ? row.country : change.country,
  lead_source: change.leadSource ?? row.lead_source,
  owner_id: change.ownerId === undefined ? row.owner_id : change.ownerId,
  store_id: change.storeId === undefined ? row.store_id : change.storeId,
  notes: change.notes === undefined ? row.notes : change.notes,
})

/**
 * Changes a customer. The version must be the one that was read. A new owner never changes who received the customer first.
 * @throws AppError not_found, stale, invalid, unknown_reference, already_exists
 */
export async function updateCustomer(
  ctx: Ctx,
  customerId: string,
  version: number,
  change: CustomerChangeInput,
): Promise<Customer> {
  const rows = authorize(ctx, 'customers.update')
  checkFields(change)
  const newContacts = change.contacts ? cleanContacts(change.contacts) : null
  return inTenantTx(ctx, async (tx, inner) => {
    const row = await q.lockCustomer(tx, customerId, rows)
    if (!row) throw noSuchCustomer()
    if (row.version !== version) throw new AppError('stale')
    if (rows.kind === 'own' && change.ownerId !== undefined && change.ownerId !== rows.staffId)
      throw new AppError('forbidden', { permission: 'customers.update (ownerId)' })
    checkOwnStore(ctx, rows, change.storeId)
    // A store's manager who takes a customer out of every store would no longer see it.
    if (rows.kind === 'store' && change.storeId === null) throw noSuchCustomer()
    const referred = await referenceNames(tx, change)
    const customerNo = change.customerNo ?? row.customer_no
    if (customerNo !== row.customer_no) await checkNumberFree(tx, customerNo)

    const kind = change.kind ?? row.kind
    const renamed = change.name !== undefined || change.familyName !== undefined || change.givenName !== undefined
    const names = renamed
      ? changedNames(row, kind, change)
      : { name: row.name, familyName: row.family_name, givenName: row.given_name }
    const columns = plainColumns(row, change)
    const birthday = change.birthday === undefined ? presentBirthday(row) : change.birthday
    const tags = change.tags ? [...new Set(change.tags)].sort(inStoredOrder) : row.tags
    const plates = change.plates ? [...new Set(change.plates)].sort(inStoredOrder) : row.plates
    const newTerms =
      renamed ||
      newContacts !== null ||
      change.plates !== undefined ||
      change.formOfAddress !== undefined ||
      customerNo !== row.customer_no

    const oldKey =
      row.wrapped_key && row.org_key_version !== null
        ? await ctx.keys.unwrapCustomerKey(tx, {
            customer_id: row.id,
            org_key_version: row.org_key_version,
            wrapped: row.wrapped_key,
          })
        : null
    const privates = privateFieldsOf(row, oldKey)
    const newPrivates: PrivateFields = {
      address: change.address === undefined ? privates.address : change.address,
      idNumber: change.idNumber === undefined ? privates.idNumber : change.idNumber,
    }
    const oldContacts = newTerms ? contactsInPlain(row, oldKey) : []
    const contacts = newContacts ?? oldContacts
    // What changed is audited under the customer's key, so everybody who was ever changed has one.
    const key = oldKey ?? (await ctx.keys.createCustomerKey(tx, customerId))
    const hash = ctx.keys.lookupHasher(tx.orgId)
    const now = ctx.clock.now()

    const privateChanged = change.address !== undefined || change.idNumber !== undefined
    const changed = {
      ...columns,
      kind,
      customer_no: customerNo,
      name: names.name,
      name_sort: nameSortKey(names.name, customerNo),
      family_name: names.familyName,
      given_name: names.givenName,
      ...birthdayColumns(birthday),
      ...(privateChanged ? privateColumns(newPrivates, customerId, key) : {}),
    }
    u.updateCustomerRow(tx, customerId, changed, now)
    const contactRows = newContacts?.map((contact) =>
      sealContact(contact, { orgId: tx.orgId, id: ctx.ids.uuid(), customerId, key, now }, hash),
    )
    if (contactRows) await u.replaceContacts(tx, customerId, contactRows)
    if (change.tags) await u.replaceTags(tx, customerId, tags)
    if (change.plates) await u.replacePlates(tx, customerId, plates)
    if (newTerms) {
      const terms = searchTerms({ name: names.name, formOfAddress: columns.form_of_address, customerNo, plates })
      await u.replaceTerms(tx, customerId, [
        ...new Set([...terms, ...contacts.flatMap((contact) => contactTerms(contact, hash))]),
      ])
    }
    await audit(tx, inner, 'customer.update', {
      object: { type: 'customer', id: customerId },
      customerId,
      key,
      before: {
        ...plainColumns(row, {}),
        customerNo: row.customer_no,
        kind: row.kind,
        name: row.name,
        birthday: presentBirthday(row),
        contacts: oldContacts,
        tags: row.tags,
        plates: row.plates,
        ...privates,
      },
      after: { ...columns, customerNo, kind, name: names.name, birthday, contacts, tags, plates, ...newPrivates },
    })
    await emit(tx, inner, 'customer.updated', { customerId, fields: Object.keys(change) })
    return presentCustomer(ctx, {
      ...row,
      ...changed,
      version: row.version + 1,
      updated_at: now,
      store_name: change.storeId === undefined ? row.store_name : referred.store,
      owner_name: change.ownerId === undefined ? row.owner_name : referred.staff,
      contacts: contactRows?.toSorted(primaryFirst) ?? row.contacts,
      tags,
      plates,
    })
  })
}
