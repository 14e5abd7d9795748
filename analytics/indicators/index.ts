export { type ChangeCause, type ChangeExplanation, type ChangePart, explainChange, type ScoreSnapshot } from './explain-change.ts'
export {
  EQUAL_WEIGHTS,
  groupOf,
  INDICATOR_FORMULA_VERSION,
  INDICATOR_GROUPS,
  INDICATORS,
  type Indicator,
  type IndicatorGroup,
  type IndicatorWeights,
  REVERSED_INDICATORS,
  requireWeights,
} from './nine.ts'
export { buildIndicatorScale, type IndicatorColumn, type IndicatorScale, type IndicatorTable, percentileScore } from './scale.ts'
export { type CustomerScores, type IndicatorValues, type PopulationScores, scoreCustomer, scoreIndicators } from './score.ts'
