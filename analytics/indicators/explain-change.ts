import { groupOf, INDICATORS, type Indicator, type IndicatorGroup, type IndicatorWeights } from './nine.ts'
import { type IndicatorScale, percentileScore } from './scale.ts'
import { type CustomerScores, type IndicatorValues, scoreCustomer } from './score.ts'

/** All that made a score at one date. */
export interface ScoreSnapshot {
  scale: IndicatorScale
  values: IndicatorValues
  weights: IndicatorWeights
}

/**
 * Why a part of the total moved: the customer's own value changed; the other customers moved around an unchanged value; the weight changed
 * (set by hand, or shifted because another indicator became known or unknown); the indicator became known; it is no longer known.
 */
export type ChangeCause = 'ownValue' | 'otherCustomers' | 'weight' | 'nowKnown' | 'nowUnknown'

export interface ChangePart {
  indicator: Indicator
  group: IndicatorGroup
  cause: ChangeCause
  /** Points of the total, 0–100 scale. */
  points: number
  /** The same in whole hundredths of a point; these sum exactly to `changeHundredths`. */
  hundredths: number
}

export interface ChangeExplanation {
  before: number
  after: number
  change: number
  /** round(100·after) − round(100·before): what a reader sees when both totals are shown with two decimals. */
  changeHundredths: number
  parts: ChangePart[]
}

/**
 * Explains the change of one customer's total between two dates; the parts add up to it.
 *
 * With effective weights w (0 where unknown, else weight / known weight; they sum to 1) and scores s, for each indicator
 * w₁s₁ − w₀s₀ = w̄·Δs + s̄·Δw (bars: means of the two dates; an unknown score takes the value of the other date). Since ΣΔw = 0, a constant c
 * may be taken off s̄; c = mean of the two totals makes "weight moved to an indicator better than the total" count upwards.
 * Δs itself is split between the customer's own move and the others' as the Shapley mean of both orders:
 * own = ½·[F₀(v₁) − F₀(v₀) + F₁(v₁) − F₁(v₀)], others = Δs − own, where F₀ and F₁ are the two scales.
 *
 * @returns the parts that are not zero, or null when the total is unknown at one of the dates (there is no change to explain)
 * @throws InvalidInput for wrong weights or values that are not finite
 */
export function explainChange(before: ScoreSnapshot, after: ScoreSnapshot): ChangeExplanation | null {
  const old = scoreCustomer(before.scale, before.values, before.weights)
  const now = scoreCustomer(after.scale, after.values, after.weights)
  if (old.total === null || now.total === null) return null
  const centre = (old.total + now.total) / 2
  const parts: ChangePart[] = []
  const add = (indicator: Indicator, cause: ChangeCause, points: number) => {
    if (points !== 0) parts.push({ indicator, group: groupOf(indicator), cause, points, hundredths: 0 })
  }
  for (const indicator of INDICATORS) {
    const weight0 = effectiveWeight(old, before.weights, indicator)
    const weight1 = effectiveWeight(now, after.weights, indicator)
    const score0 = old.scores[indicator]
    const score1 = now.scores[indicator]
    if (score0 === null && score1 === null) continue
    if (score0 === null) add(indicator, 'nowKnown', weight1 * (score1! - centre))
    else if (score1 === null) add(indicator, 'nowUnknown', -weight0 * (score0 - centre))
    else {
      const meanWeight = (weight0 + weight1) / 2
      const own = ownMove(before, after, indicator, score0, score1)
      add(indicator, 'ownValue', meanWeight * own)
      add(indicator, 'otherCustomers', meanWeight * (score1 - score0 - own))
      add(indicator, 'weight', (weight1 - weight0) * ((score0 + score1) / 2 - centre))
    }
  }
  const changeHundredths = Math.round(100 * now.total) - Math.round(100 * old.total)
  apportion(parts, changeHundredths)
  return { before: old.total, after: now.total, change: now.total - old.total, changeHundredths, parts }
}

function ownMove(before: ScoreSnapshot, after: ScoreSnapshot, indicator: Indicator, score0: number, score1: number): number {
  const value0 = before.values[indicator]!
  const value1 = after.values[indicator]!
  if (value0 === value1) return 0
  const newValueOldScale = percentileScore(before.scale, indicator, value1)
  const oldValueNewScale = percentileScore(after.scale, indicator, value0)
  return (newValueOldScale - score0 + (score1 - oldValueNewScale)) / 2
}

function effectiveWeight(scored: CustomerScores, weights: IndicatorWeights, indicator: Indicator): number {
  return scored.scores[indicator] === null ? 0 : weights[indicator] / scored.knownWeight
}

/** Largest-remainder rounding to hundredths, so that what is printed adds up, too. */
function apportion(parts: ChangePart[], target: number): void {
  for (const part of parts) part.hundredths = Math.floor(100 * part.points)
  let missing = target - parts.reduce((sum, part) => sum + part.hundredths, 0)
  const remainder = (part: ChangePart) => 100 * part.points - part.hundredths
  while (missing !== 0 && parts.length > 0) {
    const step = Math.sign(missing)
    const nearest = parts.reduce((best, part) => (step * (remainder(part) - remainder(best)) > 0 ? part : best))
    nearest.hundredths += step
    missing -= step
  }
}
