import { sql } from 'kysely'
import type { TenantTx } from '../../../../kernel/tenancy/tenant.ts'

type Json = Record<string, unknown>

/** A customer with all that hangs on it, as the database writes it to JSON; written back it is the same to the byte. */
export interface CustomerImage {
  customer: Json & { id: string; version: number; customer_no: string; name: string | null }
  contacts: (Json & { id: string; kind: string; lookup: string; is_primary: boolean })[]
  tags: string[]
  plates: string[]
  terms: string[]
  /** A customer without personal data has no key; taking a change back must not leave one. */
  hasKey: boolean
}

const COLUMNS = [
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
  'store_id',
  'notes',
  'private_box',
  'address_masked',
  'id_number_masked',
  'updated_at',
  'version',
] as const

/** The customers as they are now, locked against other writers in one order. */
export async function lockImages(tx: TenantTx, ids: readonly string[]): Promise<Map<string, CustomerImage>> {
  await sql`select id from customers where org_id = ${tx.orgId}::uuid and id = any(${ids}::uuid[]) order by id for update`.execute(
    tx,
  )
  const { rows } = await sql<CustomerImage>`
    select to_jsonb(c) as customer,
      (select coalesce(jsonb_agg(to_jsonb(k) order by k.id), '[]') from customer_contacts k where k.org_id = c.org_id and k.customer_id = c.id) as contacts,
      array(select t.tag from customer_tags t where t.org_id = c.org_id and t.customer_id = c.id order by t.tag) as tags,
      array(select l.plate from customer_plates l where l.org_id = c.org_id and l.customer_id = c.id order by l.plate) as plates,
      array(select m.term from customer_terms m where m.org_id = c.org_id and m.customer_id = c.id order by m.term) as terms,
      exists (select from customer_keys y where y.org_id = c.org_id and y.customer_id = c.id) as "hasKey"
    from customers c where c.org_id = ${tx.orgId}::uuid and c.id = any(${ids}::uuid[])`.execute(tx)
  return new Map(rows.map((image) => [image.customer.id, image]))
}

/** Makes customers what their images say. @returns ids of those that were written */
export async function writeImages(
  tx: TenantTx,
  images: readonly CustomerImage[],
  versions?: ReadonlyMap<string, number>,
): Promise<string[]> {
  const records = images.map((image) => ({ ...image.customer, version_now: versions?.get(image.customer.id) ?? null }))
  const set = COLUMNS.map((column) => sql`${sql.ref(column)} = i.${sql.ref(column)}`)
  const { rows } = await sql<{ id: string }>`
    with given as (select r.*, (a.value ->> 'version_now')::int as version_now
      from jsonb_array_elements(${JSON.stringify(records)}::jsonb) a, jsonb_populate_record(null::customers, a.value) r)
    update customers c set ${sql.join(set)} from given i
    where c.org_id = ${tx.orgId}::uuid and c.id = i.id and (i.version_now is null or c.version = i.version_now) returning c.id`.execute(
    tx,
  )
  const ids = rows.map((row) => row.id)
  const written = new Set(ids)
  const kept = images.filter((image) => written.has(image.customer.id))
  for (const table of ['customer_contacts', 'customer_tags', 'customer_plates', 'customer_terms'] as const) {
    await sql`delete from ${sql.table(table)} x where x.org_id = ${tx.orgId}::uuid and x.customer_id = any(${ids}::uuid[])`.execute(
      tx,
    )
  }
  await sql`insert into customer_contacts select k.* from jsonb_populate_recordset(null::customer_contacts, ${JSON.stringify(kept.flatMap((image) => image.contacts))}::jsonb) k`.execute(
    tx,
  )
  await insertLists(
    tx,
    kept.map((image) => ({ id: image.customer.id, ...image })),
  )
  return ids
}

/** Writes tags, plates and terms of customers that have none yet. */
export async function insertLists(
  tx: TenantTx,
  customers: readonly { id: string; tags: string[]; plates: string[]; terms: string[] }[],
): Promise<void> {
  const lists = [
    ['customer_tags', 'tag', 'tags'],
    ['customer_plates', 'plate', 'plates'],
    ['customer_terms', 'term', 'terms'],
  ] as const
  for (const [table, column, name] of lists) {
    const pairs = customers.flatMap((one) => one[name].map((value) => [value, one.id] as const))
    if (pairs.length === 0) continue
    await sql`insert into ${sql.table(table)} (org_id, ${sql.ref(column)}, customer_id)
      select ${tx.orgId}::uuid, v.value, v.id from unnest(${pairs.map(([value]) => value)}::text[], ${pairs.map(([, id]) => id)}::uuid[]) as v (value, id)`.execute(
      tx,
    )
  }
}

/** Customers of the batch by their place. */
export async function placesOf(tx: TenantTx): Promise<Map<number, string>> {
  const { rows } = await sql<{
    p: number
    id: string
  }>`select p, customer_id as id from import_people where customer_id is not null`.execute(tx)
  return new Map(rows.map((row) => [row.p, row.id]))
}

/** Staff by name, active ones first. */
export async function staffByName(tx: TenantTx): Promise<Map<string, string>> {
  const { rows } = await sql<{
    name: string
    id: string
  }>`select distinct on (name) name, id from staff where org_id = ${tx.orgId}::uuid order by name, is_active desc, created_at`.execute(
    tx,
  )
  return new Map(rows.map((row) => [row.name, row.id]))
}

export const deleteKeys = (tx: TenantTx, ids: readonly string[]) =>
  sql`delete from customer_keys where org_id = ${tx.orgId}::uuid and customer_id = any(${ids}::uuid[])`.execute(tx)
