import { InvalidInput, requireAllFinite, requireCount, TooLittleData } from '../errors.ts'
import { fitSmoothing, type SmoothingFit } from './fit-smoothing.ts'
import { type ForecastPoint, predictNaive, predictSmoothing } from './predict.ts'
import type { SmoothingForm } from './smoothing-recursion.ts'

export interface SeasonalForecastOptions {
  /** Periods in a season: 7 for days, 52 for weeks, 12 for months; 1 = none. */
  season: number
  horizon: number
  /** Of the interval, default 0.9. */
  level?: number
  /** Times the past is forecast again to judge the method, default 6; fewer where the series is short. */
  origins?: number
  /** Values below this cannot be (0 for sales): forecast and interval are cut there. */
  minimum?: number
  signal?: AbortSignal
}

export interface BackTest {
  origins: number
  /** Mean absolute error of the model over all origins and steps, in the unit of the series. */
  error: number
  naiveError: number
  /** Share of what came that lay inside the interval. */
  coverage: number
}

export interface SeasonalForecast {
  /** The naive forecast is used where the model did not beat it in the back-test. */
  method: 'smoothing' | 'naive'
  points: ForecastPoint[]
  model: SmoothingFit
  backTest: BackTest | null
  /** seasonNotSeen: under two seasons, so none is in the model; notTested: too short for a back-test; naiveIsBetter. */
  warnings: ('seasonNotSeen' | 'notTested' | 'naiveIsBetter')[]
}

const LEAST_PERIODS = 8

/**
 * Forecast of a series with a season (销售预测), with interval and a back-test against the naive forecast.
 *
 * Forms with and without damped trend and season are fitted by {@link fitSmoothing} and the least AICc wins. The back-test repeats all of it,
 * choice included, on the series cut at earlier times (rolling origin), so it judges what would really have been said then.
 * @param series equally spaced, oldest first, every period present (0 where nothing was sold)
 * @throws TooLittleData for under 8 periods
 * @throws InvalidInput for values that are not finite or options out of range
 */
export function seasonalForecast(series: Float64Array, options: SeasonalForecastOptions): SeasonalForecast {
  const { season, horizon, level = 0.9, minimum = -Infinity } = options
  requireAllFinite('series', series)
  requireCount('options.season', season, undefined, 1)
  requireCount('options.horizon', horizon, undefined, 1)
  if (!(level > 0 && level < 1)) throw new InvalidInput('options.level', `must lie strictly between 0 and 1, got ${level}`)
  if (Number.isNaN(minimum) || minimum === Infinity)
    throw new InvalidInput('options.minimum', `must be a finite number, got ${minimum}`)
  if (series.length < LEAST_PERIODS) throw new TooLittleData(`${series.length} periods`, `at least ${LEAST_PERIODS}`)
  const model = bestFit(series, season, options.signal)
  const tested = backTest(series, options)
  const naiveIsBetter = tested !== null && tested.error >= tested.naiveError
  const warnings: SeasonalForecast['warnings'] = []
  if (season > 1 && series.length < 2 * season) warnings.push('seasonNotSeen')
  if (tested === null) warnings.push('notTested')
  if (naiveIsBetter) warnings.push('naiveIsBetter')
  const points = naiveIsBetter
    ? predictNaive(series, naiveSeason(series, season), horizon, level)
    : predictSmoothing(model, horizon, level)
  const cut = (value: number) => Math.max(minimum, value)
  return {
    method: naiveIsBetter ? 'naive' : 'smoothing',
    points: points.map(({ step, value, low, high }) => ({ step, value: cut(value), low: cut(low), high: cut(high) })),
    model,
    backTest: tested,
    warnings,
  }
}

function bestFit(series: Float64Array, season: number, signal?: AbortSignal): SmoothingFit {
  const seasons = season > 1 && series.length >= 2 * season ? [0, season] : [0]
  const forms: SmoothingForm[] = seasons.flatMap((m) => [
    { trend: false, season: m },
    { trend: true, season: m },
  ])
  const carried = forms.filter((form) => series.length > 8 + form.season)
  const fits = (carried.length > 0 ? carried : [forms[0]!]).map((form) => fitSmoothing(series, form, signal ? { signal } : {}))
  return fits.reduce((best, fit) => (fit.aicc < best.aicc ? fit : best))
}

function backTest(
  series: Float64Array,
  { season, horizon, level = 0.9, origins = 6, signal }: SeasonalForecastOptions,
): BackTest | null {
  requireCount('options.origins', origins)
  const earliest = Math.max(LEAST_PERIODS, 2 * (season > 1 ? season : 0))
  const first = Math.max(earliest, series.length - horizon - origins + 1)
  let count = 0
  let error = 0
  let naiveError = 0
  let inside = 0
  for (let origin = first; origin + horizon <= series.length; origin++) {
    const past = series.slice(0, origin)
    const points = predictSmoothing(bestFit(past, season, signal), horizon, level)
    const naive = predictNaive(past, naiveSeason(past, season), horizon, level)
    points.forEach(({ value, low, high }, i) => {
      const actual = series[origin + i]!
      error += Math.abs(value - actual)
      naiveError += Math.abs(naive[i]!.value - actual)
      if (actual >= low && actual <= high) inside++
    })
    count++
  }
  const steps = count * horizon
  return count === 0 ? null : { origins: count, error: error / steps, naiveError: naiveError / steps, coverage: inside / steps }
}

/** Before a whole season has been seen, naive means "as last time". */
function naiveSeason(series: Float64Array, season: number): number {
  return series.length > season ? season : 1
}
