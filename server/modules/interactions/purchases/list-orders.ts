import type { Order } from '@shuke/contract/interactions/purchases.ts'
import { notFound } from '../../../kernel/errors.ts'
import { decodeCursor, encodeCursor, pageOfRows } from '../../../kernel/http/cursor.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantRead } from '../../../kernel/tenancy/tenant-tx.ts'
import { customerById, noSuchCustomer } from '../../customers/index.ts'
import { presentOrder } from './present.ts'
import * as q from './queries.ts'

/** One order of a customer within the reader's rows; anonymous ones only for readers of the whole org. @throws AppError not_found */
export async function getOrder(ctx: Ctx, orderId: string): Promise<Order> {
  const rows = authorize(ctx, 'orders.read')
  return inTenantRead(ctx, async (tx) => {
    const order = await q.orderById(tx, orderId)
    const visible = order && (order.customer_id ? await customerById(tx, order.customer_id, rows) : rows.kind === 'org')
    if (!order || !visible) throw notFound({ zh: '订单', en: 'order' })
    return presentOrder(ctx, order)
  })
}

/** A customer's orders, newest first. @throws AppError not_found for a customer outside the reader's rows */
export async function listCustomerOrders(ctx: Ctx, customerId: string, input: { limit: number; cursor?: string | undefined }) {
  const rows = authorize(ctx, 'orders.read')
  const after = input.cursor ? decodeCursor(input.cursor, 'orders', ['instant', 'uuid']) : null
  return inTenantRead(ctx, async (tx) => {
    if (!(await customerById(tx, customerId, rows))) throw noSuchCustomer()
    const found = await q.ordersOfCustomer(tx, customerId, input.limit, after && { at: String(after[0]), id: String(after[1]) })
    const page = pageOfRows(found, input.limit, (last) => encodeCursor('orders', [last.occurred_at.toISOString(), last.id]))
    return { data: page.rows.map((row) => presentOrder(ctx, row)), page: { nextCursor: page.nextCursor, total: null } }
  })
}
