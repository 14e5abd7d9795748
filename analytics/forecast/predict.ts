import { requireAllFinite, requireCount } from '../errors.ts'
import { studentInverse } from '../stats/tails.ts'
import type { SmoothingFit } from './fit-smoothing.ts'

export interface ForecastPoint {
  /** 1 = the first period after the series. */
  step: number
  value: number
  low: number
  high: number
}

/**
 * Forecast of a fitted model with interval: value_h = l + (φ + … + φʰ)·b + s, variance σ²·(1 + Σ_{j<h} c_j²) with
 * c_j = α + β·(φ + … + φʲ) + γ·[j is a whole season] (Hyndman et al. 2008, table 6.1, class 1); Student's t for the width, since σ is estimated.
 * @param level e.g. 0.9
 */
export function predictSmoothing(
  { form, parameters, state, periods, variance, degreesOfFreedom }: SmoothingFit,
  horizon: number,
  level: number,
): ForecastPoint[] {
  requireCount('horizon', horizon, undefined, 1)
  const t = studentInverse(0.5 + level / 2, degreesOfFreedom)
  const { alpha, beta, gamma, phi } = parameters
  let damped = 0
  let spread = 1
  return Array.from({ length: horizon }, (_, i) => {
    damped += phi ** (i + 1)
    const season = form.season > 0 ? state.season[(periods + i) % form.season]! : 0
    const value = state.level + (form.trend ? damped * state.trend : 0) + season
    const half = t * Math.sqrt(variance * spread)
    const step = i + 1
    const wholeSeason = form.season > 0 && step % form.season === 0
    spread += (alpha + beta * damped + (wholeSeason ? gamma : 0)) ** 2
    return { step, value, low: value - half, high: value + half }
  })
}

/**
 * The naive forecast that every model has to beat: the value of the same place in the last season. Its variance grows by one seasonal difference
 * a season: σ²·(⌊(h − 1)/m⌋ + 1), σ² the mean square of the seasonal differences.
 * @param season periods in a season; 1 repeats the last value
 */
export function predictNaive(series: Float64Array, season: number, horizon: number, level: number): ForecastPoint[] {
  requireCount('horizon', horizon, undefined, 1)
  requireCount('season', season, undefined, 1)
  const differences = series.length - season
  requireCount('series.length', series.length, undefined, season + 1)
  requireAllFinite('series', series)
  let squares = 0
  for (let i = season; i < series.length; i++) squares += (series[i]! - series[i - season]!) ** 2
  const t = studentInverse(0.5 + level / 2, differences)
  return Array.from({ length: horizon }, (_, i) => {
    const value = series[differences + (i % season)]!
    const half = t * Math.sqrt((squares / differences) * (Math.floor(i / season) + 1))
    return { step: i + 1, value, low: value - half, high: value + half }
  })
}
