import { InvalidInput, requireAllFinite, requireNonEmpty, requireNonNegative, requireSameLength } from '../errors.ts'
import { quantileCuts } from '../rfm/cuts.ts'

export type StabilityVerdict = 'stable' | 'watch' | 'act'

export interface Stability {
  /** Σ (actual − expected)·ln(actual ÷ expected) over the shares of the bins. */
  readonly psi: number
  readonly verdict: StabilityVerdict
  readonly parts: readonly { readonly expected: number; readonly actual: number; readonly psi: number }[]
}

/**
 * Population stability index between the people a card was made from and those of today (CRED-06). Practice limits: below 0.10
 * stable, to 0.25 watch, above act; with n rows against m pure chance gives about (bins − 1)(1/n + 1/m), so small samples alarm
 * falsely. An empty cell is counted as half a person.
 *
 * @param expected, actual counts per bin
 * @throws InvalidInput for unequal or negative counts or an empty side
 */
export function populationStability(expected: ArrayLike<number>, actual: ArrayLike<number>): Stability {
  requireNonEmpty('expected', expected)
  requireSameLength('actual', actual, 'expected', expected.length)
  const before = shares('expected', expected)
  const today = shares('actual', actual)
  const parts = before.map((share, k) => ({
    expected: share,
    actual: today[k]!,
    psi: (today[k]! - share) * Math.log(today[k]! / share),
  }))
  const psi = parts.reduce((sum, part) => sum + part.psi, 0)
  return { psi, verdict: psi < 0.1 ? 'stable' : psi <= 0.25 ? 'watch' : 'act', parts }
}

/** The same from two sets of scores, binned at the tenths of the first one. */
export function scoreStability(expected: Float64Array, actual: Float64Array, bins = 10): Stability {
  requireAllFinite('actual', actual)
  const cuts = Array.from(new Set(quantileCuts(expected, bins)))
  return populationStability(histogram(expected, cuts), histogram(actual, cuts))
}

function shares(argument: string, counts: ArrayLike<number>): number[] {
  let total = 0
  for (let k = 0; k < counts.length; k++) {
    requireNonNegative(argument, counts[k]!, k)
    total += counts[k]!
  }
  if (total === 0) throw new InvalidInput(argument, 'needs at least one person')
  return Array.from(counts, (count) => (count === 0 ? 0.5 : count) / total)
}

function histogram(scores: Float64Array, cuts: readonly number[]): Float64Array {
  const counts = new Float64Array(cuts.length + 1)
  for (let i = 0; i < scores.length; i++) {
    let k = 0
    while (k < cuts.length && scores[i]! > cuts[k]!) k++
    counts[k]!++
  }
  return counts
}
