export * from './choose-model.ts'
export * from './cohorts.ts'
export { type Diagnosis, type DiagnosisCode, ENOUGH_REPEATERS, logLikelihoodWithoutDropout, MIN_REPEATERS } from './diagnose.ts'
export * from './fit-model.ts'
export * from './gamma-gamma.ts'
export * from './intervals.ts'
export {
  checkPlan,
  discountedPurchasesIfAlive,
  lifetimeValue,
  simpleLifetimeValue,
  type ValuePlan,
} from './lifetime-value.ts'
export type { ModelFit } from './model-fit.ts'
export { checkHistories, groupHistories, type HistoryGroups } from './models/histories.ts'
export type { CustomerBaseModel, CustomerFigures, ModelName, ModelParameters } from './models/model.ts'
export * from './next-purchase.ts'
export * from './predict.ts'
export * from './prior.ts'
export * from './shifted-beta-geometric.ts'
export * from './simulate.ts'
export * from './summarise.ts'
