import { requireAllFinite, requireFinite, requireNonEmpty, requireProbability } from '../errors.ts'

/**
 * Type-7 quantiles (Hyndman & Fan 1996; the default of R and numpy): position h = (n − 1)p, linear between neighbours.
 * `values` in any order; not changed. Result has the unit of `values` and the order of `probabilities`.
 */
export function quantiles(values: ArrayLike<number>, probabilities: readonly number[]): number[] {
  requireNonEmpty('values', values)
  requireAllFinite('values', values)
  return quantilesOfSorted(Float64Array.from(values).sort(), probabilities)
}

/** The same for values already in ascending order (not checked): no copy, no sorting. */
export function quantilesOfSorted(sorted: Float64Array, probabilities: readonly number[]): number[] {
  requireNonEmpty('values', sorted)
  return probabilities.map((p, index) => {
    requireProbability('probabilities', p, index)
    const h = (sorted.length - 1) * p
    const below = Math.floor(h)
    const low = sorted[below]!
    requireFinite('values', low, below)
    requireFinite('values', sorted[Math.min(below + 1, sorted.length - 1)]!, below + 1)
    return low + (h - below) * (sorted[Math.min(below + 1, sorted.length - 1)]! - low)
  })
}

/** One type-7 quantile. */
export function quantile(values: ArrayLike<number>, p: number): number {
  return quantiles(values, [p])[0]!
}

/** The median, type 7: the mean of the middle two when the number of values is even. */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5)
}
