import { InvalidInput, requireFinite, requirePositive } from '../errors.ts'

/** `base` points at odds of good to bad of `odds` : 1; `pointsToDouble` more points double the odds. */
export interface Scale {
  readonly base: number
  readonly odds: number
  readonly pointsToDouble: number
}

export const SCALE_600_50_20: Scale = { base: 600, odds: 50, pointsToDouble: 20 }

/** factor = pointsToDouble/ln 2 and offset = base − factor·ln(odds), so that score = offset + factor·ln(odds good:bad). */
export function scaling(scale: Scale = SCALE_600_50_20): { factor: number; offset: number } {
  requireFinite('scale.base', scale.base)
  requirePositive('scale.odds', scale.odds)
  requirePositive('scale.pointsToDouble', scale.pointsToDouble)
  const factor = scale.pointsToDouble / Math.LN2
  return { factor, offset: scale.base - factor * Math.log(scale.odds) }
}

/** Score of a probability of going bad, strictly between 0 and 1. */
export function scoreOfProbability(bad: number, scale: Scale = SCALE_600_50_20): number {
  if (!(bad > 0 && bad < 1)) throw new InvalidInput('bad', `must lie between 0 and 1, got ${bad}`)
  const { factor, offset } = scaling(scale)
  return offset + factor * Math.log((1 - bad) / bad)
}

/**
 * Grade by cut points (CRED-04): lower bounds are inclusive. With bounds 650, 600, 550 a score of 600 has index 1.
 *
 * @param bounds lower bounds from the best grade down, strictly descending
 * @returns 0 the best grade … bounds.length the worst
 */
export function creditGrade(score: number, bounds: readonly number[]): number {
  requireFinite('score', score)
  bounds.forEach((bound, k) => {
    requireFinite('bounds', bound, k)
    if (k > 0 && bound >= bounds[k - 1]!) throw new InvalidInput('bounds', 'must descend', k)
  })
  const grade = bounds.findIndex((bound) => score >= bound)
  return grade === -1 ? bounds.length : grade
}
