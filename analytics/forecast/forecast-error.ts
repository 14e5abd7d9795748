import { requireAllFinite, requireNonEmpty, requireSameLength } from '../errors.ts'

export interface ForecastError {
  n: number
  /** Mean absolute error, in the unit of the figures. */
  mae: number
  /** Mean of |forecast − actual| ÷ |actual| over periods with an actual that is not 0; null when there are none. */
  mape: number | null
  /** Mean of forecast − actual: above 0 means too hopeful. */
  bias: number
}

/**
 * How far kept forecasts were from what came.
 * @throws InvalidInput for empty lists, different lengths, or values that are not finite
 */
export function forecastError(forecast: ArrayLike<number>, actual: ArrayLike<number>): ForecastError {
  requireNonEmpty('forecast', forecast)
  requireSameLength('actual', actual, 'forecast', forecast.length)
  requireAllFinite('forecast', forecast)
  requireAllFinite('actual', actual)
  const n = forecast.length
  let absolute = 0
  let signed = 0
  let relative = 0
  let related = 0
  for (let i = 0; i < n; i++) {
    const error = forecast[i]! - actual[i]!
    absolute += Math.abs(error)
    signed += error
    if (actual[i] === 0) continue
    relative += Math.abs(error / actual[i]!)
    related++
  }
  return { n, mae: absolute / n, mape: related > 0 ? relative / related : null, bias: signed / n }
}
