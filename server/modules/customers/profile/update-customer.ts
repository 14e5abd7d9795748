import type { Customer, CustomerChange } from '@shuke/contract/customers/profile.ts'
import type { z } from 'zod'
import { unseal } from '../../../kernel/crypto/seal.ts'
import { AppError } from '../../../kernel/errors.ts'
import { emit } from '../../../kernel/events/outbox.ts'
import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantTx, type TenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { nameSortKey, searchTerms } from '../search/rules.ts'
import { type CleanContact, contactPurpose, contactTerms, sealContact } from './contacts.ts'
import { checkReferences } from './create-customer.ts'
import { noSuchCustomer } from './get-customer.ts'
import {
  birthdayColumns,
  checkFields,
  cleanContacts,
  type PrivateFields,
  privateColumns,
  privatePurpose,
  wholeName,
} from './prepare.ts'
import { presentBirthday, presentCustomer } from './present.ts'
import * as q from './queries.ts'

export type CustomerChangeInput = z.output<typeof CustomerChange>
type Locked = NonNullable<Awaited<ReturnType<typeof q.lockCustomer>>>

async function privateFieldsOf(ctx: Ctx, tx: TenantTx, row: Locked): Promise<PrivateFields> {
  const key = row.private_box ? (await ctx.keys.customerKeys(tx, [row.id])).get(row.id) : undefined
  if (!key || !row.private_box) return { address: null, idNumber: null }
  return JSON.parse(unseal(key, row.private_box, privatePurpose(row.id)).toString()) as PrivateFields
}

async function contactsInPlain(ctx: Ctx, tx: TenantTx, customerId: string): Promise<CleanContact[]> {
  const stored = await q.contactsOf(tx, customerId)
  if (stored.length === 0) return []
  const key = (await ctx.keys.customerKeys(tx, [customerId])).get(customerId)
  if (!key) return []
  return cleanContacts(
    stored.map((row) => ({
      kind: row.kind,
      value: unseal(key, row.sealed, contactPurpose(customerId, row.kind)).toString(),
      label: row.label,
      isPrimary: row.is_primary,
    })),
  )
}

/** Columns that the change replaces, under their field's name. */
const plainColumns = (row: Locked, change: CustomerChangeInput) => ({
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
    if (rows.kind === 'store' && change.storeId && !rows.storeIds.includes(change.storeId))
      throw new AppError('unknown_reference', { field: 'storeId', what: { zh: '门店', en: 'store' } })
    await checkReferences(tx, change)
    const customerNo = change.customerNo ?? row.customer_no
    if (customerNo !== row.customer_no && (await q.takenNumbers(tx, [customerNo])).size > 0) {
      throw new AppError('already_exists', { what: { zh: '客户编号', en: 'customer number' }, value: customerNo })
    }
    const kind = change.kind ?? row.kind
    const renamed = change.name !== undefined || change.familyName !== undefined || change.givenName !== undefined
    const names = renamed
      ? wholeName({ kind, name: change.name, familyName: change.familyName, givenName: change.givenName })
      : { name: row.name, familyName: row.family_name, givenName: row.given_name }
    const privates = await privateFieldsOf(ctx, tx, row)
    const newPrivates: PrivateFields = {
      address: change.address === undefined ? privates.address : change.address,
      idNumber: change.idNumber === undefined ? privates.idNumber : change.idNumber,
    }
    const oldContacts = await contactsInPlain(ctx, tx, customerId)
    const contacts = newContacts ?? oldContacts
    const oldTags = await q.tagsOf(tx, customerId)
    const oldPlates = await q.platesOf(tx, customerId)
    const tags = change.tags ? [...new Set(change.tags)].sort() : oldTags
    const plates = change.plates ? [...new Set(change.plates)].sort() : oldPlates
    const columns = plainColumns(row, change)
    const birthday = change.birthday === undefined ? presentBirthday(row) : change.birthday
    const needsKey = contacts.length > 0 || newPrivates.address !== null || newPrivates.idNumber !== null
    const key = needsKey ? await ctx.keys.customerKey(tx, customerId) : null
    const hash = ctx.keys.lookupHasher(tx.orgId)

    const before = {
      ...plainColumns(row, {}),
      customerNo: row.customer_no,
      kind: row.kind,
      name: row.name,
      birthday: presentBirthday(row),
      contacts: oldContacts,
      tags: oldTags,
      plates: oldPlates,
      ...privates,
    }
    const after = { ...columns, customerNo, kind, name: names.name, birthday, contacts, tags, plates, ...newPrivates }
    const privateChanged = change.address !== undefined || change.idNumber !== undefined
    await q.updateCustomerRow(
      tx,
      customerId,
      {
        ...columns,
        kind,
        customer_no: customerNo,
        name: names.name,
        name_sort: nameSortKey(names.name, customerNo),
        family_name: names.familyName,
        given_name: names.givenName,
        ...birthdayColumns(birthday),
        ...(privateChanged ? privateColumns(newPrivates, customerId, key) : {}),
      },
      ctx.clock.now(),
    )
    if (newContacts) {
      const now = ctx.clock.now()
      await q.replaceContacts(
        tx,
        customerId,
        contacts.map((contact) =>
          sealContact(contact, { orgId: tx.orgId, id: ctx.ids.uuid(), customerId, key: key!, now }, hash),
        ),
      )
    }
    if (change.tags) await q.replaceTags(tx, customerId, tags)
    if (change.plates) await q.replacePlates(tx, customerId, plates)
    if (renamed || newContacts || change.plates || change.formOfAddress !== undefined || customerNo !== row.customer_no) {
      const terms = searchTerms({ name: names.name, formOfAddress: columns.form_of_address, customerNo, plates })
      await q.replaceTerms(tx, customerId, [
        ...new Set([...terms, ...contacts.flatMap((contact) => contactTerms(contact, hash))]),
      ])
    }
    await audit(tx, inner, 'customer.update', { object: { type: 'customer', id: customerId }, customerId, before, after })
    await emit(tx, inner, 'customer.updated', { customerId, fields: Object.keys(change) })
    const updated = await q.customerById(tx, customerId, rows)
    if (!updated) throw noSuchCustomer()
    return presentCustomer(ctx, updated)
  })
}
