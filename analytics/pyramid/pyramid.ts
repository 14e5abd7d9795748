import { InvalidInput, requireNonEmpty, requireProbability } from '../errors.ts'
import { assignTiers } from './assign-tiers.ts'
import type { TieBreak } from './code-point-order.ts'
import { customersForShare, descending } from './concentration.ts'
import { cumulativeTierSizes, PYRAMID_1_4_15_80, type RankScheme } from './tier-sizes.ts'

export interface TierFigures {
  readonly customers: number
  /** Fraction of all customers. */
  readonly customerShare: number
  /** Sum of the measure. */
  readonly total: number
  /** Fraction of the sum over all customers; 0 where that sum is not positive. */
  readonly share: number
}

export interface Pyramid {
  /** Tier index per customer, 0 the top. */
  readonly tierOf: Uint8Array
  /** Figures per tier, from the top. */
  readonly tiers: TierFigures[]
}

/**
 * The customer pyramid by rank: ceil(p·n) cumulated customers by descending measure (TIER-02).
 *
 * @param measure revenue, profit … per customer in the chosen window
 * @param ties order among equal measures; the product uses `tiesByNumber`
 * @throws InvalidInput for an empty or non-finite measure or an impossible scheme
 */
export function rankPyramid(measure: Float64Array, scheme: RankScheme = PYRAMID_1_4_15_80, ties?: TieBreak): Pyramid {
  requireNonEmpty('measure', measure)
  const sizes = cumulativeTierSizes(measure.length, scheme)
  const tierOf = assignTiers(measure, sizes, ties)
  return { tierOf, tiers: tierFigures(measure, tierOf, sizes.length) }
}

/** Cut points of the classic ABC analysis as fractions of the total. */
export const ABC_80_95_100: readonly number[] = [0.8, 0.95, 1]

/**
 * ABC analysis by cumulated share (TIER-01): a class ends with the customer who brings the running total to its cut point, so A is the
 * smallest group of best customers that together reach 80 %. Customers without positive measure fall into the last class.
 *
 * @param cuts ascending fractions, the last one 1
 * @throws InvalidInput for an empty or non-finite measure or cuts that do not ascend to 1
 */
export function abcClasses(measure: Float64Array, cuts: readonly number[] = ABC_80_95_100, ties?: TieBreak): Pyramid {
  requireNonEmpty('measure', measure)
  requireCuts(cuts)
  const sorted = descending(measure)
  const sizes = cuts.slice(0, -1).map((cut) => customersForShare(sorted, cut))
  const tierOf = assignTiers(measure, [...sizes, measure.length], ties)
  return { tierOf, tiers: tierFigures(measure, tierOf, cuts.length) }
}

function requireCuts(cuts: readonly number[]): void {
  cuts.forEach((cut, k) => {
    requireProbability('cuts', cut, k)
    if (k > 0 && cut <= cuts[k - 1]!) throw new InvalidInput('cuts', 'must ascend', k)
  })
  if (cuts.at(-1) !== 1) throw new InvalidInput('cuts', 'must end with 1')
}

function tierFigures(measure: Float64Array, tierOf: Uint8Array, tierCount: number): TierFigures[] {
  const customers = new Array<number>(tierCount).fill(0)
  const totals = new Array<number>(tierCount).fill(0)
  for (let i = 0; i < measure.length; i++) {
    customers[tierOf[i]!]!++
    totals[tierOf[i]!]! += measure[i]!
  }
  const all = totals.reduce((sum, total) => sum + total, 0)
  return totals.map((total, k) => ({
    customers: customers[k]!,
    customerShare: customers[k]! / measure.length,
    total,
    share: all > 0 ? total / all : 0,
  }))
}
