import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput, TooLittleData } from '../errors.ts'
import { Random } from '../stats/random.ts'
import { fitSmoothing } from './fit-smoothing.ts'
import { forecastError } from './forecast-error.ts'
import { predictNaive, predictSmoothing } from './predict.ts'
import { seasonalForecast } from './seasonal-forecast.ts'

/** Oil production of Saudi Arabia 1996–2007, million tonnes (Hyndman & Athanasopoulos, Forecasting: principles and practice, 7.1). */
const OIL = Float64Array.of(
  446.6565,
  454.4733,
  455.663,
  423.6322,
  456.2713,
  440.5881,
  425.3325,
  485.1494,
  506.0482,
  526.792,
  514.2689,
  494.211,
)

/** Visitor nights in Australia by quarter, 1999–2015, millions (same book; R data set austourists). */
// biome-ignore format: quarters in a row
const VISITORS = Float64Array.of(
  30.052513, 19.148496, 25.317692, 27.591437, 32.076456, 23.487961, 28.47594, 35.123753, 36.838485, 25.007017, 30.72223, 28.693759,
  36.640986, 23.824609, 29.311683, 31.770309, 35.177877, 19.775244, 29.60175, 34.538842, 41.273599, 26.655862, 28.279859, 35.191153,
  42.20566386, 24.64917133, 32.66733514, 37.25735401, 45.24246027, 29.35048127, 36.34420728, 41.78208136, 49.27659843, 31.27540139,
  37.85062549, 38.83704413, 51.23690034, 31.83855162, 41.32342126, 42.79900337, 55.70835836, 33.40714492, 42.31663797, 45.15712257,
  59.57607996, 34.83733016, 44.84168072, 46.9712496, 60.01903094, 38.37117851, 46.97586413, 50.73379646, 61.64687319, 39.29956937,
  52.67120908, 54.33231689, 66.83435838, 40.87118847, 51.82853579, 57.49190993, 65.25146985, 43.06120822, 54.76075713, 59.83447494,
  73.25702747, 47.69662373, 61.09776802, 66.05576122,
)

describe('exponential smoothing against published fits', () => {
  it('simple smoothing of the oil series: α = 0.892, forecast 496.5', () => {
    const fit = fitSmoothing(OIL, { trend: false, season: 0 })
    expect(fit.parameters.alpha).toBeCloseTo(0.892, 3)
    expect(predictSmoothing(fit, 3, 0.9).map(({ value }) => value)).toEqual([0, 0, 0].map(() => expect.closeTo(496.493, 2)))
  })

  it('seasonal with damped trend: at least as good as R’s ets(austourists, "AAA", damped = TRUE), forecasts within 1 %', () => {
    const fit = fitSmoothing(VISITORS, { trend: true, season: 4 })
    // R stops at σ² = 6.0830734 on 59 degrees of freedom; the least there is, is lower.
    expect(fit.degreesOfFreedom).toBe(59)
    expect(fit.variance).toBeCloseTo(6.008, 3)
    const inR = [76.07768073, 51.61741109, 63.96457729, 68.27886241]
    predictSmoothing(fit, 4, 0.9).forEach(({ value }, i) => {
      expect(Math.abs(value / inR[i]! - 1)).toBeLessThan(0.01)
    })
  })

  it('money in another unit gives the same model and the scaled forecast', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 1000, noNaN: true }),
        fc.double({ min: -50, max: 50, noNaN: true }),
        (factor, shift) => {
          const plain = predictSmoothing(fitSmoothing(VISITORS, { trend: false, season: 4 }), 5, 0.8)
          const moved = VISITORS.map((value) => factor * value + shift)
          predictSmoothing(fitSmoothing(moved, { trend: false, season: 4 }), 5, 0.8).forEach(({ value, low, high }, i) => {
            expect((value - shift) / factor).toBeCloseTo(plain[i]!.value, 2)
            expect((high - low) / factor).toBeCloseTo(plain[i]!.high - plain[i]!.low, 2)
          })
        },
      ),
      { numRuns: 15 },
    )
  })

  it('a series without noise is continued exactly', () => {
    const pattern = [10, 20, 15, 40, 35, 5, 8]
    const fit = fitSmoothing(
      Float64Array.from({ length: 56 }, (_, i) => pattern[i % 7]!),
      { trend: false, season: 7 },
    )
    predictSmoothing(fit, 9, 0.9).forEach(({ value, low, high }, i) => {
      expect(value).toBeCloseTo(pattern[i % 7]!, 5)
      expect(high - low).toBeLessThan(1e-3)
    })
  })
})

describe('seasonal forecast', { timeout: 60_000 }, () => {
  /** Sales by weekday with a season, slow growth and noise. */
  const shop = (random: Random, days: number) =>
    Float64Array.from(
      { length: days },
      (_, day) => 100 + 0.2 * day + [0, -20, -15, -5, 10, 40, 30][day % 7]! + random.normal(0, 8),
    )

  it('beats the naive forecast on a shop with weekdays', () => {
    const forecast = seasonalForecast(shop(new Random(1), 140), { season: 7, horizon: 14, minimum: 0 })
    expect(forecast.method).toBe('smoothing')
    expect(forecast.model.form.season).toBe(7)
    expect(forecast.backTest!.error).toBeLessThan(forecast.backTest!.naiveError)
    expect(forecast.backTest!.origins).toBe(6)
    expect(forecast.warnings).toEqual([])
    expect(forecast.points).toHaveLength(14)
  })

  it('its error over several such shops is under 85 % of the naive one', () => {
    const tests = [2, 3, 4, 5, 6].map(
      (seed) => seasonalForecast(shop(new Random(seed), 140), { season: 7, horizon: 14, origins: 3 }).backTest!,
    )
    const sum = (of: 'error' | 'naiveError') => tests.reduce((total, test) => total + test[of], 0)
    expect(sum('error') / sum('naiveError')).toBeLessThan(0.85)
  })

  it('the 90 % interval covers between 86 and 94 % of what then came', () => {
    let inside = 0
    for (let run = 0; run < 40; run++) {
      const series = shop(new Random(100 + run), 126)
      const { points } = seasonalForecast(series.subarray(0, 112), { season: 7, horizon: 14, origins: 0 })
      points.forEach(({ low, high }, i) => {
        if (low <= series[112 + i]! && series[112 + i]! <= high) inside++
      })
    }
    expect(inside / 560).toBeGreaterThan(0.86)
    expect(inside / 560).toBeLessThan(0.94)
  })

  it('a random walk is left to the naive forecast or no worse than it', () => {
    const random = new Random(2)
    let level = 500
    const walk = Float64Array.from({ length: 60 }, () => {
      level += random.normal(0, 10)
      return level
    })
    const { method, backTest } = seasonalForecast(walk, { season: 1, horizon: 4 })
    expect(method).toBe(backTest!.error >= backTest!.naiveError ? 'naive' : 'smoothing')
    expect(backTest!.error).toBeLessThan(1.3 * backTest!.naiveError)
  })

  it('warns instead of inventing: no season seen, too short for a test, nothing below the minimum', () => {
    const short = seasonalForecast(Float64Array.of(5, 3, 4, 1, 2, 0, 1, 0, 0, 1), { season: 12, horizon: 6, minimum: 0 })
    expect(short.warnings).toEqual(['seasonNotSeen', 'notTested'])
    expect(short.backTest).toBeNull()
    for (const { value, low } of short.points) expect(value >= 0 && low >= 0).toBe(true)
    expect(() => seasonalForecast(new Float64Array(7), { season: 1, horizon: 1 })).toThrow(TooLittleData)
    expect(() => seasonalForecast(Float64Array.of(1, 2, Number.NaN), { season: 1, horizon: 1 })).toThrow(/series\[2\]/)
  })

  it('a constant series stays constant', () => {
    const { points } = seasonalForecast(new Float64Array(30).fill(12), { season: 7, horizon: 3 })
    for (const { value } of points) expect(value).toBeCloseTo(12, 6)
  })

  it('can be called off', () => {
    expect(() => seasonalForecast(VISITORS, { season: 4, horizon: 2, signal: AbortSignal.abort() })).toThrow()
  })
})

it('the naive forecast repeats the last season and grows uncertain by the season', () => {
  const points = predictNaive(Float64Array.of(1, 2, 3, 2, 4, 5), 3, 6, 0.9)
  expect(points.map(({ value }) => value)).toEqual([2, 4, 5, 2, 4, 5])
  expect((points[3]!.high - points[3]!.value) / (points[0]!.high - points[0]!.value)).toBeCloseTo(Math.SQRT2, 12)
})

it('forecast error: absolute, relative where there is something to relate to, and leaning', () => {
  expect(forecastError([110, 90, 5], [100, 100, 0])).toEqual({ n: 3, mae: 25 / 3, mape: expect.closeTo(0.1, 12), bias: 5 / 3 })
  expect(forecastError([1], [0]).mape).toBeNull()
  expect(() => forecastError([1, 2], [1])).toThrow(InvalidInput)
})
