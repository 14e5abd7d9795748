import type { NewOrder, OrderKind } from '@shuke/contract/interactions/purchases.ts'
import type { z } from 'zod'

export type NewOrderInput = z.output<typeof NewOrder>
interface Fault {
  pointer: string
  reason: { zh: string; en: string }
}

/** Money goes back: the sign follows from the kind, whichever sign was given. */
export const signedAmount = (kind: OrderKind, amount: number): number => (kind === 'refund' ? -Math.abs(amount) : amount)

const EARLIEST = '1900-01-01'
const DAY_MS = 86_400_000

/** What an order breaks besides the shape of its fields. A clock may be a little off, never a day. */
export function faultsOfOrder(order: NewOrderInput, currency: string, now: Date): Fault[] {
  const faults: Fault[] = []
  const fault = (pointer: string, zh: string, en: string) => faults.push({ pointer, reason: { zh, en } })
  const { kind, amount, payments, items } = order
  if (amount.amount < 0 && !['refund', 'cancellation', 'adjustment'].includes(kind))
    fault(
      '/amount/amount',
      '金额不能为负;退款请用 refund。',
      'the amount cannot be negative: use kind refund to give money back.',
    )
  const happened = order.occurredAt ? Date.parse(order.occurredAt) : now.getTime()
  if (happened < Date.parse(EARLIEST) || happened > now.getTime() + DAY_MS)
    fault('/occurredAt', '时间应在1900年之后,且不能在将来。', 'a time after the year 1900 that is not in the future.')
  if (kind !== 'refund' && order.refundOf) fault('/refundOf', '只有退款才能指向原单。', 'only a refund refers to an order.')
  for (const [index, payment] of payments.entries())
    if (payment.amount.currency !== currency)
      fault(`/payments/${index}/amount/currency`, `币种应为 ${currency}。`, `the currency must be ${currency}.`)
  for (const [index, item] of items.entries())
    if (item.amount && item.amount.currency !== currency)
      fault(`/items/${index}/amount/currency`, `币种应为 ${currency}。`, `the currency must be ${currency}.`)
  const paid = payments.reduce((sum, payment) => sum + Math.abs(payment.amount.amount), 0)
  if (payments.length > 0 && paid !== Math.abs(amount.amount))
    fault('/payments', '各付款方式之和应等于订单金额。', 'the payments must add up to the amount.')
  return faults
}

/** A generated order number. */
export const orderNumberFrom = (counter: number): string => `O${String(counter).padStart(9, '0')}`
