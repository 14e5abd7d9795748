import { sql } from 'kysely'
import type { TenantTx } from '../../../kernel/tenancy/tenant.ts'
import { businessDay, type RunOfOrders } from './import-orders-queries.ts'
import { CASH, COUNTED, NET, recomputeSummaries } from './summary-queries.ts'

/** Locks the figures of the batch's known customers, in the order that every writer keeps; new ones nobody else can see yet. */
export const lockPeople = (tx: TenantTx) =>
  sql`select count(*) from (select from purchase_summary w where w.org_id = ${tx.orgId}::uuid
      and w.customer_id in (select customer_id from import_people where not is_new) order by w.customer_id for update) l`.execute(
    tx,
  )

/** Figures of the batch's orders alone, per customer, in the table `import_figures`. */
async function figuresOfBatch(tx: TenantTx, run: RunOfOrders): Promise<void> {
  await sql`drop table if exists import_figures`.execute(tx)
  await sql`create temporary table import_figures on commit drop as
    with by_day as (
      select o.customer_id, bool_or(o.is_new) as is_new, o.business_day, count(*) filter (where ${COUNTED}) as orders, sum(${NET})::bigint as net, sum(${CASH})::bigint as cash
      from (select p.customer_id, p.is_new, s.kind, s.amount, ${businessDay(run)} as business_day from import_orders s join import_people p on p.p = s.p) o
      group by o.customer_id, o.business_day
    )
    select d.customer_id, bool_or(d.is_new) as is_new, min(d.business_day) as earliest,
      min(d.business_day) filter (where d.orders > 0) as first_day, max(d.business_day) filter (where d.orders > 0) as last_day,
      sum(d.orders)::int as orders, (count(*) filter (where d.orders > 0))::int as days, sum(d.net)::bigint as net, sum(d.cash)::bigint as cash_net,
      coalesce((array_agg(d.net order by d.business_day) filter (where d.orders > 0))[1], 0)::bigint as first_day_net
    from by_day d group by d.customer_id`.execute(tx)
}

/**
 * Adds a batch of new orders to the figures. Who is new gets a row with the figures in it; where all days come after the last one known,
 * the sums are added; the others are recomputed from their orders. All three give what `recomputeSummaries` gives.
 */
export async function addFigures(tx: TenantTx, run: RunOfOrders): Promise<void> {
  await figuresOfBatch(tx, run)
  await sql`insert into purchase_summary (org_id, customer_id, first_day, last_day, orders, days, net, cash_net, first_day_net)
    select ${tx.orgId}::uuid, customer_id, first_day, last_day, orders, days, net, cash_net, first_day_net from import_figures where is_new`.execute(
    tx,
  )
  const { rows } = await sql<{ id: string }>`
    with added as (
      update purchase_summary w set last_day = coalesce(f.last_day, w.last_day), orders = w.orders + f.orders, days = w.days + f.days,
        net = w.net + f.net, cash_net = w.cash_net + f.cash_net
      from import_figures f
      where w.org_id = ${tx.orgId}::uuid and w.customer_id = f.customer_id and not f.is_new and w.orders > 0 and f.earliest > w.last_day
      returning w.customer_id)
    select f.customer_id as id from import_figures f where not f.is_new and f.customer_id not in (select customer_id from added)`.execute(
    tx,
  )
  if (rows.length > 0)
    await recomputeSummaries(
      tx,
      rows.map((row) => row.id),
    )
}

/** Recomputes the figures after a batch that was not all new: of those who got orders and of those whose orders changed. */
export async function refreshFigures(tx: TenantTx, gotOrders: boolean, moved: readonly string[]): Promise<void> {
  await sql`insert into purchase_summary (org_id, customer_id) select distinct ${tx.orgId}::uuid, customer_id from import_people where is_new`.execute(
    tx,
  )
  const touched = new Set(moved)
  if (gotOrders) {
    const { rows } = await sql<{ id: string }>`select distinct o.customer_id as id from import_orders s
      join orders o on o.org_id = ${tx.orgId}::uuid and o.id = s.id where o.customer_id is not null`.execute(tx)
    for (const row of rows) touched.add(row.id)
  }
  if (touched.size > 0) await recomputeSummaries(tx, [...touched])
}
