import { InvalidInput, requireCount, requireFinite, requireNonEmpty, requireSameLength } from '../errors.ts'

/** Purchases ordered by customer and then by period; a period is a whole number (for months: year × 12 + month − 1). */
export type PeriodEvents = { readonly customer: ArrayLike<number>; readonly period: ArrayLike<number> }

export type Cohort = {
  /** Period of the first purchase. */
  readonly period: number
  /** counts[k] = customers of the cohort who bought in period + k; counts[0] is the cohort's size. */
  readonly counts: readonly number[]
  /** counts[k] / counts[0]. */
  readonly retention: readonly number[]
  /** Share who bought in any later period: the repurchase rate (回头率). */
  readonly returned: number
}

/**
 * Cohort table: customers by the period of their first purchase, and how many of them bought in each period since, up to
 * `lastPeriod`. A customer counts once a period. Rows are triangular; periods in which nobody began are left out.
 * @throws InvalidInput for events out of order
 */
export function cohortTable({ customer, period }: PeriodEvents, lastPeriod: number): Cohort[] {
  requireNonEmpty('customer', customer)
  requireSameLength('period', period, 'customer', customer.length)
  requireCount('lastPeriod', lastPeriod, undefined, -1e9)
  const rows = new Map<number, { counts: number[]; returned: number }>()
  let first = 0
  let last = 0
  for (let i = 0; i < customer.length; i++) {
    requireFinite('customer', customer[i]!, i)
    requireCount('period', period[i]!, i, -1e9)
    const begins = i === 0 || customer[i] !== customer[i - 1]
    if (i > 0 && customer[i]! < customer[i - 1]!) throw new InvalidInput('customer', 'must not decrease: order by customer', i)
    if (!begins && period[i]! < period[i - 1]!) throw new InvalidInput('period', 'must not decrease within a customer', i)
    if (period[i]! > lastPeriod || (!begins && period[i] === last)) continue
    if (begins) first = period[i]!
    let row = rows.get(first)
    if (!row) {
      row = { counts: new Array<number>(lastPeriod - first + 1).fill(0), returned: 0 }
      rows.set(first, row)
    }
    if (!begins && last === first) row.returned++
    row.counts[period[i]! - first]! += 1
    last = period[i]!
  }
  return [...rows]
    .sort(([a], [b]) => a - b)
    .map(([start, { counts, returned }]) => ({
      period: start,
      counts,
      retention: counts.map((count) => count / counts[0]!),
      returned: returned / counts[0]!,
    }))
}
