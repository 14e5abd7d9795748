import { type Insertable, sql } from 'kysely'
import type { TenantRead, TenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import type { InteractionsTable } from '../tables.ts'

export interface TimelineRow {
  id: string
  kind: 'transaction' | 'service' | 'communication'
  channel: InteractionsTable['channel'] | 'order'
  direction: 'in' | 'out' | 'none'
  occurred_at: Date
  summary: string | null
  staff_id: string | null
  staff_name: string | null
  store_id: string | null
  order_no: string | null
  order_kind: import('@shuke/contract/interactions/purchases.ts').OrderKind | null
  amount: number | null
  items: string[] | null
  created_at: Date
}

/** A customer's timeline, newest first: orders and interactions, each read from its own index and merged. */
export async function timeline(
  tx: TenantRead,
  customerId: string,
  request: {
    kind?: TimelineRow['kind'] | undefined
    withOrders: boolean
    limit: number
    after: { at: string; id: string } | null
  },
): Promise<TimelineRow[]> {
  const { kind, withOrders, limit, after } = request
  const since = after ? sql`and (x.occurred_at, x.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql``
  const page = sql`order by x.occurred_at desc, x.id desc limit ${limit + 1}`
  const orders = sql`(select x.id, 'transaction' as kind, 'order' as channel, 'none' as direction, x.occurred_at, x.note as summary, null::uuid as staff_id, null::text as staff_name,
      x.store_id, x.order_no, x.kind as order_kind, x.amount, (select array_agg(i.name order by i.line_no) from order_items i where i.org_id = ${tx.orgId}::uuid and i.order_id = x.id) as items, x.created_at
    from orders x where x.org_id = ${tx.orgId}::uuid and x.customer_id = ${customerId}::uuid ${since} ${page})`
  const others = sql`(select x.id, x.kind, x.channel, x.direction, x.occurred_at, x.summary, x.staff_id, s.name as staff_name,
      x.store_id, null as order_no, null as order_kind, null::bigint as amount, null::text[] as items, x.created_at
    from interactions x left join staff s on s.org_id = x.org_id and s.id = x.staff_id
    where x.org_id = ${tx.orgId}::uuid and x.customer_id = ${customerId}::uuid ${kind && kind !== 'transaction' ? sql`and x.kind = ${kind}` : sql``} ${since} ${page})`
  const source = kind === 'transaction' ? orders : kind === undefined && withOrders ? sql`${orders} union all ${others}` : others
  const { rows } =
    await sql<TimelineRow>`select * from (${source}) as x order by x.occurred_at desc, x.id desc limit ${limit + 1}`.execute(tx)
  return rows
}

export const insertInteraction = (tx: TenantTx, row: Omit<Insertable<InteractionsTable>, 'org_id'>) =>
  tx
    .insertInto('interactions')
    .values({ org_id: tx.orgId, ...row })
    .execute()

export const staffName = async (tx: TenantRead, id: string | null): Promise<string | null> =>
  id
    ? ((await tx.selectFrom('staff').select('name').where('org_id', '=', tx.orgId).where('id', '=', id).executeTakeFirst())
        ?.name ?? null)
    : null
