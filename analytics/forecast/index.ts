export { fitSmoothing, type SmoothingFit } from './fit-smoothing.ts'
export { type ForecastError, forecastError } from './forecast-error.ts'
export { type ForecastPoint, predictNaive, predictSmoothing } from './predict.ts'
export {
  type OpenDeal,
  type SalesForecast,
  type SalesForecastOptions,
  type StageHistory,
  salesForecast,
} from './sales-forecast.ts'
export { type BackTest, type SeasonalForecast, type SeasonalForecastOptions, seasonalForecast } from './seasonal-forecast.ts'
export type { SmoothingForm, SmoothingParameters } from './smoothing-recursion.ts'
