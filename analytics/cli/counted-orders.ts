import { dayNumber } from './command.ts'
import { findColumn, readNumber, requireColumn, type Table, UnreadableTable } from './read-table.ts'

export interface CountedOrder {
  readonly customer: string
  /** Days since 1970-01-01. */
  readonly day: number
  /** In the unit of the file; 0 where the file has no amounts. */
  readonly amount: number
  /** Number of the invoice; undefined where the file has none, then every row is an order of its own. */
  readonly invoice: string | undefined
}

export interface CountedOrders {
  readonly orders: readonly CountedOrder[]
  readonly hasAmount: boolean
  /** Rows that are orders but do not count, by reason. */
  readonly notCounted: { readonly withoutCustomer: number; readonly otherType: number; readonly negativeAmount: number }
  /** Rows that could not be read, as `row 17: …`. */
  readonly refusals: readonly string[]
}

/** An empty type is a sale: the column then marks only what is none. */
const COUNTED_TYPES = new Set(['', 'sale', 'consumption'])
/** Larger sums would lose the last of four decimals. */
const LARGEST_AMOUNT = 1e11

/**
 * The product's counting rules, for every command that reads orders or visits: type sale or consumption (where the file has a type),
 * with a customer, amount 0 or more; with `cancellations` those and negative amounts count too. Columns customer_no or customer_id;
 * order_date, order_time or visit_date; where known amount or revenue, type and order_no.
 * @throws UnreadableTable when no row counts
 */
export function countedOrders(table: Table, { cancellations = false, needsAmount = false } = {}): CountedOrders {
  const customerColumn = requireColumn(table, 'customer_no', 'customer_id')
  const dateColumn = requireColumn(table, 'order_date', 'order_time', 'visit_date')
  const amountColumn = (needsAmount ? requireColumn : findColumn)(table, 'amount', 'revenue')
  const typeColumn = findColumn(table, 'type')
  const invoiceColumn = findColumn(table, 'order_no')
  const orders: CountedOrder[] = []
  const notCounted = { withoutCustomer: 0, otherType: 0, negativeAmount: 0 }
  const refusals: string[] = []
  table.rows.forEach((row, i) => {
    const customer = row[customerColumn]!.trim()
    const type = typeColumn === undefined ? 'sale' : row[typeColumn]!.trim().toLowerCase()
    const counts = COUNTED_TYPES.has(type) || (cancellations && type === 'cancellation')
    if (customer === '' || !counts) {
      notCounted[customer === '' ? 'withoutCustomer' : 'otherType']++
      return
    }
    const day = dayNumber(row[dateColumn]!)
    const amount = amountColumn === undefined ? 0 : readNumber(row[amountColumn]!)
    const refuse = (column: number, wish: string) =>
      refusals.push(`row ${i + 2}: ${table.columns[column]} must be ${wish}, got "${row[column]}"`)
    if (day === undefined) refuse(dateColumn, 'a date like 2026-01-31')
    else if (amount === undefined) refuse(amountColumn!, 'a number')
    else if (Math.abs(amount) > LARGEST_AMOUNT) refuse(amountColumn!, 'below 100 billion')
    else if (amount < 0 && !cancellations) notCounted.negativeAmount++
    else orders.push({ customer, day, amount, invoice: (invoiceColumn !== undefined && row[invoiceColumn]!.trim()) || undefined })
  })
  if (orders.length === 0) throw new UnreadableTable(...whyNothingCounts(table, notCounted, refusals))
  return { orders, hasAmount: amountColumn !== undefined, notCounted, refusals }
}

function whyNothingCounts(
  table: Table,
  { withoutCustomer, otherType, negativeAmount }: CountedOrders['notCounted'],
  refusals: readonly string[],
): [message: string, remedy: string] {
  const reasons = [
    withoutCustomer > 0 && `${withoutCustomer} without customer`,
    otherType > 0 && `${otherType} of another type`,
    negativeAmount > 0 && `${negativeAmount} with a negative amount`,
    refusals.length > 0 && `${refusals.length} unreadable, first ${refusals[0]}`,
  ]
  return [
    `${table.file}: none of the ${table.rows.length} rows counts as a purchase (${reasons.filter(Boolean).join('; ')})`,
    'a purchase needs a customer, a date like 2026-01-31, an amount of 0 or more and, where there is a type, "sale".',
  ]
}
