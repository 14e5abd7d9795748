import { requireProbability } from '../errors.ts'

/**
 * Holm's step-down adjustment of p-values for several comparisons (Holm 1979): the i-th smallest of m becomes the running maximum of
 * (m − i + 1)·p, at most 1. Reject where the result is ≤ alpha.
 */
export function holm(pValues: readonly number[]): number[] {
  pValues.forEach((p, i) => {
    requireProbability('pValues', p, i)
  })
  const order = pValues.map((_, i) => i).sort((a, b) => pValues[a]! - pValues[b]!)
  const adjusted = new Array<number>(pValues.length)
  let running = 0
  order.forEach((index, rank) => {
    running = Math.max(running, Math.min(1, (pValues.length - rank) * pValues[index]!))
    adjusted[index] = running
  })
  return adjusted
}
