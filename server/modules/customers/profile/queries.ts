import { type ExpressionBuilder, type Insertable, type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely'
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

/** One customer with everything the page's record needs, in one statement. */
export async function customerById(tx: TenantRead, id: string, rows: Rows): Promise<CustomerRow | undefined> {
  const org = sql`${tx.orgId}::uuid`
  const found = await sql<CustomerRow>`
    select c.*, p.first_day, p.last_day, p.orders, p.days, p.net, s.value_tier,
      st.name as store_name, ow.name as owner_name, fr.name as first_received_by_name,
      (select coalesce(json_agg(json_build_object('id', k.id, 'kind', k.kind, 'label', k.label, 'masked', k.masked,
          'is_primary', k.is_primary, 'is_verified', k.is_verified) order by k.is_primary desc, k.created_at, k.id), '[]')
        from customer_contacts k where k.org_id = ${org} and k.customer_id = c.id) as contacts,
      array(select t.tag from customer_tags t where t.org_id = ${org} and t.customer_id = c.id order by t.tag) as tags,
      array(select l.plate from customer_plates l where l.org_id = ${org} and l.customer_id = c.id order by l.plate) as plates
    from customers c
    left join purchase_summary p on p.org_id = ${org} and p.customer_id = c.id
    left join customer_standing s on s.org_id = ${org} and s.customer_id = c.id
    left join stores st on st.org_id = ${org} and st.id = c.store_id
    left join staff ow on ow.org_id = ${org} and ow.id = c.owner_id
    left join staff fr on fr.org_id = ${org} and fr.id = c.first_received_by_id
    where c.org_id = ${org} and c.id = ${id}::uuid and ${scopeOf(rows)}`.execute(tx)
  return found.rows[0]
}

/** Locks the row against other writers; undefined when the reader may not see it. */
export const lockCustomer = (tx: TenantTx, id: string, rows: Rows) =>
  tx
    .selectFrom('customers as c')
    .selectAll('c')
    .where('c.org_id', '=', tx.orgId)
    .where('c.id', '=', id)
    .where(inRows(rows))
    .forUpdate()
    .executeTakeFirst()

export interface NewCustomerRows {
  customer: Omit<Insertable<CustomersTable>, 'org_id'>
  contacts: Insertable<CustomerContactsTable>[]
  terms: string[]
  tags: string[]
  plates: string[]
}

/** Writes a customer and all that hangs on it in one statement, which costs half of one statement a table. */
export async function insertCustomer(tx: TenantTx, rows: NewCustomerRows): Promise<void> {
  const { customer, contacts } = rows
  const org_id = tx.orgId
  const customer_id = customer.id
  await tx
    .with('made', (db) =>
      db
        .insertInto('customers')
        .values({ org_id, ...customer })
        .returning('id'),
    )
    .with('summary', (db) =>
      db.insertInto('purchase_summary').values({ org_id, customer_id, first_day: null, last_day: null }).returning('customer_id'),
    )
    .with('terms', (db) =>
      db
        .insertInto('customer_terms')
        .columns(['org_id', 'term', 'customer_id'])
        .expression(sql`select ${org_id}::uuid, unnest(${rows.terms}::text[]), ${customer_id}::uuid`)
        .returning('term'),
    )
    .with('tags', (db) =>
      db
        .insertInto('customer_tags')
        .columns(['org_id', 'tag', 'customer_id'])
        .expression(sql`select ${org_id}::uuid, unnest(${rows.tags}::text[]), ${customer_id}::uuid`)
        .returning('tag'),
    )
    .with('plates', (db) =>
      db
        .insertInto('customer_plates')
        .columns(['org_id', 'plate', 'customer_id'])
        .expression(sql`select ${org_id}::uuid, unnest(${rows.plates}::text[]), ${customer_id}::uuid`)
        .returning('plate'),
    )
    .insertInto('customer_contacts')
    .columns(['org_id', 'id', 'customer_id', 'kind', 'label', 'sealed', 'masked', 'lookup', 'is_primary', 'created_at'])
    .expression(
      sql`select ${org_id}::uuid, k.id, ${customer_id}::uuid, k.kind, k.label, k.sealed, k.masked, k.lookup, k.is_primary, ${customer.created_at}::timestamptz
        from unnest(${contacts.map((one) => one.id)}::uuid[], ${contacts.map((one) => one.kind)}::text[], ${contacts.map((one) => one.label ?? null)}::text[],
          ${contacts.map((one) => one.sealed)}::bytea[], ${contacts.map((one) => one.masked)}::text[], ${contacts.map((one) => one.lookup)}::bytea[],
          ${contacts.map((one) => one.is_primary ?? false)}::boolean[]) as k (id, kind, label, sealed, masked, lookup, is_primary)`,
    )
    .execute()
}

/** Changes columns of a customer and counts its version on. */
export const updateCustomerRow = (tx: TenantTx, id: string, change: Partial<Insertable<CustomersTable>>, now: Date) =>
  tx
    .updateTable('customers')
    .set({ ...change, updated_at: now, version: sql<number>`version + 1` })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .execute()

export const contactsOf = (tx: TenantRead, customerId: string) =>
  tx.selectFrom('customer_contacts').selectAll().where('org_id', '=', tx.orgId).where('customer_id', '=', customerId).execute()
export const tagsOf = async (tx: TenantRead, customerId: string): Promise<string[]> =>
  (
    await tx
      .selectFrom('customer_tags')
      .select('tag')
      .where('org_id', '=', tx.orgId)
      .where('customer_id', '=', customerId)
      .orderBy('tag')
      .execute()
  ).map((row) => row.tag)
export const platesOf = async (tx: TenantRead, customerId: string): Promise<string[]> =>
  (
    await tx
      .selectFrom('customer_plates')
      .select('plate')
      .where('org_id', '=', tx.orgId)
      .where('customer_id', '=', customerId)
      .orderBy('plate')
      .execute()
  ).map((row) => row.plate)

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
export async function replaceTerms(tx: TenantTx, customerId: string, terms: string[]): Promise<void> {
  await tx.deleteFrom('customer_terms').where('org_id', '=', tx.orgId).where('customer_id', '=', customerId).execute()
  await tx
    .insertInto('customer_terms')
    .values(terms.map((term) => ({ org_id: tx.orgId, term, customer_id: customerId })))
    .execute()
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

export const contactById = (tx: TenantRead, customerId: string, contactId: string) =>
  tx
    .selectFrom('customer_contacts')
    .select(['id', 'kind', 'sealed'])
    .where('org_id', '=', tx.orgId)
    .where('customer_id', '=', customerId)
    .where('id', '=', contactId)
    .executeTakeFirst()

export const knownStaff = (tx: TenantRead, id: string) =>
  tx.selectFrom('staff').select('id').where('org_id', '=', tx.orgId).where('id', '=', id).executeTakeFirst()

export const idByNumber = async (tx: TenantRead, customerNo: string): Promise<string | undefined> =>
  (
    await tx
      .selectFrom('customers')
      .select('id')
      .where('org_id', '=', tx.orgId)
      .where('customer_no', '=', customerNo)
      .executeTakeFirst()
  )?.id
