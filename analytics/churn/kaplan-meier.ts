import { InvalidInput, requireNonEmpty, requireNonNegative, requireSameLength } from '../errors.ts'
import { normalQuantileOfLevel } from '../stats/tails.ts'

/**
 * Scale on which the confidence band is symmetric: `log` (the default of R's survfit), `log-log` (stays inside [0, 1] by itself),
 * `plain` (Greenwood on S itself, cut at 0 and 1).
 */
export type BandScale = 'log' | 'log-log' | 'plain'

export interface SurvivalStep {
  readonly time: number
  readonly atRisk: number
  readonly events: number
  readonly censored: number
  /** S(t) from this time on. */
  readonly survival: number
  /** Greenwood standard error of S(t). */
  readonly standardError: number
  readonly low: number
  readonly high: number
}

export interface SurvivalCurve {
  readonly count: number
  readonly events: number
  /** One step per distinct time with an event or a censoring, ascending. */
  readonly steps: readonly SurvivalStep[]
  readonly level: number
  readonly scale: BandScale
}

/**
 * Kaplan–Meier estimate S(t) = Π (1 − d/n) over event times ≤ t, with Greenwood's variance S²·Σ d/(n(n − d)).
 * Source: Kaplan & Meier 1958; bands as in R's survival::survfit. Censored at a time counts as at risk at that time.
 *
 * @param times 0 or more, any unit; @param events 1 happened at that time, 0 censored then
 * @param level of the pointwise band, default 0.95
 * @throws InvalidInput for empty or unequal arrays, a negative time or an event other than 0 and 1
 */
export function kaplanMeier(times: Float64Array, events: Uint8Array, level = 0.95, scale: BandScale = 'log'): SurvivalCurve {
  requireNonEmpty('times', times)
  requireSameLength('events', events, 'times', times.length)
  const z = normalQuantileOfLevel(level)
  times.forEach((time, i) => {
    requireNonNegative('times', time, i)
    if (events[i]! > 1) throw new InvalidInput('events', 'must be 0 or 1', i)
  })
  const order = Uint32Array.from(times, (_, i) => i).sort((a, b) => times[a]! - times[b]!)
  const steps: SurvivalStep[] = []
  let survival = 1
  let greenwood = 0
  let total = 0
  for (let start = 0; start < order.length; ) {
    const time = times[order[start]!]!
    const atRisk = order.length - start
    let happened = 0
    let end = start
    while (end < order.length && times[order[end]!] === time) happened += events[order[end++]!]!
    survival *= 1 - happened / atRisk
    if (happened > 0 && happened < atRisk) greenwood += happened / (atRisk * (atRisk - happened))
    const [low, high] = band(survival, greenwood, z, scale)
    steps.push({
      time,
      atRisk,
      events: happened,
      censored: end - start - happened,
      survival,
      standardError: survival * Math.sqrt(greenwood),
      low,
      high,
    })
    total += happened
    start = end
  }
  return { count: times.length, events: total, steps, level, scale }
}

function band(survival: number, greenwood: number, z: number, scale: BandScale): readonly [number, number] {
  if (survival <= 0) return [0, 0]
  if (survival >= 1) return [1, 1]
  const error = Math.sqrt(greenwood)
  if (scale === 'plain') return [Math.max(0, survival * (1 - z * error)), Math.min(1, survival * (1 + z * error))]
  if (scale === 'log') return [survival * Math.exp(-z * error), Math.min(1, survival * Math.exp(z * error))]
  const half = (z * error) / Math.abs(Math.log(survival))
  return [survival ** Math.exp(half), survival ** Math.exp(-half)]
}

/** S(t) at any time; 1 before the first step. Beyond the last time the last value stands, which says nothing new. */
export function survivalAt(curve: SurvivalCurve, time: number): number {
  return stepAt(curve, time)?.survival ?? 1
}

/** The step in force at `time`, undefined before the first. */
export function stepAt(curve: SurvivalCurve, time: number): SurvivalStep | undefined {
  let low = 0
  let high = curve.steps.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (curve.steps[middle]!.time <= time) low = middle + 1
    else high = middle
  }
  return curve.steps[low - 1]
}

export interface SurvivalQuantile {
  /** null where the curve never falls that far. */
  readonly time: number | null
  readonly low: number | null
  readonly high: number | null
}

/**
 * Time by which a share `p` has had the event (0.5: the median), with the interval where the band crosses (Brookmeyer & Crowley 1982).
 * When the curve lies exactly on 1 − p for a while, the middle of that stretch, as R does.
 */
export function survivalQuantile(curve: SurvivalCurve, p = 0.5): SurvivalQuantile {
  if (!(p > 0 && p < 1)) throw new InvalidInput('p', `must lie between 0 and 1, got ${p}`)
  return {
    time: crossing(curve, (step) => step.survival, 1 - p),
    low: crossing(curve, (step) => step.low, 1 - p),
    high: crossing(curve, (step) => step.high, 1 - p),
  }
}

/** Rounding of a long product must not hide that the curve lies on the level. */
const ON_LEVEL = 1e-9

function crossing(curve: SurvivalCurve, value: (step: SurvivalStep) => number, goal: number): number | null {
  const first = curve.steps.findIndex((step) => value(step) <= goal + ON_LEVEL)
  if (first === -1) return null
  const step = curve.steps[first]!
  if (value(step) < goal - ON_LEVEL) return step.time
  const next = curve.steps.slice(first + 1).find((later) => value(later) < goal - ON_LEVEL)
  return next ? (step.time + next.time) / 2 : step.time
}
