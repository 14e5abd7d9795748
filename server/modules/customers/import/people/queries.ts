import { sql } from 'kysely'
import { copyBytes, copyInto, copyRows, copyText } from '../../../../kernel/db/copy.ts'
import type { Rows } from '../../../../kernel/tenancy/authorize.ts'
import type { TenantTx } from '../../../../kernel/tenancy/tenant.ts'
import type { CustomersTable } from '../../tables.ts'
import type { PersonOfBatch } from './read-people.ts'

/** Stages the keys by which the people of a batch are found. */
export async function stagePeople(tx: TenantTx, people: readonly PersonOfBatch[]): Promise<void> {
  await sql`create temporary table if not exists import_keys (p int, customer_no text collate "C", lookup bytea) on commit drop`.execute(
    tx,
  )
  await sql`create temporary table if not exists import_people (p int, customer_id uuid, is_new boolean) on commit drop`.execute(
    tx,
  )
  await sql`truncate import_keys, import_people`.execute(tx)
  const line = (person: PersonOfBatch) =>
    `${person.p}\t${copyText(person.lookup ? null : person.customerNo)}\t${copyBytes(person.lookup)}`
  await copyInto(tx, 'import_keys', copyRows(people, line))
}

/**
 * Finds the people of the batch among the customers: by number, or by the keyed hash of phone or e-mail (of several customers with the
 * same one the oldest counts). Who is found stands in the table `import_people (p, customer_id, is_new)`, which the kinds join.
 */
export async function findKnownPeople(tx: TenantTx, byContact: boolean): Promise<void> {
  await sql`insert into import_people select k.p, c.id, false from import_keys k
    join customers c on c.org_id = ${tx.orgId}::uuid and c.customer_no = k.customer_no`.execute(tx)
  if (!byContact) return
  await sql`insert into import_people select distinct on (k.p) k.p, t.customer_id, false from import_keys k
    join customer_contacts t on t.org_id = ${tx.orgId}::uuid and t.lookup = k.lookup order by k.p, t.customer_id`.execute(tx)
}

/** Places of the people that no customer was found for. */
export async function unknownPeople(tx: TenantTx): Promise<number[]> {
  const { rows } = await sql<{ p: number }>`select k.p from import_keys k
    where not exists (select from import_people p where p.p = k.p) order by k.p`.execute(tx)
  return rows.map((row) => row.p)
}

/** Places of known people outside the rows that the importer may touch. */
export async function peopleOutside(tx: TenantTx, rows: Rows): Promise<number[]> {
  if (rows.kind === 'org') return []
  const within = rows.kind === 'store' ? sql`c.store_id = any(${rows.storeIds}::uuid[])` : sql`c.owner_id = ${rows.staffId}::uuid`
  const found = await sql<{
    p: number
  }>`select p.p from import_people p join customers c on c.org_id = ${tx.orgId}::uuid and c.id = p.customer_id
    where not coalesce(${within}, false)`.execute(tx)
  return found.rows.map((row) => row.p)
}

export const forgetPeople = (tx: TenantTx, places: readonly number[]) =>
  sql`delete from import_people where p = any(${places}::int[])`.execute(tx)

export type NewCustomerRow = Omit<CustomersTable, 'org_id' | 'birth_leap' | 'is_vip' | 'version'> & { birth_leap: boolean }
export interface NewPeople {
  customers: NewCustomerRow[]
  contacts: ContactRow[]
  terms: [term: string, customerId: string][]
  keys: { customer_id: string; org_key_version: number; wrapped: Buffer }[]
  /** Place in the batch → its customer. */
  places: [p: number, customerId: string][]
}
export interface ContactRow {
  id: string
  customer_id: string
  kind: string
  label: string | null
  sealed: Buffer
  masked: string
  lookup: Buffer
  is_primary: boolean
  created_at: Date
}

const CUSTOMER_COLUMNS = [
  'id',
  'customer_no',
  'kind',
  'name',
  'name_sort',
  'family_name',
  'given_name',
  'form_of_address',
  'sex',
  'birth_calendar',
  'birth_year',
  'birth_month',
  'birth_day',
  'birth_leap',
  'city',
  'region',
  'postcode',
  'country',
  'lead_source',
  'owner_id',
  'first_received_by_id',
  'store_id',
  'notes',
  'private_box',
  'address_masked',
  'id_number_masked',
  'import_run_id',
  'created_at',
  'updated_at',
] as const satisfies (keyof NewCustomerRow)[]
const CONTACT_COLUMNS = ['id', 'customer_id', 'kind', 'label', 'sealed', 'masked', 'lookup', 'is_primary', 'created_at'] as const

const copyValue = (value: unknown): string => {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'string') return copyText(value)
  if (Buffer.isBuffer(value)) return copyBytes(value)
  return value instanceof Date ? value.toISOString() : String(value)
}
const names = (columns: readonly string[]) => sql.raw(columns.join(', '))

/** Stages rows in a table of the same shape (COPY refuses tables under row security) and moves them over. */
async function moveIn<Row extends object>(
  tx: TenantTx,
  table: string,
  columns: readonly (keyof Row & string)[],
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return
  const stage = `import_new_${table}`
  await sql`create temporary table if not exists ${sql.table(stage)} on commit drop as select ${names(columns)} from ${sql.table(table)} limit 0`.execute(
    tx,
  )
  await sql`truncate ${sql.table(stage)}`.execute(tx)
  const line = (row: Row) => columns.map((column) => copyValue(row[column])).join('\t')
  await copyInto(tx, `${stage} (${columns.join(', ')})`, copyRows(rows, line))
  await sql`insert into ${sql.table(table)} (org_id, ${names(columns)}) select ${tx.orgId}::uuid, ${names(columns)} from ${sql.table(stage)}`.execute(
    tx,
  )
}

/**
 * Writes new customers with all that hangs on them, and gives the batch's people their ids.
 * @param withSummaries false: the caller writes their `purchase_summary` rows with the figures in them
 */
export async function insertPeople(tx: TenantTx, people: NewPeople, withSummaries: boolean): Promise<void> {
  await moveIn(tx, 'customers', CUSTOMER_COLUMNS, people.customers)
  if (withSummaries)
    await sql`insert into purchase_summary (org_id, customer_id) select ${tx.orgId}::uuid, id from import_new_customers`.execute(
      tx,
    )
  await moveIn(tx, 'customer_keys', ['customer_id', 'org_key_version', 'wrapped'], people.keys)
  await moveIn(tx, 'customer_contacts', CONTACT_COLUMNS, people.contacts)
  await moveIn(
    tx,
    'customer_terms',
    ['term', 'customer_id'],
    people.terms.map(([term, customer_id]) => ({ term, customer_id })),
  )
  await copyInto(
    tx,
    'import_people',
    copyRows(people.places, ([p, id]) => `${p}\t${id}\tt`),
  )
}

/** Which of these customer numbers are taken. */
export async function takenNumbersOf(tx: TenantTx, numbers: readonly string[]): Promise<Set<string>> {
  if (numbers.length === 0) return new Set()
  const { rows } = await sql<{ customer_no: string }>`select c.customer_no from unnest(${numbers}::text[]) as n (customer_no)
    join customers c on c.org_id = ${tx.orgId}::uuid and c.customer_no = n.customer_no`.execute(tx)
  return new Set(rows.map((row) => row.customer_no))
}

/** People that turned out to be another person of the batch get that one's customer. */
export const joinTwins = (tx: TenantTx, twins: readonly { p: number; sameAs: number | null }[]) =>
  sql`insert into import_people select t.p, s.customer_id, s.is_new
    from unnest(${twins.map((one) => one.p)}::int[], ${twins.map((one) => one.sameAs)}::int[]) as t (p, same_as)
      join import_people s on s.p = t.same_as`.execute(tx)
