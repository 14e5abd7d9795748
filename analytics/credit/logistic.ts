import { InvalidInput, requireAllFinite, requireNonNegative, requireSameLength, TooLittleData } from '../errors.ts'
import type { DesignMatrix } from './design-matrix.ts'
import { countPositives } from './discrimination.ts'
import { irls } from './irls.ts'
import { type ScaledDesign, scaleDesign } from './scaled-design.ts'

export interface LogisticOptions {
  /** Penalty λ of the fit, on columns of root mean square 1 (the intercept is free): minimises deviance + λ·Σβ². Default 0. */
  readonly ridge?: number
  /** Penalty taken when the data separate the classes and no finite maximum exists; default 1. */
  readonly ridgeWhenSeparable?: number
  readonly maxIterations?: number
}

export interface LogisticModel {
  /** Intercept first, then one per column of the design, in its units; 0 where the column adds nothing (see `aliased`). */
  readonly coefficients: Float64Array
  /** From the inverse information; 0 for aliased columns. */
  readonly standardErrors: Float64Array
  /** Columns that are linear combinations of the intercept and of columns before them. */
  readonly aliased: readonly string[]
  /** −2·log-likelihood, without the penalty. */
  readonly deviance: number
  readonly nullDeviance: number
  /** Free coefficients, the intercept included. */
  readonly rank: number
  /** Rows − rank. */
  readonly degreesOfFreedom: number
  readonly iterations: number
  readonly converged: boolean
  /** True when some combination of columns predicts a class without fault, so that the plain fit would run away. */
  readonly separable: boolean
  /** The penalty in force: the one asked for, or the fallback when separable. */
  readonly ridge: number
  /** Reasons to trust the coefficients less. */
  readonly warnings: readonly LogisticWarning[]
}

/** `few-events`: fewer than ten rows of the rarer class for each coefficient (Peduzzi et al. 1996). */
export type LogisticWarning = 'few-events' | 'separable' | 'not-converged' | 'aliased-columns'

const EVENTS_FOR_EACH_COEFFICIENT = 10

/**
 * Logistic regression by maximum likelihood: log(p/(1 − p)) = β₀ + xβ, found by iteratively reweighted least squares with step halving
 * (McCullagh & Nelder, Generalized Linear Models, ch. 4). Columns are shifted and scaled inside for accuracy; coefficients come back
 * in the units of the design. Collinear columns are dropped from the right, as R's glm does.
 *
 * @param target 1 for the event, 0 otherwise; one per row
 * @throws InvalidInput for unequal or non-finite input; TooLittleData when only one class is there
 */
export function fitLogistic(design: DesignMatrix, target: Uint8Array, options: LogisticOptions = {}): LogisticModel {
  const { ridge = 0, ridgeWhenSeparable = 1, maxIterations = 60 } = options
  requireSameLength('target', target, 'design', design.rows)
  requireAllFinite('design', design.values)
  requireNonNegative('ridge', ridge)
  requireNonNegative('ridgeWhenSeparable', ridgeWhenSeparable)
  const positives = countPositives(target)
  const rarer = Math.min(positives, design.rows - positives)
  if (rarer === 0) throw new TooLittleData('only one class in the target', 'rows with and without the event')

  const scaled = scaleDesign(design)
  const plain = irls(scaled, target, ridge, maxIterations)
  const fallBack = plain.separable && ridge === 0
  const fit = fallBack ? irls(scaled, target, ridgeWhenSeparable, maxIterations) : plain
  const rank = scaled.kept.length + 1
  const aliased = design.names.filter((_, j) => !scaled.kept.includes(j))
  const warnings: LogisticWarning[] = []
  if (rarer < EVENTS_FOR_EACH_COEFFICIENT * rank) warnings.push('few-events')
  if (plain.separable) warnings.push('separable')
  if (!fit.converged) warnings.push('not-converged')
  if (aliased.length > 0) warnings.push('aliased-columns')
  return {
    ...inUnitsOfDesign(scaled, design.columns, fit.beta, fit.covariance),
    aliased,
    deviance: fit.deviance,
    nullDeviance: nullDeviance(positives, design.rows),
    rank,
    degreesOfFreedom: design.rows - rank,
    iterations: fit.iterations,
    converged: fit.converged,
    separable: plain.separable,
    ridge: fallBack ? ridgeWhenSeparable : ridge,
    warnings,
  }
}

/**
 * Probability of the event for each row of a design with the columns of the fit.
 *
 * @throws InvalidInput when the number of columns differs or a value is not finite
 */
export function predictLogistic(model: Pick<LogisticModel, 'coefficients'>, design: DesignMatrix): Float64Array {
  const { coefficients } = model
  if (coefficients.length !== design.columns + 1) {
    throw new InvalidInput('design', `has ${design.columns} columns, the model ${coefficients.length - 1}`)
  }
  requireAllFinite('design', design.values)
  const probabilities = new Float64Array(design.rows)
  for (let i = 0; i < design.rows; i++) {
    let eta = coefficients[0]!
    const start = i * design.columns
    for (let j = 0; j < design.columns; j++) eta += coefficients[j + 1]! * design.values[start + j]!
    probabilities[i] = 1 / (1 + Math.exp(-eta))
  }
  return probabilities
}

function nullDeviance(positives: number, rows: number): number {
  return -2 * (positives * Math.log(positives / rows) + (rows - positives) * Math.log(1 - positives / rows))
}

/** x_scaled = (x − shift)/scale, hence β = β_scaled/scale and β₀ = β₀_scaled − Σ β·shift; the covariance follows the same map. */
function inUnitsOfDesign(scaled: ScaledDesign, columns: number, beta: Float64Array, covariance: Float64Array) {
  const coefficients = new Float64Array(columns + 1)
  const standardErrors = new Float64Array(columns + 1)
  const size = beta.length
  const toIntercept = new Float64Array(size)
  toIntercept[0] = 1
  coefficients[0] = beta[0]!
  scaled.kept.forEach((column, k) => {
    const scale = scaled.scales[column]!
    coefficients[column + 1] = beta[k + 1]! / scale
    standardErrors[column + 1] = Math.sqrt(covariance[(k + 1) * size + k + 1]!) / scale
    toIntercept[k + 1] = -scaled.shifts[column]! / scale
    coefficients[0]! += beta[k + 1]! * toIntercept[k + 1]!
  })
  let variance = 0
  for (let a = 0; a < size; a++)
    for (let b = 0; b < size; b++) variance += toIntercept[a]! * toIntercept[b]! * covariance[a * size + b]!
  standardErrors[0] = Math.sqrt(Math.max(variance, 0))
  return { coefficients, standardErrors }
}
