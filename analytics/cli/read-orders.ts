import { compareCodePoints } from '../pyramid/code-point-order.ts'
import { dayNumber } from './command.ts'
import { findColumn, readNumber, requireColumn, type Table } from './read-table.ts'

/** R, F and M per customer, customers in code-point order of their numbers. */
export interface OrderFigures {
  readonly customers: readonly string[]
  /** Days from the last counted order to the as-of day. */
  readonly recency: Float64Array
  readonly frequency: Float64Array
  /** Sum of the amounts in the unit of the file. */
  readonly monetary: Float64Array
  /** Sum over all customers. */
  readonly revenue: number
  /** Rows that are orders but do not count, by reason. */
  readonly notCounted: { withoutCustomer: number; otherType: number; negativeAmount: number; afterAsOf: number }
  /** Rows that could not be read, as `row 17: …`. */
  readonly refusals: readonly string[]
}

const COUNTED_TYPES = new Set(['sale', 'consumption'])
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
}

/**
 * Counts orders by the product's rules: type sale or consumption (where the file has a type), with a customer, amount 0 or more, day
 * not after the as-of day (inclusive). Columns customer_no or customer_id; order_date, order_time or visit_date; amount or revenue.
 */
export function readOrders(table: Table, asOf: number): OrderFigures {
  const customerColumn = requireColumn(table, 'customer_no', 'customer_id')
  const dateColumn = requireColumn(table, 'order_date', 'order_time', 'visit_date')
  const amountColumn = requireColumn(table, 'amount', 'revenue')
  const typeColumn = findColumn(table, 'type')
  const sums = new Map<string, Sums>()
  const notCounted = { withoutCustomer: 0, otherType: 0, negativeAmount: 0, afterAsOf: 0 }
  const refusals: string[] = []
  table.rows.forEach((row, i) => {
    const customer = row[customerColumn]!
    const type = typeColumn === undefined ? 'sale' : row[typeColumn]!.trim().toLowerCase()
    if (customer.trim() === '') notCounted.withoutCustomer++
    else if (!COUNTED_TYPES.has(type)) notCounted.otherType++
    else {
      const day = dayNumber(row[dateColumn]!)
      const amount = readNumber(row[amountColumn]!)
      const name = (column: number, wish: string) =>
        `row ${i + 2}: ${table.columns[column]} must be ${wish}, got "${row[column]}"`
      if (day === undefined) refusals.push(name(dateColumn, 'a date like 2026-01-31'))
      else if (amount === undefined) refusals.push(name(amountColumn, 'a number'))
      else if (amount < 0) notCounted.negativeAmount++
      else if (day > asOf) notCounted.afterAsOf++
      else addOrder(sums, customer, day, amount)
    }
  })
  const customers = [...sums.keys()].sort(compareCodePoints)
  const column = (figure: (sum: Sums) => number) => Float64Array.from(customers, (customer) => figure(sums.get(customer)!))
  return {
    customers,
    recency: column((sum) => asOf - sum.last),
    frequency: column((sum) => sum.orders),
    monetary: column((sum) => sum.steps / STEPS),
    revenue: [...sums.values()].reduce((total, sum) => total + sum.steps, 0) / STEPS,
    notCounted,
    refusals,
  }
}

function addOrder(sums: Map<string, Sums>, customer: string, day: number, amount: number): void {
  const sum = sums.get(customer) ?? { last: day, orders: 0, steps: 0 }
  sum.last = Math.max(sum.last, day)
  sum.orders++
  sum.steps += Math.round(amount * STEPS)
  sums.set(customer, sum)
}
