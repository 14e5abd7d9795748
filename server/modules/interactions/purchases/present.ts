import type { Order } from '@shuke/contract/interactions/purchases.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import type { OrderRow } from './queries.ts'

export function presentOrder(ctx: Ctx, row: OrderRow): Order {
  const money = (amount: number) => ({ amount, currency: ctx.org.currency })
  return {
    id: row.id,
    orderNo: row.order_no,
    kind: row.kind,
    customerId: row.customer_id,
    storeId: row.store_id,
    occurredAt: row.occurred_at.toISOString(),
    businessDay: row.business_day,
    amount: money(row.amount),
    units: row.units,
    items: row.items.map((item) => ({
      name: item.name,
      sku: item.sku,
      quantity: item.quantity,
      amount: item.amount === null ? null : money(item.amount),
    })),
    performers: row.performers.map((one) => ({ staffId: one.staff_id, name: one.name, requested: one.requested })),
    payments: row.payments.map((payment) => ({ method: payment.method, amount: money(payment.amount) })),
    refundOf: row.refund_of,
    note: row.note,
    createdAt: row.created_at.toISOString(),
    version: row.version,
  }
}
