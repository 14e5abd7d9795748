import { InvalidInput, requireCount, requireFinite, requireNonEmpty, requirePositive, requireSameLength } from '../errors.ts'

/** Purchases of many customers, ordered by customer and then by day; one entry for each receipt. */
export type PurchaseEvents = {
  /** Which customer: whole numbers, not decreasing. */
  readonly customer: ArrayLike<number>
  /** Calendar day as a whole number (days since any fixed day), not decreasing within a customer. */
  readonly day: ArrayLike<number>
  /** Money of the receipt; without it no mean spend is made. */
  readonly amount?: ArrayLike<number>
}

/** One entry for each customer; the sufficient statistics of every customer-base model here. */
export type PurchaseHistories = {
  /** Repeat purchase occasions: occasions without the first. */
  readonly x: Float64Array
  /** Time from the first occasion to the last, in time units; 0 when x = 0. */
  readonly tx: Float64Array
  /** Time from the first occasion to the end of observation, in time units. */
  readonly T: Float64Array
}

export type PurchaseSummary = PurchaseHistories & {
  /** The customer number given in the events. */
  readonly customer: Float64Array
  /** Mean money of the repeat occasions; 0 when x = 0 or no amounts were given. */
  readonly meanSpend: Float64Array
}

/**
 * Purchase-history summary (Fader, Hardie & Lee 2005). A purchase occasion is customer × calendar day, its money the day's sum;
 * x leaves out the first occasion; t_x and T count from the first day, in `daysPerUnit` (default 7: weeks). Events after
 * `endDay` are ignored, customers whose first day is later are left out.
 * @throws InvalidInput for events out of order or values that are not numbers
 */
export function summarise(events: PurchaseEvents, endDay: number, daysPerUnit = 7): PurchaseSummary {
  checkEvents(events)
  requireCount('endDay', endDay, undefined, -1e9)
  requirePositive('daysPerUnit', daysPerUnit)
  const { customer, day, amount } = events
  let customers = 0
  for (let i = 0; i < customer.length; i++) if (isFirst(customer, i) && day[i]! <= endDay) customers++
  const summary = {
    customer: new Float64Array(customers),
    x: new Float64Array(customers),
    tx: new Float64Array(customers),
    T: new Float64Array(customers),
    meanSpend: new Float64Array(customers),
  }
  let row = -1
  let firstDay = 0
  let lastDay = 0
  for (let i = 0; i < customer.length; i++) {
    if (day[i]! > endDay) continue
    if (isFirst(customer, i)) {
      row++
      firstDay = lastDay = day[i]!
      summary.customer[row] = customer[i]!
      summary.T[row] = (endDay - firstDay) / daysPerUnit
    } else if (day[i]! > lastDay) {
      lastDay = day[i]!
      summary.x[row]! += 1
      summary.tx[row] = (lastDay - firstDay) / daysPerUnit
    }
    if (amount && lastDay > firstDay) summary.meanSpend[row]! += amount[i]!
  }
  for (let i = 0; i < customers; i++) if (summary.x[i]! > 0) summary.meanSpend[i]! /= summary.x[i]!
  return summary
}

function isFirst(customer: ArrayLike<number>, i: number): boolean {
  return i === 0 || customer[i] !== customer[i - 1]
}

function checkEvents({ customer, day, amount }: PurchaseEvents): void {
  requireNonEmpty('customer', customer)
  requireSameLength('day', day, 'customer', customer.length)
  if (amount) requireSameLength('amount', amount, 'customer', customer.length)
  for (let i = 0; i < customer.length; i++) {
    requireFinite('customer', customer[i]!, i)
    requireCount('day', day[i]!, i, -1e9)
    if (amount) requireFinite('amount', amount[i]!, i)
    if (i === 0) continue
    if (customer[i]! < customer[i - 1]!) throw new InvalidInput('customer', 'must not decrease: order the events by customer', i)
    if (customer[i] === customer[i - 1] && day[i]! < day[i - 1]!)
      throw new InvalidInput('day', 'must not decrease within a customer: order the events by day', i)
  }
}

/**
 * The histories of the summarised customers, in the same order, up to a later `endDay`: with the calibration summary they show what
 * happened in the hold-out, namely `x` less the calibration's `x` occasions.
 */
export function continueHistories(
  events: PurchaseEvents,
  { customer }: Pick<PurchaseSummary, 'customer'>,
  endDay: number,
  daysPerUnit = 7,
): PurchaseHistories {
  const all = summarise(events, endDay, daysPerUnit)
  const rows = new Uint32Array(customer.length)
  let row = 0
  for (let i = 0; i < customer.length; i++) {
    while (row < all.customer.length && all.customer[row]! < customer[i]!) row++
    if (all.customer[row] !== customer[i]) throw new InvalidInput('customer', `${customer[i]} has no events up to the end day`, i)
    rows[i] = row
  }
  const pick = (values: Float64Array) => Float64Array.from(rows, (from) => values[from]!)
  return { x: pick(all.x), tx: pick(all.tx), T: pick(all.T) }
}
