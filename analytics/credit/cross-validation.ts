import { InvalidInput, requireCount, requireSameLength } from '../errors.ts'
import { type DesignMatrix, rowsOf } from './design-matrix.ts'
import { countPositives, discrimination } from './discrimination.ts'
import { fitLogistic, type LogisticOptions, predictLogistic } from './logistic.ts'

export interface CrossValidation {
  /** Probability of every row from the model that did not see it. */
  readonly probabilities: Float64Array
  /** AUC of each fold; null where a fold holds one class only. */
  readonly aucs: (number | null)[]
  /** Mean and standard deviation (n − 1) of the fold AUCs; null when no fold could be judged. */
  readonly meanAuc: number | null
  readonly sdAuc: number | null
  /** AUC of all left-out probabilities together. */
  readonly pooledAuc: number
  /** Mean squared error of the left-out probabilities. */
  readonly brier: number
}

/**
 * k-fold cross-validation of a logistic regression; fold of a row = row index mod k, so that the result does not hang on chance.
 *
 * @throws InvalidInput for fewer than two folds or more folds than rows; TooLittleData when a training part has one class only
 */
export function crossValidate(
  design: DesignMatrix,
  target: Uint8Array,
  folds = 10,
  options: LogisticOptions = {},
): CrossValidation {
  requireSameLength('target', target, 'design', design.rows)
  requireCount('folds', folds, undefined, 2)
  if (folds > design.rows) throw new InvalidInput('folds', `must not exceed the ${design.rows} rows`)
  const probabilities = new Float64Array(design.rows)
  const aucs: (number | null)[] = []
  for (let fold = 0; fold < folds; fold++) {
    const rows = Array.from({ length: design.rows }, (_, i) => i)
    const inside = rows.filter((i) => i % folds === fold)
    const outside = rows.filter((i) => i % folds !== fold)
    const model = fitLogistic(rowsOf(design, outside), pick(target, outside), options)
    const left = predictLogistic(model, rowsOf(design, inside))
    inside.forEach((row, i) => {
      probabilities[row] = left[i]!
    })
    const classes = pick(target, inside)
    const positives = countPositives(classes)
    aucs.push(positives === 0 || positives === classes.length ? null : discrimination(left, classes).auc)
  }
  const judged = aucs.filter((auc) => auc !== null)
  const mean = judged.length > 0 ? judged.reduce((sum, auc) => sum + auc, 0) / judged.length : null
  const squares = judged.reduce((sum, auc) => sum + (auc - mean!) ** 2, 0)
  return {
    probabilities,
    aucs,
    meanAuc: mean,
    sdAuc: judged.length > 1 ? Math.sqrt(squares / (judged.length - 1)) : null,
    pooledAuc: discrimination(probabilities, target).auc,
    brier: brierScore(probabilities, target),
  }
}

/** Mean of (probability − outcome)², Brier 1950: 0 is perfect; predicting the base rate π for all gives π(1 − π). */
export function brierScore(probabilities: Float64Array, target: Uint8Array): number {
  requireSameLength('target', target, 'probabilities', probabilities.length)
  let sum = 0
  for (let i = 0; i < probabilities.length; i++) {
    const p = probabilities[i]!
    if (!(p >= 0 && p <= 1)) throw new InvalidInput('probabilities', `must lie between 0 and 1, got ${p}`, i)
    sum += (p - target[i]!) ** 2
  }
  return probabilities.length > 0 ? sum / probabilities.length : 0
}

function pick(target: Uint8Array, rows: readonly number[]): Uint8Array {
  return Uint8Array.from(rows, (row) => target[row]!)
}
