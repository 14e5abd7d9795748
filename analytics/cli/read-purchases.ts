import type { PurchaseEvents } from '../clv/index.ts'
import { compareCodePoints } from '../pyramid/code-point-order.ts'
import { type CountedOrders, countedOrders } from './counted-orders.ts'
import { readTable } from './read-table.ts'

export type PurchaseFile = {
  /** Ordered by customer and day; `customer` is the index into `customers`. */
  readonly events: PurchaseEvents
  /** Customer numbers in order. */
  readonly customers: readonly string[]
  readonly hasAmount: boolean
  readonly notCounted: CountedOrders['notCounted']
  readonly refusals: readonly string[]
}

export type ReadOptions = {
  /** Counts cancellations as purchases too (column `type`); by default only sales count. */
  readonly includeCancellations?: boolean
}

/** The counted orders or visits of a file as one sorted list of events. */
export async function readPurchases(file: string, options: ReadOptions = {}): Promise<PurchaseFile> {
  const { orders, hasAmount, notCounted, refusals } = countedOrders(await readTable(file), {
    cancellations: options.includeCancellations ?? false,
  })
  const customers = [...new Set(orders.map(({ customer }) => customer))].sort(compareCodePoints)
  const index = new Map(customers.map((number, i) => [number, i]))
  const rows = orders
    .map(({ customer, day, amount }) => ({ customer: index.get(customer)!, day, amount }))
    // By amount too, so that sums do not depend on the order of the file.
    .sort((a, b) => a.customer - b.customer || a.day - b.day || a.amount - b.amount)
  const events = {
    customer: Float64Array.from(rows, (row) => row.customer),
    day: Float64Array.from(rows, (row) => row.day),
    amount: Float64Array.from(rows, (row) => row.amount),
  }
  return { events, customers, hasAmount, notCounted, refusals }
}
