import { type ExpressionBuilder, type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely'
import type { Tables } from '../../../kernel/db/database.ts'
import type { Rows } from '../../../kernel/tenancy/authorize.ts'
import type { TenantRead, TenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import type { CustomerContactsTable, CustomerStandingTable, CustomersTable } from '../tables.ts'

const NOBODY = '00000000-0000-0000-0000-000000000000'

/** The reader's rows as a condition on `customers as c`. */
export const inRows = (rows: Rows) => (eb: ExpressionBuilder<Tables & { c: CustomersTable }, 'c'>) => {
  if (rows.kind === 'org') return eb.val(true)
  if (rows.kind === 'own') return eb('c.owner_id', '=', rows.staffId)
  return eb('c.store_id', 'in', [...rows.storeIds, NOBODY])
}

/** The same condition in plain SQL; for readers of the whole org it is true. */
export function scopeOf(rows: Rows): RawBuilder<SqlBool> {
  if (rows.kind === 'org') return sql`true`
  if (rows.kind === 'own') return sql`c.owner_id = ${rows.staffId}::uuid`
  // One store keeps the order of the store's index.
  return rows.storeIds.length === 1
    ? sql`c.store_id = ${rows.storeIds[0]}::uuid`
    : sql`c.store_id = any(${[...rows.storeIds]}::uuid[])`
}

export interface ContactRow {
  id: string
  kind: CustomerContactsTable['kind']
  label: string | null
  masked: string
  is_primary: boolean
  is_verified: boolean
}

/** One customer with what hangs on it. */
export type CustomerRow = Selectable<CustomersTable> &
  Record<'first_day' | 'last_day' | 'store_name' | 'owner_name' | 'first_received_by_name', string | null> &
  Record<'orders' | 'days' | 'net', number | null> & {
    value_tier: CustomerStandingTable['value_tier'] | null
    contacts: ContactRow[]
    tags: string[]
    plates: string[]
  }

/** What a reader sees of one customer: the record, its figures and names, and what hangs on it. */
const customerColumns = (org: RawBuilder<unknown>) => sql`c.*, p.first_day, p.last_day, p.orders, p.days, p.net, s.value_tier,
  st.name as store_name, ow.name as owner_name, fr.name as first_received_by_name,
  (select coalesce(json_agg(json_build_object('id', k.id, 'kind', k.kind, 'label', k.label, 'masked', k.masked,
      'is_primary', k.is_primary, 'is_verified', k.is_verified) order by k.is_primary desc, k.created_at, k.id), '[]')
    from customer_contacts k where k.org_id = ${org} and k.customer_id = c.id) as contacts,
  array(select t.tag from customer_tags t where t.org_id = ${org} and t.customer_id = c.id order by t.tag) as tags,
  array(select l.plate from customer_plates l where l.org_id = ${org} and l.customer_id = c.id order by l.plate) as plates`
const customerTables = (org: RawBuilder<unknown>) => sql`customers c
  left join purchase_summary p on p.org_id = ${org} and p.customer_id = c.id
  left join customer_standing s on s.org_id = ${org} and s.customer_id = c.id
  left join stores st on st.org_id = ${org} and st.id = c.store_id
  left join staff ow on ow.org_id = ${org} and ow.id = c.owner_id
  left join staff fr on fr.org_id = ${org} and fr.id = c.first_received_by_id`

/** One customer with everything the page's record needs, in one statement. */
export async function customerById(tx: TenantRead, id: string, rows: Rows): Promise<CustomerRow | undefined> {
  const org = sql`${tx.orgId}::uuid`
  const found = await sql<CustomerRow>`select ${customerColumns(org)} from ${customerTables(org)}
    where c.org_id = ${org} and c.id = ${id}::uuid and ${scopeOf(rows)}`.execute(tx)
  return found.rows[0]
}

/** The same with what only a change needs: the sealed contacts, in the order of `contacts`, and the wrapped key that opens them. */
export type LockedCustomer = CustomerRow & {
  sealed_contacts: Buffer[]
  org_key_version: number | null
  wrapped_key: Buffer | null
}

/** Reads a customer and locks the row against other writers; undefined when the reader may not see it. */
export async function lockCustomer(tx: TenantTx, id: string, rows: Rows): Promise<LockedCustomer | undefined> {
  const org = sql`${tx.orgId}::uuid`
  const found = await sql<LockedCustomer>`select ${customerColumns(org)}, ck.org_key_version, ck.wrapped as wrapped_key,
      array(select k.sealed from customer_contacts k where k.org_id = ${org} and k.customer_id = c.id
        order by k.is_primary desc, k.created_at, k.id) as sealed_contacts
    from ${customerTables(org)} left join customer_keys ck on ck.org_id = ${org} and ck.customer_id = c.id
    where c.org_id = ${org} and c.id = ${id}::uuid and ${scopeOf(rows)} for update of c`.execute(tx)
  return found.rows[0]
}

/** Next values of the customer-number counter; the row lock serialises writers of one org. */
export async function takeNumbers(tx: TenantTx, count: number): Promise<number> {
  const row = await tx
    .insertInto('counters')
    .values({ org_id: tx.orgId, name: 'customer_no', value: count })
    .onConflict((conflict) => conflict.columns(['org_id', 'name']).doUpdateSet({ value: sql`counters.value + excluded.value` }))
    .returning('value')
    .executeTakeFirstOrThrow()
  return row.value - count + 1
}

/** Which of these customer numbers are taken. */
export async function takenNumbers(tx: TenantRead, numbers: string[]): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('customers')
    .select('customer_no')
    .where('org_id', '=', tx.orgId)
    .where('customer_no', 'in', numbers)
    .execute()
  return new Set(rows.map((row) => row.customer_no))
}

/** Passes `step` numbers on and says the last of them, as it is written, and whether a customer has it already. */
export async function nextNumber(tx: TenantTx, step: number): Promise<{ customerNo: string; taken: boolean }> {
  const { rows } = await sql<{ customerNo: string; taken: boolean }>`
    with counted as (
      insert into counters (org_id, name, value) values (${tx.orgId}::uuid, 'customer_no', ${step})
      on conflict (org_id, name) do update set value = counters.value + excluded.value
      returning lpad(value::text, greatest(9, length(value::text)), '0') as number
    )
    select number as "customerNo",
      exists (select from customers where org_id = ${tx.orgId}::uuid and customer_no = number) as taken
    from counted`.execute(tx)
  return rows[0]!
}

export const contactById = (tx: TenantRead, customerId: string, contactId: string) =>
  tx
    .selectFrom('customer_contacts')
    .select(['id', 'kind', 'sealed'])
    .where('org_id', '=', tx.orgId)
    .where('customer_id', '=', customerId)
    .where('id', '=', contactId)
    .executeTakeFirst()

/** Names of a store and a member of staff; null for one that is not there or another org's. */
export async function namesOf(
  tx: TenantRead,
  ids: { storeId: string | null; staffId: string | null },
): Promise<{ store: string | null; staff: string | null }> {
  const { rows } = await sql<{ store: string | null; staff: string | null }>`select
    (select name from stores where org_id = ${tx.orgId}::uuid and id = ${ids.storeId}::uuid) as store,
    (select name from staff where org_id = ${tx.orgId}::uuid and id = ${ids.staffId}::uuid) as staff`.execute(tx)
  return rows[0]!
}

export const idByNumber = async (tx: TenantRead, customerNo: string): Promise<string | undefined> =>
  (
    await tx
      .selectFrom('customers')
      .select('id')
      .where('org_id', '=', tx.orgId)
      .where('customer_no', '=', customerNo)
      .executeTakeFirst()
  )?.id
