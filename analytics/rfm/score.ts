import { requireAllFinite, requireNonEmpty } from '../errors.ts'
import { requireAscendingCuts, requireParts } from './cuts.ts'
import { selectRanks } from './select.ts'

/**
 * How a value becomes a score:
 * - `above`: 1 + number of cuts strictly below the value; equal values get equal scores, so groups differ in size (our rule);
 * - `cutPlusOne`: 1 + number of cuts with value ≥ cut + 1, the rule of the R package rfm; the same on whole numbers with whole cuts;
 * - `rank`: equal group sizes by rank, ties by position, larger groups first (ntile); equal values may get different scores.
 */
export type CutRule = 'above' | 'cutPlusOne' | 'rank'

/** Which end earns the highest score; recency scores with `low` (few days of silence are good). */
export type GoodEnd = 'high' | 'low'

/**
 * Scores values by given cuts: fixed ones of the shop, or those of `quantileCuts`.
 *
 * @param cuts ascending, in the unit of `values`; k cuts give scores 1…k+1
 * @param goodEnd `low` reverses: score = k + 1 − number of cuts passed
 * @returns one score per value
 * @throws InvalidInput for non-finite values or cuts that do not ascend
 */
export function scoreByCuts(
  values: Float64Array,
  cuts: ArrayLike<number>,
  goodEnd: GoodEnd = 'high',
  rule: 'above' | 'cutPlusOne' = 'above',
): Uint8Array {
  requireAllFinite('values', values)
  requireAscendingCuts('cuts', cuts)
  const scores = new Uint8Array(values.length)
  const steps = Float64Array.from(cuts)
  const count = steps.length
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    let passed = 0
    if (rule === 'above') while (passed < count && value > steps[passed]!) passed++
    else while (passed < count && value >= steps[passed]! + 1) passed++
    scores[i] = goodEnd === 'high' ? passed + 1 : count + 1 - passed
  }
  return scores
}

/**
 * Scores by rank into groups whose sizes differ by at most one, the larger groups first (ntile of SQL and dplyr):
 * group k holds ⌊n/parts⌋ values, plus one for k ≤ n mod parts. Ties fall by position in the array.
 *
 * @returns scores 1…parts; fewer groups than parts when n < parts
 * @throws InvalidInput for an empty or non-finite array
 */
export function scoreByRank(values: Float64Array, parts = 5, goodEnd: GoodEnd = 'high'): Uint8Array {
  requireNonEmpty('values', values)
  requireAllFinite('values', values)
  requireParts(parts)
  const sign = goodEnd === 'high' ? 1 : -1
  const work = values.map((value) => sign * value)
  const starts = groupStarts(values.length, parts)
  const sorted = work.slice()
  selectRanks(sorted, starts)
  const first = starts.map((start) => sorted[start]!)
  // Of the values equal to the first one of a group, so many still belong to the groups before it.
  const before = first.map((value, k) => starts[k]! - countBelow(work, value))
  const seen = new Float64Array(starts.length)
  const scores = new Uint8Array(values.length)
  for (let i = 0; i < work.length; i++) {
    const value = work[i]!
    let score = 1
    for (let k = 0; k < starts.length; k++) {
      if (value > first[k]!) score++
      else if (value === first[k]! && seen[k]!++ >= before[k]!) score++
    }
    scores[i] = score
  }
  return scores
}

/** First 0-based rank of the groups 2…parts. */
function groupStarts(size: number, parts: number): number[] {
  const small = Math.floor(size / parts)
  const larger = size % parts
  const starts: number[] = []
  for (let k = 1; k < parts; k++) {
    const start = k * small + Math.min(k, larger)
    if (start < size) starts.push(start)
  }
  return starts
}

function countBelow(values: Float64Array, limit: number): number {
  let count = 0
  for (let i = 0; i < values.length; i++) if (values[i]! < limit) count++
  return count
}
