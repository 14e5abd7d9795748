import { InvalidInput, requireCount } from '../errors.ts'
import { normalQuantileOfLevel, normalTwoSided } from '../stats/tails.ts'
import { type LowHigh, wilsonInterval } from './wilson-interval.ts'

/** An arm counted: how many were in it and how many of them did it. */
export interface RateArm {
  n: number
  successes: number
}

export interface RateLift {
  rate: number
  controlRate: number
  /** rate − controlRate; ·100 = percentage points. */
  lift: number
  interval: LowHigh
  /** lift ÷ controlRate; null where the control rate is 0. */
  relativeLift: number | null
  z: number
  pValue: number
}

/**
 * Difference of two rates with its test and interval.
 *
 * z = (p₁ − p₀) / √(p(1 − p)(1/n₁ + 1/n₀)) with the pooled p: its square is the χ² of R's prop.test without continuity correction.
 * The interval is the hybrid score interval (Newcombe 1998, method 10), which stays honest for small arms and rates near 0; `wald` is the one of
 * prop.test. Where nobody or everybody succeeded in both arms, z = 0 and pValue = 1.
 * @throws InvalidInput for an empty arm or more successes than people
 */
export function rateLift(treated: RateArm, control: RateArm, level = 0.95, method: 'newcombe' | 'wald' = 'newcombe'): RateLift {
  requireArm('treated', treated)
  requireArm('control', control)
  const rate = treated.successes / treated.n
  const controlRate = control.successes / control.n
  const lift = rate - controlRate
  const pooled = (treated.successes + control.successes) / (treated.n + control.n)
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / treated.n + 1 / control.n))
  const z = error === 0 ? 0 : lift / error
  return {
    rate,
    controlRate,
    lift,
    interval: method === 'wald' ? wald(treated, control, level) : newcombe(treated, control, level),
    relativeLift: controlRate === 0 ? null : lift / controlRate,
    z,
    pValue: normalTwoSided(z),
  }
}

function newcombe(treated: RateArm, control: RateArm, level: number): LowHigh {
  const p1 = treated.successes / treated.n
  const p0 = control.successes / control.n
  const [low1, high1] = wilsonInterval(treated.successes, treated.n, level)
  const [low0, high0] = wilsonInterval(control.successes, control.n, level)
  const lift = p1 - p0
  return [lift - Math.hypot(p1 - low1, high0 - p0), lift + Math.hypot(high1 - p1, p0 - low0)]
}

function wald(treated: RateArm, control: RateArm, level: number): LowHigh {
  const p1 = treated.successes / treated.n
  const p0 = control.successes / control.n
  const half = normalQuantileOfLevel(level) * Math.sqrt((p1 * (1 - p1)) / treated.n + (p0 * (1 - p0)) / control.n)
  return [p1 - p0 - half, p1 - p0 + half]
}

function requireArm(name: string, { n, successes }: RateArm): void {
  requireCount(`${name}.n`, n, undefined, 1)
  requireCount(`${name}.successes`, successes)
  if (successes > n) throw new InvalidInput(`${name}.successes`, `is ${successes}, more than the ${n} people`)
}
