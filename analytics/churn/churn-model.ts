import { type CrossValidation, crossValidate } from '../credit/cross-validation.ts'
import type { DesignMatrix } from '../credit/design-matrix.ts'
import { countPositives, type Discrimination, discrimination } from '../credit/discrimination.ts'
import { fitLogistic, type LogisticModel, predictLogistic } from '../credit/logistic.ts'
import { InvalidInput, requireAllFinite, requireFinite, requireNonEmpty, requireSameLength, TooLittleData } from '../errors.ts'
import { visitGaps } from '../rfm/visit-gaps.ts'
import { quantilesOfSorted } from '../stats/quantile.ts'
import { type CalibrationRow, calibrationTable } from './calibration.ts'

/** Names of the features that `churnFeatures` makes, in order. */
export const CHURN_FEATURES = [
  'log_silence',
  'silence_by_rhythm',
  'log_orders',
  'log_tenure',
  'log_mean_amount',
  'amount_trend',
] as const

/** What one customer did up to the day of the forecast. */
export interface PurchaseHistory {
  /** Ascending day numbers, at least one. */
  readonly days: ArrayLike<number>
  readonly amounts: ArrayLike<number>
}

/**
 * Features of churn from purchase histories, all known on day `asOf`:
 * log(1 + days of silence), log(1 + silence ÷ own median gap) with the tenure as gap of one-time buyers, log orders, log(1 + tenure),
 * log(1 + mean amount), and the later half of the amounts against the earlier one, log((1 + later mean)/(1 + earlier mean)).
 *
 * @throws InvalidInput naming the history for an empty, unsorted or negative one, or one that goes beyond `asOf`
 */
export function churnFeatures(histories: readonly PurchaseHistory[], asOf: number): DesignMatrix {
  requireNonEmpty('histories', histories)
  requireFinite('asOf', asOf)
  const columns = CHURN_FEATURES.length
  const values = new Float64Array(histories.length * columns)
  histories.forEach(({ days, amounts }, i) => {
    requireSameLength(`histories[${i}].amounts`, amounts, 'days', days.length)
    requireAllFinite(`histories[${i}].amounts`, amounts)
    if (days.length === 0) throw new InvalidInput('histories', 'has a customer without purchase', i)
    const last = days[days.length - 1]!
    if (last > asOf) throw new InvalidInput('histories', 'goes beyond asOf', i)
    const gaps = visitGaps(days).sort()
    const silence = asOf - last
    const tenure = asOf - days[0]!
    const rhythm = gaps.length > 0 ? quantilesOfSorted(gaps, [0.5])[0]! : Math.max(tenure, 1)
    const half = days.length >> 1
    const earlier = mean(amounts, 0, half)
    const later = mean(amounts, half, days.length)
    if (Math.min(earlier, later) < 0) throw new InvalidInput('histories', 'has a negative mean amount', i)
    values.set(
      [
        Math.log1p(silence),
        Math.log1p(silence / rhythm),
        Math.log(days.length),
        Math.log1p(tenure),
        Math.log1p(mean(amounts, 0, days.length)),
        half > 0 ? Math.log1p(later) - Math.log1p(earlier) : 0,
      ],
      i * columns,
    )
  })
  return { rows: histories.length, columns, values, names: CHURN_FEATURES }
}

export interface ChurnModel {
  readonly model: LogisticModel
  /** In-sample separation; the honest figures are those of `validation`. */
  readonly fit: Discrimination
  readonly validation: CrossValidation
  /** Predicted against observed, from the left-out predictions. */
  readonly calibration: CalibrationRow[]
}

/** Below so many churned or so many kept customers the model is refused; the rules are to be used instead. */
export const LEAST_CHURN_EVENTS = 50

/**
 * Logistic churn model on any features, with a ten-fold check.
 *
 * @param churned 1 the customer left within the window after the features' day, 0 stayed
 * @throws TooLittleData below `LEAST_CHURN_EVENTS` of either kind
 */
export function fitChurnModel(features: DesignMatrix, churned: Uint8Array, folds = 10): ChurnModel {
  requireSameLength('churned', churned, 'features', features.rows)
  const left = countPositives(churned)
  const rarer = Math.min(left, churned.length - left)
  if (rarer < LEAST_CHURN_EVENTS) {
    throw new TooLittleData(
      `only ${rarer} customers of the rarer outcome`,
      `${LEAST_CHURN_EVENTS}; until then use the rhythm rule`,
    )
  }
  const model = fitLogistic(features, churned)
  const validation = crossValidate(features, churned, folds)
  return {
    model,
    fit: discrimination(predictLogistic(model, features), churned),
    validation,
    calibration: calibrationTable(validation.probabilities, churned),
  }
}

function mean(values: ArrayLike<number>, from: number, to: number): number {
  let sum = 0
  for (let i = from; i < to; i++) sum += values[i]!
  return to > from ? sum / (to - from) : 0
}
