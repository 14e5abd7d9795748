import { InvalidInput } from '../errors.ts'
import { quantilesOfSorted } from '../stats/quantile.ts'
import { visitGaps } from './visit-gaps.ts'

export interface ExpectedVisit {
  /** Day number: last visit + median gap. */
  readonly expected: number
  /** Last visit + lower and upper quantile of the own gaps. */
  readonly earliest: number
  readonly latest: number
  /** Number of gaps this rests on. */
  readonly gaps: number
}

/**
 * When the customer should come next by the own rhythm: last visit + median gap, with the interval that the middle `coverage`
 * of the own gaps spans (type-7 quantiles; it widens only with the own history, it is no forecast interval of a model).
 *
 * @param days visit days, ascending day numbers
 * @param coverage share of own gaps inside the interval, default 0.8
 * @returns null for a customer with fewer than two distinct days: no rhythm yet
 */
export function expectedNextVisit(days: ArrayLike<number>, coverage = 0.8): ExpectedVisit | null {
  if (!(coverage > 0 && coverage < 1)) throw new InvalidInput('coverage', `must lie between 0 and 1, got ${coverage}`)
  const gaps = visitGaps(days).sort()
  if (gaps.length === 0) return null
  const last = days[days.length - 1]!
  const tail = (1 - coverage) / 2
  const [shortest, middle, longest] = quantilesOfSorted(gaps, [tail, 0.5, 1 - tail])
  return { expected: last + middle!, earliest: last + shortest!, latest: last + longest!, gaps: gaps.length }
}
