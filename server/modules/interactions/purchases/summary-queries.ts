import { sql } from 'kysely'
import type { TenantTx } from '../../../kernel/tenancy/tenant-tx.ts'

/**
 * What counts, in one place: orders of kind sale or consumption with an amount from zero up make frequency and days; refunds take money
 * away. Cancellations and adjustments are kept and shown, and count nowhere.
 */
export const COUNTED = sql.raw(`(o.kind in ('sale', 'consumption') and o.amount >= 0)`)
export const NET = sql.raw(
  `case when o.kind in ('sale', 'consumption') and o.amount >= 0 then o.amount when o.kind = 'refund' then o.amount else 0 end`,
)
/** Money that came in: what was paid, not what was used up of it. */
export const CASH = sql.raw(`case when o.kind in ('sale', 'top_up', 'package_sale', 'refund') then o.amount else 0 end`)

/** Locks the summaries of customers whose orders are about to change, always in the same order, so that parallel writers queue up. */
export const lockSummaries = (tx: TenantTx, customerIds: readonly string[]) =>
  sql`select customer_id from purchase_summary where org_id = ${tx.orgId}::uuid and customer_id = any(${customerIds}::uuid[]) order by customer_id for update`.execute(
    tx,
  )

/**
 * Recomputes the kept figures of these customers from their orders. The one statement serves a single sale, a refund, a backdated row
 * and the import of a million.
 */
export const recomputeSummaries = (tx: TenantTx, customerIds: readonly string[]) =>
  sql`
    with by_day as (
      select o.customer_id, o.business_day, count(*) filter (where ${COUNTED}) as orders, sum(${NET})::bigint as net, sum(${CASH})::bigint as cash
      from orders o
      where o.org_id = ${tx.orgId}::uuid and o.customer_id = any(${customerIds}::uuid[])
      group by o.customer_id, o.business_day
    ), figures as (
      select c.id as customer_id, min(d.business_day) filter (where d.orders > 0) as first_day, max(d.business_day) filter (where d.orders > 0) as last_day,
        coalesce(sum(d.orders), 0)::int as orders, (count(*) filter (where d.orders > 0))::int as days,
        coalesce(sum(d.net), 0)::bigint as net, coalesce(sum(d.cash), 0)::bigint as cash_net,
        coalesce((array_agg(d.net order by d.business_day) filter (where d.orders > 0))[1], 0)::bigint as first_day_net
      from unnest(${customerIds}::uuid[]) as c (id) left join by_day d on d.customer_id = c.id
      group by c.id
    )
    update purchase_summary p
    set first_day = f.first_day, last_day = f.last_day, orders = f.orders, days = f.days, net = f.net, cash_net = f.cash_net, first_day_net = f.first_day_net
    from figures f
    where p.org_id = ${tx.orgId}::uuid and p.customer_id = f.customer_id
      and (p.first_day, p.last_day, p.orders, p.days, p.net, p.cash_net, p.first_day_net)
        is distinct from (f.first_day, f.last_day, f.orders, f.days, f.net, f.cash_net, f.first_day_net)`.execute(tx)
