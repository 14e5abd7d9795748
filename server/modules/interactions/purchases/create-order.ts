import type { Order } from '@shuke/contract/interactions/purchases.ts'
import { dayInZone } from '../../../kernel/clock.ts'
import { AppError } from '../../../kernel/errors.ts'
import { emit } from '../../../kernel/events/outbox.ts'
import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantTx, type TenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { customerById } from '../../customers/index.ts'
import { storeById } from '../../team/index.ts'
import { presentOrder } from './present.ts'
import * as q from './queries.ts'
import { faultsOfOrder, type NewOrderInput, orderNumberFrom, signedAmount } from './rules.ts'
import { lockSummaries, recomputeSummaries } from './summary-queries.ts'

const unknown = (field: string, zh: string, en: string) => new AppError('unknown_reference', { field, what: { zh, en } })

/** A refund gives back at most what was paid, to the customer who paid. */
async function checkRefund(tx: TenantTx, input: NewOrderInput): Promise<void> {
  if (!input.refundOf) return
  const paid = await q.refundState(tx, input.refundOf)
  if (!paid || paid.customer_id !== input.customerId) throw unknown('refundOf', '订单', 'order')
  if (Math.abs(input.amount.amount) > paid.amount - paid.refunded) {
    throw new AppError('rule_broken', {
      reason: { zh: '退款超过了原单尚未退的金额。', en: 'the refund is more than what is left of the order.' },
    })
  }
}

async function freeOrderNo(tx: TenantTx): Promise<string> {
  for (;;) {
    const orderNo = orderNumberFrom(await q.takeOrderNumbers(tx, 1))
    if (!(await q.orderNoTaken(tx, orderNo))) return orderNo
  }
}

/**
 * Records a purchase, refund, cancellation or adjustment. The customer's kept figures are right in the same transaction.
 * @throws AppError invalid, currency_mismatch, unknown_reference, already_exists (order number), rule_broken (refund too large)
 */
export async function createOrder(ctx: Ctx, input: NewOrderInput): Promise<Order> {
  const rows = authorize(ctx, 'orders.create')
  const { currency } = ctx.org
  if (input.amount.currency !== currency)
    throw new AppError('currency_mismatch', { given: input.amount.currency, expected: currency })
  const faults = faultsOfOrder(input, currency, ctx.clock.now())
  if (faults.length > 0)
    throw new AppError(
      'invalid',
      {},
      faults.map(({ pointer, reason }) => ({ pointer, code: 'broken', data: { reason } })),
    )

  return inTenantTx(ctx, async (tx, inner) => {
    const customer = await customerById(tx, input.customerId, rows)
    if (!customer) throw unknown('customerId', '客户', 'customer')
    const storeId = input.storeId ?? customer.store_id
    if (rows.kind !== 'org' && storeId && storeId !== customer.store_id && !ctx.actor.storeIds.includes(storeId))
      throw unknown('storeId', '门店', 'store')
    const store = storeId ? await storeById(tx, storeId) : undefined
    if (storeId && !store) throw unknown('storeId', '门店', 'store')
    const staffIds = input.performers.flatMap((one) => (one.staffId ? [one.staffId] : []))
    if (!(await q.staffExists(tx, staffIds))) throw unknown('performers', '员工', 'member of staff')
    await lockSummaries(tx, [input.customerId])
    await checkRefund(tx, input)
    if (input.orderNo && (await q.orderNoTaken(tx, input.orderNo)))
      throw new AppError('already_exists', { what: { zh: '订单号', en: 'order number' }, value: input.orderNo })

    const now = ctx.clock.now()
    const occurredAt = input.occurredAt ? new Date(input.occurredAt) : now
    const id = input.id ?? ctx.ids.uuid()
    const units = input.items.length > 0 ? input.items.reduce((sum, item) => sum + item.quantity, 0) : null
    await q.insertOrder(tx, {
      order: {
        id,
        order_no: input.orderNo ?? (await freeOrderNo(tx)),
        kind: input.kind,
        customer_id: input.customerId,
        store_id: storeId,
        occurred_at: occurredAt,
        business_day: dayInZone(occurredAt, store?.timezone ?? ctx.org.timezone),
        amount: signedAmount(input.kind, input.amount.amount),
        units,
        lines: input.items.length || null,
        refund_of: input.refundOf ?? null,
        note: input.note ?? null,
        import_key: null,
        import_run_id: null,
        created_at: now,
      },
      items: input.items.map((item) => ({
        name: item.name,
        sku: item.sku ?? null,
        quantity: item.quantity,
        amount: item.amount?.amount ?? null,
      })),
      performers: input.performers.map((one) => ({ staffId: one.staffId ?? null, name: one.name, requested: one.requested })),
      payments: input.payments.map((payment) => ({ method: payment.method, amount: payment.amount.amount })),
    })
    await recomputeSummaries(tx, [input.customerId])
    await audit(tx, inner, 'order.create', {
      object: { type: 'order', id },
      customerId: input.customerId,
      facts: { kind: input.kind, amount: input.amount.amount },
    })
    await emit(tx, inner, 'order.recorded', { orderId: id, customerId: input.customerId, kind: input.kind })
    return presentOrder(ctx, (await q.orderById(tx, id))!)
  })
}
