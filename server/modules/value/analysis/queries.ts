import { sql } from 'kysely'
import type { Rows } from '../../../kernel/tenancy/authorize.ts'
import type { TenantRead, TenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { COUNTED, NET } from '../../interactions/index.ts'

/** Columns of the population at a day, in the order of the customer number by code points; row n of each belongs together. */
export interface Population {
  customerIds: string[]
  /** Days since 1970 of the last counted order. */
  lastDay: Int32Array
  orders: Int32Array
  /** Minor units. */
  net: Float64Array
}

interface Row {
  customer_id: string
  last_day_no: number
  orders: number
  net: number
}

const FETCH = 20_000

/** The reader's rows as a condition on `customers as c`: a total must not betray a hidden store. */
const within = (rows: Rows) => {
  if (rows.kind === 'org') return sql`true`
  return rows.kind === 'store' ? sql`c.store_id = any(${rows.storeIds}::uuid[])` : sql`c.owner_id = ${rows.staffId}::uuid`
}

/** Figures as they stand now, from the kept summary. */
const keptFigures = (tx: TenantRead, rows: Rows) => sql`
  select p.customer_id, p.last_day_no, p.orders, p.net from purchase_summary p join customers c on c.org_id = p.org_id and c.id = p.customer_id
  where p.org_id = ${tx.orgId}::uuid and c.org_id = ${tx.orgId}::uuid and p.orders > 0 and ${within(rows)} order by c.customer_no`

/** Figures as they were at a past day, from the orders themselves: a summary knows only now. */
const pastFigures = (tx: TenantRead, rows: Rows, asOf: string) => sql`
  select c.id as customer_id, f.last_day - date '1970-01-01' as last_day_no, f.orders, f.net from (
    select o.customer_id, max(o.business_day) filter (where ${COUNTED}) as last_day, (count(*) filter (where ${COUNTED}))::int as orders, sum(${NET})::bigint as net
    from orders o where o.org_id = ${tx.orgId}::uuid and o.customer_id is not null and o.business_day <= ${asOf}::date
    group by o.customer_id having count(*) filter (where ${COUNTED}) > 0) f
  join customers c on c.org_id = ${tx.orgId}::uuid and c.id = f.customer_id and ${within(rows)} order by c.customer_no`

/**
 * Everybody with a counted order up to the day. Read through a cursor, so that a million customers never stand in memory as rows.
 */
export async function population(tx: TenantRead, rows: Rows, asOf: string, fromSummary: boolean): Promise<Population> {
  const name = sql.raw('value_population')
  await sql`declare ${name} no scroll cursor for ${fromSummary ? keptFigures(tx, rows) : pastFigures(tx, rows, asOf)}`.execute(tx)
  const customerIds: string[] = []
  const columns: { lastDay: number[]; orders: number[]; net: number[] } = { lastDay: [], orders: [], net: [] }
  for (;;) {
    const { rows: batch } = await sql<Row>`fetch ${sql.raw(String(FETCH))} from ${name}`.execute(tx)
    for (const row of batch) {
      customerIds.push(row.customer_id)
      columns.lastDay.push(row.last_day_no)
      columns.orders.push(row.orders)
      columns.net.push(row.net)
    }
    if (batch.length < FETCH) break
  }
  await sql`close ${name}`.execute(tx)
  return {
    customerIds,
    lastDay: Int32Array.from(columns.lastDay),
    orders: Int32Array.from(columns.orders),
    net: Float64Array.from(columns.net),
  }
}

/** Last business day with an order; is the asked day at or after it, the kept summary is the truth of that day. */
export async function lastBusinessDay(tx: TenantRead): Promise<string | null> {
  const { rows } = await sql<{
    day: string | null
  }>`select max(business_day) as day from orders where org_id = ${tx.orgId}::uuid`.execute(tx)
  return rows[0]?.day ?? null
}

const WRITE = 20_000

/** Makes the live tiers those of this population; customers that left it lose theirs. Only changed rows are written. */
export async function writeTiers(
  tx: TenantTx,
  customerIds: readonly string[],
  tiers: readonly string[],
  since: string,
): Promise<number> {
  await sql`create temporary table value_new_tiers (customer_id uuid primary key, value_tier text not null) on commit drop`.execute(
    tx,
  )
  for (let start = 0; start < customerIds.length; start += WRITE) {
    await sql`insert into value_new_tiers select * from unnest(${customerIds.slice(start, start + WRITE)}::uuid[], ${tiers.slice(start, start + WRITE)}::text[])`.execute(
      tx,
    )
  }
  await sql`analyze value_new_tiers`.execute(tx)
  await sql`delete from customer_standing s where s.org_id = ${tx.orgId}::uuid and not exists (select from value_new_tiers n where n.customer_id = s.customer_id)`.execute(
    tx,
  )
  const written = await sql`
    insert into customer_standing (org_id, customer_id, value_tier, since)
    select ${tx.orgId}::uuid, n.customer_id, n.value_tier, ${since}::date from value_new_tiers n
    left join customer_standing s on s.org_id = ${tx.orgId}::uuid and s.customer_id = n.customer_id
    where s.value_tier is distinct from n.value_tier
    on conflict (org_id, customer_id) do update set value_tier = excluded.value_tier, since = excluded.since`.execute(tx)
  return Number(written.numAffectedRows ?? 0)
}
