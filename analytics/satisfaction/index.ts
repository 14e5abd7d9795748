export { type CustomerSatisfaction, customerSatisfaction } from './customer-satisfaction.ts'
export {
  type Driver,
  type DriverAnalysis,
  type DriverOptions,
  type DriverQuadrant,
  type DriverRatings,
  driverAnalysis,
} from './drivers.ts'
export { type NetPromoterScore, netPromoterScore } from './net-promoter-score.ts'
export { type RelativeWeights, relativeWeights } from './relative-weights.ts'
export { type SurveyPeriod, satisfactionTrend, type TrendPoint } from './trend.ts'
