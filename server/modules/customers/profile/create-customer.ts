import type { Customer, NewCustomer } from '@shuke/contract/customers/profile.ts'
import type { z } from 'zod'
import { AppError } from '../../../kernel/errors.ts'
import { emit } from '../../../kernel/events/outbox.ts'
import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantTx, type TenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { nameSortKey, searchTerms } from '../search/rules.ts'
import { contactTerms, sealContact } from './contacts.ts'
import { insertCustomer } from './create-queries.ts'
import { birthdayColumns, checkFields, checkOwnStore, cleanContacts, privateColumns, wholeName } from './prepare.ts'
import { presentCustomer } from './present.ts'
import * as q from './queries.ts'
import { inStoredOrder, primaryFirst } from './rules.ts'

export type NewCustomerInput = z.output<typeof NewCustomer>

const FREE_NUMBER_TRIES = 27

/** The next generated number that nobody gave by hand. Steps grow, so that an imported block of a million numbers is soon passed. */
async function freeNumber(tx: TenantTx): Promise<string> {
  for (let attempt = 0; attempt < FREE_NUMBER_TRIES; attempt++) {
    const { customerNo, taken } = await q.nextNumber(tx, 2 ** Math.max(0, attempt - 3))
    if (!taken) return customerNo
  }
  throw new AppError('conflict', {
    reason: { zh: '没有可用的客户编号,请手工填写。', en: 'no free customer number was found: give one by hand.' },
  })
}

/** @throws AppError already_exists */
export async function checkNumberFree(tx: TenantTx, customerNo: string): Promise<void> {
  if ((await q.takenNumbers(tx, [customerNo])).size > 0)
    throw new AppError('already_exists', { what: { zh: '客户编号', en: 'customer number' }, value: customerNo })
}

/** The names of the store and the member of staff that are named, null where none is. @throws AppError unknown_reference naming the field */
export async function referenceNames(
  tx: TenantTx,
  { storeId = null, ownerId = null }: { storeId?: string | null | undefined; ownerId?: string | null | undefined },
): Promise<{ store: string | null; staff: string | null }> {
  if (storeId === null && ownerId === null) return { store: null, staff: null }
  const names = await q.namesOf(tx, { storeId, staffId: ownerId })
  if (storeId !== null && names.store === null)
    throw new AppError('unknown_reference', { field: 'storeId', what: { zh: '门店', en: 'store' } })
  if (ownerId !== null && names.staff === null)
    throw new AppError('unknown_reference', { field: 'ownerId', what: { zh: '员工', en: 'member of staff' } })
  return names
}

/**
 * Creates a customer. Without an owner the creator's own staff record becomes owner and first receiver; the first receiver never changes
 * again.
 * @throws AppError invalid, unknown_reference, already_exists (customer number or id)
 */
export async function createCustomer(ctx: Ctx, input: NewCustomerInput): Promise<Customer> {
  const rows = authorize(ctx, 'customers.create')
  const contacts = cleanContacts(input.contacts)
  checkFields(input)
  const names = wholeName(input)
  const storeId = input.storeId ?? (rows.kind === 'org' ? null : (ctx.actor.storeIds[0] ?? null))
  checkOwnStore(ctx, rows, storeId)
  const ownerId = rows.kind === 'own' ? rows.staffId : (input.ownerId ?? ctx.actor.staffId)

  return inTenantTx(ctx, async (tx, inner) => {
    const referred = await referenceNames(tx, { storeId, ownerId })
    const id = input.id ?? ctx.ids.uuid()
    const now = ctx.clock.now()
    if (input.customerNo) await checkNumberFree(tx, input.customerNo)
    const customerNo = input.customerNo ?? (await freeNumber(tx))
    const isPrivate = contacts.length > 0 || Boolean(input.address) || Boolean(input.idNumber)
    const [made] = isPrivate ? await ctx.keys.newCustomerKeys(tx, tx.orgId, [id]) : []
    const hash = ctx.keys.lookupHasher(tx.orgId)
    const plates = [...new Set(input.plates)]
    const tags = [...new Set(input.tags)]
    const terms = searchTerms({ name: names.name, formOfAddress: input.formOfAddress ?? null, customerNo, plates })
    const customer = {
      id,
      customer_no: customerNo,
      kind: input.kind,
      name: names.name,
      name_sort: nameSortKey(names.name, customerNo),
      family_name: names.familyName,
      given_name: names.givenName,
      form_of_address: input.formOfAddress ?? null,
      sex: input.sex ?? null,
      ...birthdayColumns(input.birthday ?? null),
      city: input.city ?? null,
      region: input.region ?? null,
      postcode: input.postcode ?? null,
      country: input.country ?? null,
      lead_source: input.leadSource,
      owner_id: ownerId ?? null,
      first_received_by_id: ownerId ?? null,
      store_id: storeId,
      notes: input.notes ?? null,
      ...privateColumns({ address: input.address ?? null, idNumber: input.idNumber ?? null }, id, made?.key ?? null),
      import_run_id: null,
      created_at: now,
      updated_at: now,
    }
    const contactRows = contacts.map((contact) =>
      sealContact(contact, { orgId: tx.orgId, id: ctx.ids.uuid(), customerId: id, key: made!.key, now }, hash),
    )
    insertCustomer(tx, {
      customer,
      key: made?.row ?? null,
      contacts: contactRows,
      terms: [...new Set([...terms, ...contacts.flatMap((contact) => contactTerms(contact, hash))])],
      tags,
      plates,
    })
    await audit(tx, inner, 'customer.create', { object: { type: 'customer', id }, customerId: id, facts: { customerNo } })
    await emit(tx, inner, 'customer.created', { customerId: id })
    return presentCustomer(ctx, {
      ...customer,
      ...NO_FIGURES,
      is_vip: false,
      version: 1,
      store_name: referred.store,
      owner_name: referred.staff,
      first_received_by_name: referred.staff,
      contacts: contactRows.toSorted(primaryFirst),
      tags: tags.toSorted(inStoredOrder),
      plates: plates.toSorted(inStoredOrder),
    })
  })
}

/** A new customer has bought nothing and stands nowhere yet. */
const NO_FIGURES = { first_day: null, last_day: null, orders: 0, days: 0, net: 0, value_tier: null }
