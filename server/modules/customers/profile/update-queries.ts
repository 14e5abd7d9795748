import { type Insertable, sql } from 'kysely'
import type { TenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import type { CustomerContactsTable, CustomersTable } from '../tables.ts'

/** Changes columns of a locked customer and counts its version on. */
export const updateCustomerRow = (tx: TenantTx, id: string, change: Partial<Insertable<CustomersTable>>, now: Date): void =>
  tx.defer(
    tx
      .updateTable('customers')
      .set({ ...change, updated_at: now, version: sql<number>`version + 1` })
      .where('org_id', '=', tx.orgId)
      .where('id', '=', id),
  )

export async function replaceContacts(
  tx: TenantTx,
  customerId: string,
  contacts: Insertable<CustomerContactsTable>[],
): Promise<void> {
  await tx.deleteFrom('customer_contacts').where('org_id', '=', tx.orgId).where('customer_id', '=', customerId).execute()
  if (contacts.length > 0) await tx.insertInto('customer_contacts').values(contacts).execute()
}
export async function replaceTags(tx: TenantTx, customerId: string, tags: string[]): Promise<void> {
  await tx.deleteFrom('customer_tags').where('org_id', '=', tx.orgId).where('customer_id', '=', customerId).execute()
  if (tags.length > 0)
    await tx
      .insertInto('customer_tags')
      .values(tags.map((tag) => ({ org_id: tx.orgId, tag, customer_id: customerId })))
      .execute()
}
export async function replacePlates(tx: TenantTx, customerId: string, plates: string[]): Promise<void> {
  await tx.deleteFrom('customer_plates').where('org_id', '=', tx.orgId).where('customer_id', '=', customerId).execute()
  if (plates.length > 0)
    await tx
      .insertInto('customer_plates')
      .values(plates.map((plate) => ({ org_id: tx.orgId, plate, customer_id: customerId })))
      .execute()
}
/** Makes these the customer's terms; those that stay are not touched. */
export async function replaceTerms(tx: TenantTx, customerId: string, terms: string[]): Promise<void> {
  await sql`with gone as (delete from customer_terms
      where org_id = ${tx.orgId}::uuid and customer_id = ${customerId}::uuid and term <> all(${terms}::text[]))
    insert into customer_terms (org_id, term, customer_id) select ${tx.orgId}::uuid, unnest(${terms}::text[]), ${customerId}::uuid
    on conflict do nothing`.execute(tx)
}
