export { type CalibrationRow, calibrationTable } from './calibration.ts'
export {
  CHURN_FEATURES,
  type ChurnModel,
  churnFeatures,
  fitChurnModel,
  LEAST_CHURN_EVENTS,
  type PurchaseHistory,
} from './churn-model.ts'
export { type FallingOptions, type FallingVerdict, fallingAmount } from './falling-amount.ts'
export {
  type BandScale,
  kaplanMeier,
  type SurvivalCurve,
  type SurvivalQuantile,
  type SurvivalStep,
  stepAt,
  survivalAt,
  survivalQuantile,
} from './kaplan-meier.ts'
export { type LogRank, logRank } from './log-rank.ts'
export { ownRhythm, type RhythmOptions, type RhythmVerdict } from './own-rhythm.ts'
