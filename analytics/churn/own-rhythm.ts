import { InvalidInput, requireFinite, requirePositive } from '../errors.ts'
import { visitGaps } from '../rfm/visit-gaps.ts'
import { quantilesOfSorted } from '../stats/quantile.ts'

export interface RhythmOptions {
  /** Silence counts as churn warning above this multiple of the median gap; default 2. */
  readonly factor?: number
  /** Window in days for customers without a rhythm of their own (salon 60 or 90, dealer service 365); without it they stay unknown. */
  readonly fixedWindow?: number
  /** Gaps a customer needs for an own rhythm; default 2. */
  readonly leastGaps?: number
}

export interface RhythmVerdict {
  /** null where neither an own rhythm nor a fixed window can say. */
  readonly atRisk: boolean | null
  readonly basis: 'own-rhythm' | 'fixed-window' | 'none'
  /** Days since the last purchase. */
  readonly silence: number
  /** Days of silence that are still in order; 0 where the basis is `none`. */
  readonly limit: number
}

/**
 * Rule A of churn warning (CHURN-02): no purchase for longer than factor × the customer's own median gap; a customer who comes every
 * 30 days is flagged on day 61.
 *
 * @param days purchase days, ascending day numbers, at least one
 * @param asOf day number, not before the last purchase
 * @throws InvalidInput for an empty or unsorted history or an `asOf` before its end
 */
export function ownRhythm(days: ArrayLike<number>, asOf: number, options: RhythmOptions = {}): RhythmVerdict {
  const { factor = 2, fixedWindow, leastGaps = 2 } = options
  requireFinite('asOf', asOf)
  requirePositive('factor', factor)
  if (fixedWindow !== undefined) requirePositive('fixedWindow', fixedWindow)
  if (days.length === 0) throw new InvalidInput('days', 'must not be empty')
  const gaps = visitGaps(days).sort()
  const silence = asOf - days[days.length - 1]!
  if (silence < 0) throw new InvalidInput('asOf', 'must not lie before the last purchase')
  if (gaps.length >= Math.max(leastGaps, 1)) {
    const limit = factor * quantilesOfSorted(gaps, [0.5])[0]!
    return { atRisk: silence > limit, basis: 'own-rhythm', silence, limit }
  }
  if (fixedWindow !== undefined) return { atRisk: silence > fixedWindow, basis: 'fixed-window', silence, limit: fixedWindow }
  return { atRisk: null, basis: 'none', silence, limit: 0 }
}
