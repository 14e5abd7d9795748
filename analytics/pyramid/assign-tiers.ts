import { InvalidInput, requireAllFinite, requireCount } from '../errors.ts'
import { selectRanks } from '../rfm/select.ts'
import type { TieBreak } from './code-point-order.ts'

/**
 * Gives the customers with the highest measure the first tier, and so on. Only the customers that tie at a border are sorted, so a
 * million customers cost a partial selection and one pass.
 *
 * @param measure revenue, profit or another figure; any order
 * @param cumulativeSizes ascending number of customers in the tiers so far; the last one is the number of customers
 * @param ties order among equal measures; without it the array's order decides
 * @returns tier index per customer, 0 the top
 * @throws InvalidInput for non-finite measures or sizes that do not end with the number of customers
 */
export function assignTiers(
  measure: Float64Array,
  cumulativeSizes: readonly number[],
  ties: TieBreak = (i, j) => i - j,
): Uint8Array {
  requireAllFinite('measure', measure)
  requireSizes(cumulativeSizes, measure.length)
  const customers = measure.length
  const tiers = new Uint8Array(customers)
  const borders = cumulativeSizes.slice(0, -1)
  if (customers === 0) return tiers
  const limits = limitsAt(measure, borders)
  for (let k = 0; k < borders.length; k++) {
    const limit = limits[k]!
    const size = borders[k]!
    if (size === customers) continue
    if (size === 0) {
      for (let i = 0; i < customers; i++) tiers[i]!++
      continue
    }
    let above = 0
    for (let i = 0; i < customers; i++) {
      if (measure[i]! > limit) above++
      else if (measure[i]! < limit) tiers[i]!++
    }
    pushTiesDown(measure, limit, size - above, ties, tiers)
  }
  return tiers
}

/** The size-th highest measure of each border. */
function limitsAt(measure: Float64Array, borders: readonly number[]): number[] {
  const ranks = borders.map((size) => Math.min(Math.max(measure.length - size, 0), measure.length - 1))
  const work = measure.slice()
  selectRanks(work, ranks.toReversed())
  return ranks.map((rank) => work[rank]!)
}

/** Of the customers exactly at the limit only the first `room` stay above the border. */
function pushTiesDown(measure: Float64Array, limit: number, room: number, ties: TieBreak, tiers: Uint8Array): void {
  const tied: number[] = []
  for (let i = 0; i < measure.length; i++) if (measure[i] === limit) tied.push(i)
  if (tied.length <= room) return
  tied.sort(ties)
  for (let t = room; t < tied.length; t++) tiers[tied[t]!]!++
}

function requireSizes(sizes: readonly number[], customers: number): void {
  sizes.forEach((size, k) => {
    requireCount('cumulativeSizes', size, k)
    if (k > 0 && size < sizes[k - 1]!) throw new InvalidInput('cumulativeSizes', 'must ascend', k)
  })
  if (sizes.at(-1) !== customers) throw new InvalidInput('cumulativeSizes', `must end with the number of customers, ${customers}`)
}
