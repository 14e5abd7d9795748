import { Random } from '@shuke/analytics'
import { maskPhone } from '@shuke/contract/shared/masked.ts'
import { sql } from 'kysely'
import { seal } from '../../server/kernel/crypto/seal.ts'
import { ctxFor, type Runtime, systemActor } from '../../server/kernel/runtime.ts'
import type { Org } from '../../server/kernel/tenancy/ctx.ts'
import { inTenantTx, type TenantTx } from '../../server/kernel/tenancy/tenant-tx.ts'
import { phoneTails } from '../../server/kernel/text/phone.ts'
import { contactPurpose } from '../../server/modules/customers/profile/contacts.ts'
import { splitName } from '../../server/modules/customers/profile/rules.ts'
import { nameSortKey, searchTerms, tailTerm } from '../../server/modules/customers/search/rules.ts'
import { type Person, person } from './names.ts'

const BATCH = 2000
const START = Date.UTC(2023, 0, 1)
const SPAN = 1000 * 86_400_000

export interface ShopCustomer extends Person {
  id: string
  customerNo: string
  createdAt: Date
  lastDay: string
  orders: number
  net: number
}

/** Store and member of staff of everybody. */
export interface Home {
  storeId: string
  staffId: string
}

function customers(runtime: Runtime, count: number): ShopCustomer[] {
  const random = new Random(20_261_121)
  return Array.from({ length: count }, (_, index) => {
    const created = START + Math.floor((index / count) * SPAN)
    const orders = 1 + Math.floor(random.uniform() ** 3 * 30)
    return {
      ...person(random),
      id: runtime.ids.uuid(),
      customerNo: String(index + 1).padStart(9, '0'),
      createdAt: new Date(created),
      lastDay: new Date(created + random.uniform() * 3e10).toISOString().slice(0, 10),
      orders,
      net: orders * Math.round(5000 + random.uniform() * 40_000),
    }
  })
}

/** Fills an org with customers as the product itself would write them: numbers sealed and hashed, search terms, figures, tiers. */
export async function fillShop(runtime: Runtime, org: Org, home: Home, count: number): Promise<ShopCustomer[]> {
  const ctx = ctxFor(runtime, org, systemActor('bench'))
  const all = customers(runtime, count)
  const terms = new Map<string, string[]>()
  const termsOf = ({ name, customerNo }: ShopCustomer) => {
    const known = terms.get(name) ?? searchTerms({ name, formOfAddress: null, customerNo: '', plates: [] })
    terms.set(name, known)
    return [...known.filter((term) => term !== 'c:'), `c:${customerNo}`]
  }
  for (let start = 0; start < count; start += BATCH) {
    const batch = all.slice(start, start + BATCH)
    await inTenantTx(ctx, async (tx) => {
      const keys = await runtime.keys.newCustomerKeys(
        tx,
        org.id,
        batch.map(({ id }) => id),
      )
      const hash = runtime.keys.lookupHasher(org.id)
      await insertBatch(
        tx,
        runtime,
        home,
        batch.map((customer, index) => ({ ...customer, key: keys[index]!, terms: termsOf(customer), hash })),
      )
    })
  }
  return all
}

type Prepared = ShopCustomer & {
  key: { key: Buffer; row: { org_key_version: number; wrapped: Buffer } }
  terms: string[]
  hash: (kind: string, value: string) => Buffer
}

async function insertBatch(tx: TenantTx, runtime: Runtime, home: Home, rows: Prepared[]): Promise<void> {
  const org = tx.orgId
  const ids = rows.map(({ id }) => id)
  const names = rows.map(({ name }) => splitName(name)!)
  await sql`insert into customers (org_id, id, customer_no, kind, name, name_sort, family_name, given_name, city, lead_source, created_at, updated_at, owner_id, first_received_by_id, store_id)
    select ${org}::uuid, id, no, 'person', name, sort, family, given, city, 'walk_in', at, at, ${home.staffId}::uuid, ${home.staffId}::uuid, ${home.storeId}::uuid from unnest(${ids}::uuid[], ${rows.map((r) => r.customerNo)}::text[],
      ${rows.map((r) => r.name)}::text[], ${rows.map((r) => nameSortKey(r.name, r.customerNo))}::text[], ${names.map((n) => n.familyName)}::text[],
      ${names.map((n) => n.givenName)}::text[], ${rows.map((r) => r.city)}::text[], ${rows.map((r) => r.createdAt)}::timestamptz[])
      as t (id, no, name, sort, family, given, city, at)`.execute(tx)
  await sql`insert into customer_keys (org_id, customer_id, org_key_version, wrapped) select ${org}::uuid, * from unnest(${ids}::uuid[],
    ${rows.map((r) => r.key.row.org_key_version)}::int[], ${rows.map((r) => r.key.row.wrapped)}::bytea[])`.execute(tx)
  const e164 = rows.map((r) => `+86${r.phone}`)
  await sql`insert into customer_contacts (org_id, id, customer_id, kind, sealed, masked, lookup, is_primary, created_at)
    select ${org}::uuid, id, customer_id, 'phone', sealed, masked, lookup, true, now() from unnest(${ids.map(() => runtime.ids.uuid())}::uuid[], ${ids}::uuid[],
      ${rows.map((r, i) => seal(r.key.key, e164[i]!, contactPurpose(r.id, 'phone')))}::bytea[], ${e164.map(maskPhone)}::text[],
      ${rows.map((r, i) => r.hash('phone', e164[i]!))}::bytea[]) as t (id, customer_id, sealed, masked, lookup)`.execute(tx)
  const terms = rows.flatMap((r, i) =>
    [...new Set([...r.terms, ...phoneTails(e164[i]!).map((tail) => tailTerm(r.hash('tail', tail)))])].map((term) => ({
      term,
      id: r.id,
    })),
  )
  await sql`insert into customer_terms (org_id, term, customer_id)
    select ${org}::uuid, * from unnest(${terms.map((t) => t.term)}::text[], ${terms.map((t) => t.id)}::uuid[])`.execute(tx)
  await sql`insert into customer_tags (org_id, tag, customer_id)
    select ${org}::uuid, * from unnest(${rows.map((r) => r.tag)}::text[], ${ids}::uuid[])`.execute(tx)
  await sql`insert into purchase_summary (org_id, customer_id, first_day, last_day, orders, days, net, first_day_net, cash_net)
    select ${org}::uuid, id, day - 30, day, orders, orders, net, net / orders, net from unnest(${ids}::uuid[], ${rows.map((r) => r.lastDay)}::date[],
      ${rows.map((r) => r.orders)}::int[], ${rows.map((r) => r.net)}::bigint[]) as t (id, day, orders, net)`.execute(tx)
  await sql`insert into customer_standing (org_id, customer_id, value_tier, since) select ${org}::uuid, id, tier, current_date from unnest(${ids}::uuid[],
    ${rows.map((r) => (r.net > 800_000 ? 'tier_a' : r.net > 500_000 ? 'tier_b' : r.net > 200_000 ? 'tier_c' : 'tier_d'))}::text[]) as t (id, tier)`.execute(
    tx,
  )
}
