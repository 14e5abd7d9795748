import { truthRows } from './truth-files.ts'

export interface PurchaseFigures {
  readonly customers: string[]
  readonly recency: Float64Array
  readonly frequency: Float64Array
  readonly monetary: Float64Array
}

/** R, F, M per customer from an order file by the counting rules; written apart from the command line's reader on purpose. */
export function purchaseFigures(file: string, asOf: string): PurchaseFigures {
  const byCustomer = new Map<string, { last: number; orders: number; cents: number }>()
  const until = dayNumber(asOf)
  for (const row of truthRows(file)) {
    const customer = row.customer_no ?? row.customer_id ?? ''
    const day = dayNumber((row.order_date ?? row.order_time ?? '').slice(0, 10))
    const amount = Number(row.amount ?? row.revenue)
    if (customer === '' || amount < 0 || day > until || (row.type ?? 'sale') !== 'sale') continue
    const figures = byCustomer.get(customer) ?? { last: day, orders: 0, cents: 0 }
    figures.last = Math.max(figures.last, day)
    figures.orders++
    // Thousandths: one file has amounts with three decimals.
    figures.cents += Math.round(amount * 1000)
    byCustomer.set(customer, figures)
  }
  const customers = [...byCustomer.keys()].sort()
  const of = (pick: (figures: { last: number; orders: number; cents: number }) => number) =>
    Float64Array.from(customers, (customer) => pick(byCustomer.get(customer)!))
  return {
    customers,
    recency: of((figures) => until - figures.last),
    frequency: of((figures) => figures.orders),
    monetary: of((figures) => figures.cents / 1000),
  }
}

function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000
}
