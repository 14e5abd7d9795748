import { InvalidInput, requireAllFinite, requireCount, requireNonNegative, requireSameLength } from '../errors.ts'

export interface ServiceTimeRow {
  readonly customers: number
  readonly customerShare: number
  readonly revenueShare: number
  readonly timeShare: number
  /** Revenue share ÷ time share: below 1 the tier takes more time than it gives; null without time. */
  readonly revenuePerTime: number | null
}

/**
 * The "waste of sales time" table (TIER-05): per tier the share of revenue, of customers and of the time spent on them, all fractions.
 * The source's example: A 70/10/10, B 20/20/25, C 10/70/65 per cent of revenue/customers/time.
 *
 * @param tierOf tier index per customer; @param revenue money per customer; @param time minutes per customer, 0 or more
 * @returns one row a tier; a column whose total is not positive has shares of 0
 * @throws InvalidInput for unequal arrays, a tier outside 0…tiers − 1 or negative time
 */
export function serviceTimeTable(tierOf: Uint8Array, revenue: Float64Array, time: Float64Array, tiers = 4): ServiceTimeRow[] {
  requireSameLength('revenue', revenue, 'tierOf', tierOf.length)
  requireSameLength('time', time, 'tierOf', tierOf.length)
  requireCount('tiers', tiers, undefined, 1)
  requireAllFinite('revenue', revenue)
  const sums = Array.from({ length: tiers }, () => ({ customers: 0, revenue: 0, time: 0 }))
  for (let i = 0; i < tierOf.length; i++) {
    requireNonNegative('time', time[i]!, i)
    const row = sums[tierOf[i]!]
    if (!row) throw new InvalidInput('tierOf', `must lie between 0 and ${tiers - 1}`, i)
    row.customers++
    row.revenue += revenue[i]!
    row.time += time[i]!
  }
  const allRevenue = sums.reduce((sum, row) => sum + row.revenue, 0)
  const allTime = sums.reduce((sum, row) => sum + row.time, 0)
  return sums.map((row) => {
    const revenueShare = fraction(row.revenue, allRevenue)
    const timeShare = fraction(row.time, allTime)
    return {
      customers: row.customers,
      customerShare: fraction(row.customers, tierOf.length),
      revenueShare,
      timeShare,
      revenuePerTime: timeShare > 0 ? revenueShare / timeShare : null,
    }
  })
}

/** How many times a typical customer of one tier is worth one of another (TIER-06): median ÷ median, A against D by default. */
export function tierValueRatio(tierOf: Uint8Array, measure: Float64Array, top = 0, bottom = 3): number | null {
  requireSameLength('measure', measure, 'tierOf', tierOf.length)
  requireAllFinite('measure', measure)
  requireCount('top', top)
  requireCount('bottom', bottom)
  const high = medianOfTier(tierOf, measure, top)
  const low = medianOfTier(tierOf, measure, bottom)
  return high === null || low === null || low <= 0 ? null : high / low
}

function medianOfTier(tierOf: Uint8Array, measure: Float64Array, tier: number): number | null {
  const values = measure.filter((_, i) => tierOf[i] === tier).sort()
  if (values.length === 0) return null
  const middle = values.length >> 1
  return values.length % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2
}

function fraction(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0
}
