import { type Insertable, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { TenantRead, TenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import type { OrdersTable } from '../tables.ts'

export interface NewOrderRows {
  order: Omit<Insertable<OrdersTable>, 'org_id'>
  items: { name: string; sku: string | null; quantity: number; amount: number | null }[]
  performers: { staffId: string | null; name: string; requested: boolean }[]
  payments: { method: string; amount: number }[]
}

/** Writes an order with its items, performers and payments in one statement. */
export async function insertOrder(tx: TenantTx, { order, items, performers, payments }: NewOrderRows): Promise<void> {
  const [org, id] = [sql`${tx.orgId}::uuid`, sql`${order.id}::uuid`]
  await tx
    .with('made', (db) =>
      db
        .insertInto('orders')
        .values({ org_id: tx.orgId, ...order })
        .returning('id'),
    )
    .with('items', (db) =>
      db
        .insertInto('order_items')
        .columns(['org_id', 'order_id', 'line_no', 'name', 'sku', 'quantity', 'amount'])
        .expression(
          sql`select ${org}, ${id}, i.n, i.name, i.sku, i.quantity, i.amount
            from unnest(${items.map((item) => item.name)}::text[], ${items.map((item) => item.sku)}::text[], ${items.map((item) => item.quantity)}::float8[],
              ${items.map((item) => item.amount)}::bigint[]) with ordinality as i (name, sku, quantity, amount, n)`,
        )
        .returning('line_no'),
    )
    .with('performers', (db) =>
      db
        .insertInto('order_performers')
        .columns(['org_id', 'order_id', 'line_no', 'staff_id', 'name', 'requested'])
        .expression(
          sql`select ${org}, ${id}, f.n, f.staff_id, f.name, f.requested
            from unnest(${performers.map((one) => one.staffId)}::uuid[], ${performers.map((one) => one.name)}::text[],
              ${performers.map((one) => one.requested)}::boolean[]) with ordinality as f (staff_id, name, requested, n)`,
        )
        .returning('line_no'),
    )
    .insertInto('order_payments')
    .columns(['org_id', 'order_id', 'line_no', 'method', 'amount'])
    .expression(
      sql`select ${org}, ${id}, y.n, y.method, y.amount
        from unnest(${payments.map((one) => one.method)}::text[], ${payments.map((one) => one.amount)}::bigint[]) with ordinality as y (method, amount, n)`,
    )
    .execute()
}

const withParts = (tx: TenantRead) =>
  tx
    .selectFrom('orders as o')
    .selectAll('o')
    .select((eb) => [
      jsonArrayFrom(
        eb
          .selectFrom('order_items as i')
          .select(['i.name', 'i.sku', 'i.quantity', 'i.amount'])
          .where('i.org_id', '=', tx.orgId)
          .whereRef('i.order_id', '=', 'o.id')
          .orderBy('i.line_no'),
      ).as('items'),
      jsonArrayFrom(
        eb
          .selectFrom('order_performers as f')
          .select(['f.staff_id', 'f.name', 'f.requested'])
          .where('f.org_id', '=', tx.orgId)
          .whereRef('f.order_id', '=', 'o.id')
          .orderBy('f.line_no'),
      ).as('performers'),
      jsonArrayFrom(
        eb
          .selectFrom('order_payments as y')
          .select(['y.method', 'y.amount'])
          .where('y.org_id', '=', tx.orgId)
          .whereRef('y.order_id', '=', 'o.id')
          .orderBy('y.line_no'),
      ).as('payments'),
    ])
    .where('o.org_id', '=', tx.orgId)

export const orderById = (tx: TenantRead, id: string) => withParts(tx).where('o.id', '=', id).executeTakeFirst()
export type OrderRow = NonNullable<Awaited<ReturnType<typeof orderById>>>

/** A customer's orders, newest first. */
export const ordersOfCustomer = (tx: TenantRead, customerId: string, limit: number, after: { at: string; id: string } | null) =>
  withParts(tx)
    .where('o.customer_id', '=', customerId)
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(o.occurred_at, o.id) < (${after!.at}::timestamptz, ${after!.id}::uuid)`),
    )
    .orderBy('o.occurred_at', 'desc')
    .orderBy('o.id', 'desc')
    .limit(limit + 1)
    .execute()

export async function orderNoTaken(tx: TenantRead, orderNo: string): Promise<boolean> {
  return (
    (await tx
      .selectFrom('orders')
      .select('id')
      .where('org_id', '=', tx.orgId)
      .where('order_no', '=', orderNo)
      .executeTakeFirst()) !== undefined
  )
}

/** Next values of the counter for generated order numbers. */
export async function takeOrderNumbers(tx: TenantTx, count: number): Promise<number> {
  const row = await tx
    .insertInto('counters')
    .values({ org_id: tx.orgId, name: 'order_no', value: count })
    .onConflict((conflict) => conflict.columns(['org_id', 'name']).doUpdateSet({ value: sql`counters.value + excluded.value` }))
    .returning('value')
    .executeTakeFirstOrThrow()
  return row.value - count + 1
}

/** What was paid for an order and what of it was refunded already. */
export const refundState = async (tx: TenantRead, orderId: string) => {
  const order = await tx
    .selectFrom('orders')
    .select(['customer_id', 'kind', 'amount'])
    .where('org_id', '=', tx.orgId)
    .where('id', '=', orderId)
    .forUpdate()
    .executeTakeFirst()
  if (!order) return undefined
  const { refunded } = await tx
    .selectFrom('orders')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('amount'), eb.val(0)).as('refunded'))
    .where('org_id', '=', tx.orgId)
    .where('refund_of', '=', orderId)
    .executeTakeFirstOrThrow()
  return { ...order, refunded: -Number(refunded) }
}

export const staffExists = async (tx: TenantRead, ids: readonly string[]): Promise<boolean> => {
  if (ids.length === 0) return true
  const known = await tx
    .selectFrom('staff')
    .select('id')
    .where('org_id', '=', tx.orgId)
    .where('id', 'in', [...ids])
    .execute()
  return known.length === new Set(ids).size
}
