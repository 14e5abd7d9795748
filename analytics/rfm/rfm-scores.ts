import { requireNonEmpty, requireSameLength } from '../errors.ts'
import { quantileCuts } from './cuts.ts'
import { type CutRule, type GoodEnd, scoreByCuts, scoreByRank } from './score.ts'

/** One entry per customer, the same customer at the same index in all three. */
export interface RfmInput {
  /** Days since the last counted order, 0 or more. */
  readonly recency: Float64Array
  /** Number of counted orders. */
  readonly frequency: Float64Array
  /** Money of the counted orders, any unit. */
  readonly monetary: Float64Array
}

export interface RfmOptions {
  /** Number of scores per axis, default 5. */
  readonly parts?: number
  /** Default `above`; see `CutRule`. */
  readonly rule?: CutRule
  /** The shop's own cuts instead of quantiles, per axis; they win over `parts` and the rule `rank`. */
  readonly fixedCuts?: { readonly R?: readonly number[]; readonly F?: readonly number[]; readonly M?: readonly number[] }
}

export interface RfmScores {
  /** Ascending cuts in the unit of the axis (recency in days, not reversed). Empty where the axis was scored by rank. */
  readonly cuts: { readonly R: number[]; readonly F: number[]; readonly M: number[] }
  /** Customers per score; `counts.R[0]` belongs to score 1, the worst. */
  readonly counts: { readonly R: number[]; readonly F: number[]; readonly M: number[] }
  /** One score per customer, 1 the worst. */
  readonly scores: { readonly R: Uint8Array; readonly F: Uint8Array; readonly M: Uint8Array }
}

/**
 * RFM scores by quantiles: each axis is cut at its type-7 quantiles and scored 1…parts, recency reversed.
 * Source: Hughes, Strategic Database Marketing (1994), for the idea; the cut rule is ours and stated in `CutRule`.
 *
 * @throws InvalidInput for empty, unequal or non-finite arrays
 */
export function rfmScores(input: RfmInput, options: RfmOptions = {}): RfmScores {
  const { recency, frequency, monetary } = input
  requireNonEmpty('recency', recency)
  requireSameLength('frequency', frequency, 'recency', recency.length)
  requireSameLength('monetary', monetary, 'recency', recency.length)
  const R = scoreAxis(recency, 'low', options, options.fixedCuts?.R)
  const F = scoreAxis(frequency, 'high', options, options.fixedCuts?.F)
  const M = scoreAxis(monetary, 'high', options, options.fixedCuts?.M)
  return {
    cuts: { R: R.cuts, F: F.cuts, M: M.cuts },
    counts: { R: R.counts, F: F.counts, M: M.counts },
    scores: { R: R.scores, F: F.scores, M: M.scores },
  }
}

function scoreAxis(values: Float64Array, goodEnd: GoodEnd, options: RfmOptions, fixed: readonly number[] | undefined) {
  const { parts = 5, rule = 'above' } = options
  if (rule === 'rank' && !fixed) {
    const scores = scoreByRank(values, parts, goodEnd)
    return { cuts: [] as number[], counts: countScores(scores, parts), scores }
  }
  const cuts = fixed ? [...fixed] : Array.from(quantileCuts(values, parts))
  const scores = scoreByCuts(values, cuts, goodEnd, rule === 'cutPlusOne' ? 'cutPlusOne' : 'above')
  return { cuts, counts: countScores(scores, cuts.length + 1), scores }
}

function countScores(scores: Uint8Array, parts: number): number[] {
  const counts = new Array<number>(parts).fill(0)
  for (let i = 0; i < scores.length; i++) counts[scores[i]! - 1]!++
  return counts
}
