import { requireAllFinite, requireCount, requireFinite, requireNonNegative, TooLittleData } from '../errors.ts'
import { studentInverse, studentTwoSided } from '../stats/tails.ts'
import type { LowHigh } from './wilson-interval.ts'

/** An arm summed up: people, mean of the outcome (money a head, buyers or not) and its sample variance. */
export interface MeanArm {
  n: number
  mean: number
  variance: number
}

export interface MeanLift {
  mean: number
  controlMean: number
  /** mean − controlMean, in the unit of the outcome. */
  lift: number
  interval: LowHigh
  /** lift ÷ controlMean; null where the control mean is 0. */
  relativeLift: number | null
  t: number
  df: number
  pValue: number
}

/** Mean and sample variance (÷ (n − 1)) in two passes. @throws InvalidInput at the first value that is not finite */
export function summariseArm(values: Float64Array): MeanArm {
  requireAllFinite('values', values)
  const n = values.length
  let sum = 0
  for (let i = 0; i < n; i++) sum += values[i]!
  const mean = n === 0 ? 0 : sum / n
  let squares = 0
  for (let i = 0; i < n; i++) squares += (values[i]! - mean) ** 2
  return { n, mean, variance: n > 1 ? squares / (n - 1) : 0 }
}

/**
 * Difference of two means (money a head) with Welch's t test (Welch 1947; R's t.test): t = (m₁ − m₀) / √(s₁²/n₁ + s₀²/n₀), degrees of freedom
 * after Satterthwaite. Everybody counts, also those who bought nothing, or the lift would compare other people.
 * @throws TooLittleData for fewer than two people in an arm, or when neither arm varies
 * @throws InvalidInput for a negative variance or a mean that is not finite
 */
export function meanLift(treated: MeanArm, control: MeanArm, level = 0.95): MeanLift {
  requireArm('treated', treated)
  requireArm('control', control)
  const a = treated.variance / treated.n
  const b = control.variance / control.n
  if (a + b === 0) throw new TooLittleData('the outcome is the same for everybody in each arm', 'an outcome that varies')
  const lift = treated.mean - control.mean
  const error = Math.sqrt(a + b)
  const df = (a + b) ** 2 / (a ** 2 / (treated.n - 1) + b ** 2 / (control.n - 1))
  const t = lift / error
  const half = studentInverse(0.5 + level / 2, df) * error
  return {
    mean: treated.mean,
    controlMean: control.mean,
    lift,
    interval: [lift - half, lift + half],
    relativeLift: control.mean === 0 ? null : lift / control.mean,
    t,
    df,
    pValue: studentTwoSided(t, df),
  }
}

export function requireArm(name: string, { n, mean, variance }: MeanArm): void {
  requireCount(`${name}.n`, n)
  requireFinite(`${name}.mean`, mean)
  requireNonNegative(`${name}.variance`, variance)
  if (n < 2) throw new TooLittleData(`${name} has ${n} people`, 'at least 2')
}
