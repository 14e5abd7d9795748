import type { PurchaseEvents } from '../clv/index.ts'
import { dayNumber } from './command.ts'
import { columnTexts, findColumn, readNumber, readTable, requireColumn, UnreadableTable } from './read-table.ts'

export type PurchaseFile = {
  /** Ordered by customer and day; `customer` is the index into `customers`. */
  readonly events: PurchaseEvents
  /** Customer numbers in order. */
  readonly customers: readonly string[]
  readonly hasAmount: boolean
  /** Rows left out, by reason. */
  readonly skipped: { readonly withoutCustomer: number; readonly notSales: number; readonly negative: number }
}

export type ReadOptions = {
  /** Counts cancellations as purchases too (column `type`); by default only sales count. */
  readonly includeCancellations?: boolean
}

/**
 * Reads a file of orders or visits: customer_no, order_date, visit_date or order_time, and where present amount and type. Rows without a
 * customer, cancellations and adjustments, and negative amounts are left out and counted.
 * @throws UnreadableTable naming line, column and remedy for a date or amount that cannot be read
 */
export async function readPurchases(file: string, options: ReadOptions = {}): Promise<PurchaseFile> {
  const table = await readTable(file)
  const numbers = columnTexts(table, requireColumn(table, 'customer_no', 'customer_id', 'customer'))
  const dateColumn = requireColumn(table, 'order_date', 'visit_date', 'order_time', 'date')
  const amountColumn = findColumn(table, 'amount', 'revenue')
  const typeColumn = findColumn(table, 'type')
  const skipped = { withoutCustomer: 0, notSales: 0, negative: 0 }
  const kept: { number: string; day: number; amount: number }[] = []
  table.rows.forEach((row, i) => {
    const number = numbers[i]!.trim()
    if (number === '') {
      skipped.withoutCustomer++
      return
    }
    const type = typeColumn === undefined ? 'sale' : row[typeColumn]!.trim().toLowerCase()
    const counts = type === '' || type === 'sale' || (options.includeCancellations && type === 'cancellation')
    if (!counts) {
      skipped.notSales++
      return
    }
    const day = dayNumber(row[dateColumn]!)
    if (day === undefined) throw unreadable(file, i, table.columns[dateColumn]!, row[dateColumn]!, 'write dates as 2026-01-31')
    const text = amountColumn === undefined ? '0' : row[amountColumn]!
    const amount = readNumber(text)
    if (amount === undefined) throw unreadable(file, i, table.columns[amountColumn!]!, text, 'write amounts as 1234.50')
    if (amount < 0 && !options.includeCancellations) {
      skipped.negative++
      return
    }
    kept.push({ number, day, amount })
  })
  if (kept.length === 0) throw new UnreadableTable(`${file}: no row has a customer and a sale`)
  const customers = [...new Set(kept.map((row) => row.number))].sort(byNumber)
  const index = new Map(customers.map((number, i) => [number, i]))
  const rows = kept
    .map((row) => ({ ...row, customer: index.get(row.number)! }))
    .sort((a, b) => a.customer - b.customer || a.day - b.day)
  const events = {
    customer: Float64Array.from(rows, (row) => row.customer),
    day: Float64Array.from(rows, (row) => row.day),
    amount: Float64Array.from(rows, (row) => row.amount),
  }
  return { events, customers, hasAmount: amountColumn !== undefined, skipped }
}

/** Numbers by size, other customer numbers by code point. */
function byNumber(a: string, b: string): number {
  const difference = Number(a) - Number(b)
  if (Number.isFinite(difference) && difference !== 0) return difference
  return a < b ? -1 : a > b ? 1 : 0
}

function unreadable(file: string, row: number, column: string, text: string, remedy: string): UnreadableTable {
  return new UnreadableTable(`${file}, line ${row + 2}, column ${column}: "${text}" cannot be read; ${remedy}`)
}
