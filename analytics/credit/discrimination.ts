import { InvalidInput, requireAllFinite, requireNonEmpty, requireSameLength, TooLittleData } from '../errors.ts'

export interface Discrimination {
  /** Probability that a positive scores above a negative, ties counted half. */
  readonly auc: number
  /** Largest distance between the two cumulated score distributions. */
  readonly ks: number
  /** 2·AUC − 1, the accuracy ratio of credit scoring. */
  readonly gini: number
  readonly positives: number
  readonly negatives: number
}

/**
 * How well a score separates positives from negatives.
 * AUC by mid-ranks (Mann & Whitney 1947): (R₊ − n₊(n₊ + 1)/2) ÷ (n₊·n₋). KS is read only where a group of equal scores ends: inside
 * such a group the order of the rows would decide.
 *
 * @param scores higher means more likely positive; any scale
 * @param target 1 positive, 0 negative
 * @throws InvalidInput for unequal or non-finite arrays; TooLittleData when one class is missing
 */
export function discrimination(scores: Float64Array, target: Uint8Array): Discrimination {
  requireNonEmpty('scores', scores)
  requireSameLength('target', target, 'scores', scores.length)
  requireAllFinite('scores', scores)
  const positives = countPositives(target)
  const negatives = scores.length - positives
  if (positives === 0 || negatives === 0) throw new TooLittleData('only one class in the target', 'positives and negatives')
  const order = Uint32Array.from(scores, (_, i) => i).sort((a, b) => scores[a]! - scores[b]!)
  let rankSum = 0
  let positivesBelow = 0
  let ks = 0
  for (let start = 0; start < order.length; ) {
    let end = start
    let inGroup = 0
    const score = scores[order[start]!]!
    while (end < order.length && scores[order[end]!] === score) inGroup += target[order[end++]!]!
    rankSum += (inGroup * (start + 1 + end)) / 2
    positivesBelow += inGroup
    ks = Math.max(ks, Math.abs(positivesBelow / positives - (end - positivesBelow) / negatives))
    start = end
  }
  const auc = (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives)
  return { auc, ks, gini: 2 * auc - 1, positives, negatives }
}

/** Number of positives; throws unless every entry is 0 or 1. */
export function countPositives(target: Uint8Array): number {
  let positives = 0
  for (let i = 0; i < target.length; i++) {
    if (target[i]! > 1) throw new InvalidInput('target', 'must be 0 or 1', i)
    positives += target[i]!
  }
  return positives
}
