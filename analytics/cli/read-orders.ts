import { compareCodePoints } from '../pyramid/code-point-order.ts'
import { UsageError } from './command.ts'
import { type CountedOrder, type CountedOrders, countedOrders } from './counted-orders.ts'
import type { Table } from './read-table.ts'

/** R, F and M per customer, customers in code-point order of their numbers. */
export interface OrderFigures {
  readonly customers: readonly string[]
  /** Days from the last counted order to the as-of day. */
  readonly recency: Float64Array
  /** Distinct invoices. */
  readonly frequency: Float64Array
  /** Sum of the amounts in the unit of the file. */
  readonly monetary: Float64Array
  /** Sum over all customers. */
  readonly revenue: number
  readonly notCounted: CountedOrders['notCounted'] & { readonly afterAsOf: number }
  readonly refusals: readonly string[]
}

/** Amounts are summed in whole steps of this many decimals, so that equal sums are equal. */
const DECIMALS = 4
const STEPS = 10 ** DECIMALS

/** A sum of amounts without the dust of binary fractions. */
export function plainMoney(amount: number): number {
  return Math.round(amount * STEPS) / STEPS
}

interface Sums {
  last: number
  orders: number
  steps: number
  readonly invoices: Set<string>
}

/** Figures of the counted orders up to and with the as-of day. */
export function readOrders(table: Table, asOf: number): OrderFigures {
  const { orders, notCounted, refusals } = countedOrders(table, { needsAmount: true })
  const upToDay = orders.filter(({ day }) => day <= asOf)
  if (upToDay.length === 0) throw new UsageError('nobody bought up to --as-of')
  const sums = new Map<string, Sums>()
  for (const order of upToDay) addOrder(sums, order)
  const customers = [...sums.keys()].sort(compareCodePoints)
  const column = (figure: (sum: Sums) => number) => Float64Array.from(customers, (customer) => figure(sums.get(customer)!))
  return {
    customers,
    recency: column((sum) => asOf - sum.last),
    frequency: column((sum) => sum.orders),
    monetary: column((sum) => sum.steps / STEPS),
    revenue: [...sums.values()].reduce((total, sum) => total + sum.steps, 0) / STEPS,
    notCounted: { ...notCounted, afterAsOf: orders.length - upToDay.length },
    refusals,
  }
}

function addOrder(sums: Map<string, Sums>, { customer, day, amount, invoice }: CountedOrder): void {
  let sum = sums.get(customer)
  if (!sum) {
    sum = { last: day, orders: 0, steps: 0, invoices: new Set() }
    sums.set(customer, sum)
  }
  sum.last = Math.max(sum.last, day)
  sum.steps += Math.round(amount * STEPS)
  if (invoice !== undefined && sum.invoices.has(invoice)) return
  if (invoice !== undefined) sum.invoices.add(invoice)
  sum.orders++
}
