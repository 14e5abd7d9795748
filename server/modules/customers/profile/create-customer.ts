import type { Customer, NewCustomer } from '@shuke/contract/customers/profile.ts'
import type { z } from 'zod'
import { AppError } from '../../../kernel/errors.ts'
import { emit } from '../../../kernel/events/outbox.ts'
import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantTx, type TenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { storeById } from '../../team/index.ts'
import { nameSortKey, searchTerms } from '../search/rules.ts'
import { contactTerms, sealContact } from './contacts.ts'
import { birthdayColumns, checkFields, cleanContacts, privateColumns, wholeName } from './prepare.ts'
import { presentCustomer } from './present.ts'
import * as q from './queries.ts'
import { numberFrom } from './rules.ts'

export type NewCustomerInput = z.output<typeof NewCustomer>

const FREE_NUMBER_TRIES = 27

/** The next generated number that nobody gave by hand. Steps grow, so that an imported block of a million numbers is soon passed. */
async function freeNumber(tx: TenantTx): Promise<string> {
  for (let attempt = 0; attempt < FREE_NUMBER_TRIES; attempt++) {
    const step = 2 ** Math.max(0, attempt - 3)
    const number = numberFrom((await q.takeNumbers(tx, step)) + step - 1)
    if ((await q.takenNumbers(tx, [number])).size === 0) return number
  }
  throw new AppError('conflict', {
    reason: { zh: '没有可用的客户编号,请手工填写。', en: 'no free customer number was found: give one by hand.' },
  })
}

/** @throws AppError unknown_reference naming the field */
export async function checkReferences(
  tx: TenantTx,
  input: { storeId?: string | null | undefined; ownerId?: string | null | undefined },
): Promise<void> {
  if (input.storeId && !(await storeById(tx, input.storeId)))
    throw new AppError('unknown_reference', { field: 'storeId', what: { zh: '门店', en: 'store' } })
  if (input.ownerId && !(await q.knownStaff(tx, input.ownerId)))
    throw new AppError('unknown_reference', { field: 'ownerId', what: { zh: '员工', en: 'member of staff' } })
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
  if (rows.kind === 'store' && storeId && !rows.storeIds.includes(storeId))
    throw new AppError('unknown_reference', { field: 'storeId', what: { zh: '门店', en: 'store' } })
  const ownerId = rows.kind === 'own' ? rows.staffId : (input.ownerId ?? ctx.actor.staffId)

  return inTenantTx(ctx, async (tx, inner) => {
    await checkReferences(tx, { storeId, ownerId })
    const id = input.id ?? ctx.ids.uuid()
    const now = ctx.clock.now()
    const customerNo = input.customerNo ?? (await freeNumber(tx))
    if (input.customerNo && (await q.takenNumbers(tx, [customerNo])).size > 0) {
      throw new AppError('already_exists', { what: { zh: '客户编号', en: 'customer number' }, value: customerNo })
    }
    const isPrivate = contacts.length > 0 || Boolean(input.address) || Boolean(input.idNumber)
    const key = isPrivate ? await ctx.keys.createCustomerKey(tx, id) : null
    const hash = ctx.keys.lookupHasher(tx.orgId)
    const plates = [...new Set(input.plates)]
    const terms = searchTerms({ name: names.name, formOfAddress: input.formOfAddress ?? null, customerNo, plates })
    await q.insertCustomer(tx, {
      customer: {
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
        ...privateColumns({ address: input.address ?? null, idNumber: input.idNumber ?? null }, id, key),
        import_run_id: null,
        created_at: now,
        updated_at: now,
      },
      contacts: contacts.map((contact) =>
        sealContact(contact, { orgId: tx.orgId, id: ctx.ids.uuid(), customerId: id, key: key!, now }, hash),
      ),
      terms: [...new Set([...terms, ...contacts.flatMap((contact) => contactTerms(contact, hash))])],
      tags: [...new Set(input.tags)],
      plates,
    })
    await audit(tx, inner, 'customer.create', { object: { type: 'customer', id }, customerId: id, facts: { customerNo } })
    await emit(tx, inner, 'customer.created', { customerId: id })
    return presentCustomer(ctx, (await q.customerById(tx, id, { kind: 'org' }))!)
  })
}
