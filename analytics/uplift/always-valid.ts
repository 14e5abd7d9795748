import { InvalidInput, requirePositive } from '../errors.ts'
import { type MeanArm, requireArm, summariseArm } from './mean-lift.ts'
import type { LowHigh } from './wilson-interval.ts'

/** What one look at a running campaign finds. */
export interface AlwaysValidLook {
  /** Difference of the means (rates are means of 0 and 1). */
  lift: number
  /** A confidence sequence: with probability ≥ 1 − alpha the true lift lies inside at every look. */
  interval: LowHigh
  /** May be read and acted upon at any time; never rises from look to look. */
  pValue: number
  /** True from the first look with pValue ≤ alpha on. */
  stop: boolean
}

export interface AlwaysValidOptions {
  /** Error rate over all looks together, default 0.05. */
  alpha?: number
  /**
   * Size of the lifts one expects, in the unit of the outcome: the mixture's width. It moves power between early and late looks, never the
   * error rate. Must be fixed before the first look.
   */
  expectedLift: number
}

/** People an arm must hold, and how many of them must be off its usual outcome, before the normal approximation carries. */
const MINIMUM_PER_ARM = 100
const MINIMUM_UNUSUAL = 10

/**
 * One look at a campaign that may be looked at as often as one likes: the mixture sequential probability ratio test (Robbins 1970; Johari,
 * Koomen, Pekelis & Walsh 2022, "Always valid inference").
 *
 * With the lift θ̂, its variance V = s₁²/n₁ + s₀²/n₀ and τ = expectedLift, Λ = √(V/(V+τ²))·exp(τ²θ̂² / (2V(V+τ²))); pValue is the least 1/Λ seen so
 * far, at most 1, and the interval is θ̂ ± √(V(V+τ²)/τ²·(2·ln(1/α) + ln((V+τ²)/V))). By Ville's inequality a campaign without effect is ever
 * stopped with probability ≤ α.
 * @param treated all outcomes of the arm so far, not only the new ones; likewise `control`
 * @param previous the look before, null at the first
 * @returns null while an arm holds fewer than 100 people, or all but 9 of them share one outcome (then `previous` stays the last look)
 * @throws InvalidInput at the first outcome that is not finite, or for options out of range
 */
export function alwaysValidLook(
  treated: Float64Array,
  control: Float64Array,
  options: AlwaysValidOptions,
  previous: AlwaysValidLook | null,
): AlwaysValidLook | null {
  const a = summariseArm(treated)
  const b = summariseArm(control)
  return carries(treated) && carries(control) ? alwaysValidLookAt(a, b, options, previous) : null
}

/** The same from sums, for callers who keep them; whether the arms carry a look is then theirs to judge. */
export function alwaysValidLookAt(
  treated: MeanArm,
  control: MeanArm,
  { alpha = 0.05, expectedLift }: AlwaysValidOptions,
  previous: AlwaysValidLook | null,
): AlwaysValidLook {
  if (!(alpha > 0 && alpha < 1)) throw new InvalidInput('options.alpha', `must lie strictly between 0 and 1, got ${alpha}`)
  requirePositive('options.expectedLift', expectedLift)
  requireArm('treated', treated)
  requireArm('control', control)
  const variance = treated.variance / treated.n + control.variance / control.n
  requirePositive('treated.variance / treated.n + control.variance / control.n', variance)
  const tau2 = expectedLift ** 2
  const wide = variance + tau2
  const lift = treated.mean - control.mean
  const logRatio = 0.5 * Math.log(variance / wide) + (tau2 * lift ** 2) / (2 * variance * wide)
  const half = Math.sqrt(((variance * wide) / tau2) * (2 * Math.log(1 / alpha) + Math.log(wide / variance)))
  const pValue = Math.min(previous?.pValue ?? 1, Math.exp(-logRatio))
  return { lift, interval: [lift - half, lift + half], pValue, stop: pValue <= alpha }
}

function carries(outcomes: Float64Array): boolean {
  return outcomes.length >= MINIMUM_PER_ARM && offTheMajority(outcomes) >= MINIMUM_UNUSUAL
}

/** People whose outcome is not the one that more than half have (majority vote of Boyer & Moore 1981); all of them where none has. */
function offTheMajority(outcomes: Float64Array): number {
  let candidate = Number.NaN
  let lead = 0
  for (let i = 0; i < outcomes.length; i++) {
    if (lead === 0) candidate = outcomes[i]!
    lead += outcomes[i] === candidate ? 1 : -1
  }
  let off = 0
  for (let i = 0; i < outcomes.length; i++) if (outcomes[i] !== candidate) off++
  return off
}
