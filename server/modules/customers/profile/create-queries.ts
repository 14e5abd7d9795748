import { type Insertable, sql } from 'kysely'
import type { CustomerKeysTable } from '../../../kernel/db/platform-tables.ts'
import type { TenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import type { CustomerContactsTable, CustomersTable } from '../tables.ts'

export type NewCustomerRow = Omit<Insertable<CustomersTable>, 'org_id' | 'birth_leap' | 'is_vip' | 'version'> & {
  birth_leap: boolean
}

const COLUMNS = [
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

export interface NewCustomerRows {
  customer: NewCustomerRow
  /** The customer's wrapped key, when there is anything to seal. */
  key: Insertable<CustomerKeysTable> | null
  contacts: Insertable<CustomerContactsTable>[]
  terms: string[]
  tags: string[]
  plates: string[]
}

/** Writes a customer and all that hangs on it in one statement, which costs half of one statement a table. */
export function insertCustomer(tx: TenantTx, rows: NewCustomerRows): void {
  const { customer, key, contacts } = rows
  const org = sql`${tx.orgId}::uuid`
  const id = sql`${customer.id}::uuid`
  const of = <K extends keyof CustomerContactsTable>(column: K) => contacts.map((contact) => contact[column] ?? null)
  tx.defer(sql`
    with made as (insert into customers (org_id, ${sql.raw(COLUMNS.join(', '))})
      values (${org}, ${sql.join(COLUMNS.map((column) => customer[column]))})),
    summary as (insert into purchase_summary (org_id, customer_id) values (${org}, ${id})),
    key as (insert into customer_keys (org_id, customer_id, org_key_version, wrapped)
      select ${org}, ${id}, ${key?.org_key_version ?? null}::int, ${key?.wrapped ?? null}::bytea where ${key !== null}::boolean),
    terms as (insert into customer_terms (org_id, term, customer_id) select ${org}, unnest(${rows.terms}::text[]), ${id}),
    tags as (insert into customer_tags (org_id, tag, customer_id) select ${org}, unnest(${rows.tags}::text[]), ${id}),
    plates as (insert into customer_plates (org_id, plate, customer_id) select ${org}, unnest(${rows.plates}::text[]), ${id})
    insert into customer_contacts (org_id, id, customer_id, kind, label, sealed, masked, lookup, is_primary, created_at)
    select ${org}, k.id, ${id}, k.kind, k.label, k.sealed, k.masked, k.lookup, k.is_primary, ${customer.created_at}::timestamptz
    from unnest(${of('id')}::uuid[], ${of('kind')}::text[], ${of('label')}::text[], ${of('sealed')}::bytea[], ${of('masked')}::text[],
      ${of('lookup')}::bytea[], ${of('is_primary')}::boolean[]) as k (id, kind, label, sealed, masked, lookup, is_primary)`)
}
