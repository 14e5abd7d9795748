import { cholesky, invertPositiveDefinite, type SquareMatrix, solveCholesky, squareMatrix } from '../stats/matrix.ts'
import { addWeightedGram, type ScaledDesign } from './scaled-design.ts'

export interface IrlsFit {
  /** Intercept first, on the scaled columns. */
  readonly beta: Float64Array
  /** Inverse of the (penalised) information at the end. */
  readonly covariance: Float64Array
  readonly deviance: number
  readonly iterations: number
  readonly converged: boolean
  readonly separable: boolean
}

/** Relative change of the objective at which the search stops. */
const TOLERANCE = 1e-11
/** The objective stands still but some linear predictor still moves by more than this: the maximum lies at infinity. */
const STILL_MOVING = 1e-2
const MAX_HALVINGS = 30

/** Newton steps for deviance + ridge·Σβ², each halved until the objective does not rise. */
export function irls(design: ScaledDesign, target: Uint8Array, ridge: number, maxIterations: number): IrlsFit {
  const size = design.kept.length + 1
  const work = {
    eta: new Float64Array(design.rows),
    probability: new Float64Array(design.rows),
    weight: new Float64Array(design.rows),
    gradient: new Float64Array(size),
    information: squareMatrix(size),
  }
  let beta = new Float64Array(size)
  beta[0] = logOddsOfMean(target)
  predict(design, beta, work.eta)
  let deviance = devianceOf(work.eta, target)
  let objective = deviance + ridge * squares(beta)
  let converged = false
  let separable = false
  let iterations = 0
  while (iterations < maxIterations && !converged) {
    iterations++
    differentiate(design, target, beta, ridge, work)
    const factor = cholesky(work.information)
    if (!factor) {
      // Fitted probabilities of 0 and 1 have eaten the information.
      separable = ridge === 0
      break
    }
    const step = solveCholesky(factor, work.gradient)
    const before = work.eta.slice()
    let candidate = beta
    let next = Number.POSITIVE_INFINITY
    let length = 1
    for (let halving = 0; halving <= MAX_HALVINGS; halving++, length /= 2) {
      candidate = beta.map((value, k) => value + length * step[k]!)
      predict(design, candidate, work.eta)
      deviance = devianceOf(work.eta, target)
      next = deviance + ridge * squares(candidate)
      if (next <= objective * (1 + 1e-14)) break
    }
    converged = Math.abs(objective - next) <= TOLERANCE * (Math.abs(next) + 0.1)
    if (converged) separable = ridge === 0 && largestMove(before, work.eta) > STILL_MOVING
    beta = candidate
    objective = next
  }
  differentiate(design, target, beta, ridge, work)
  const inverse = invertPositiveDefinite(work.information)
  return { beta, covariance: inverse?.entries ?? new Float64Array(size * size), deviance, iterations, converged, separable }
}

interface Work {
  readonly eta: Float64Array
  readonly probability: Float64Array
  readonly weight: Float64Array
  readonly gradient: Float64Array
  readonly information: SquareMatrix
}

/** Gradient of −½·objective and the information XᵀWX + ridge·I (the intercept is not penalised). */
function differentiate(design: ScaledDesign, target: Uint8Array, beta: Float64Array, ridge: number, work: Work): void {
  const { rowStart, columnOf, entryOf } = design
  const { eta, probability, weight, gradient, information } = work
  const { entries, size } = information
  gradient.fill(0)
  entries.fill(0)
  for (let i = 0; i < design.rows; i++) {
    const p = 1 / (1 + Math.exp(-eta[i]!))
    probability[i] = p
    weight[i] = p * (1 - p)
    const residual = target[i]! - p
    for (let a = rowStart[i]!; a < rowStart[i + 1]!; a++) gradient[columnOf[a]!]! += residual * entryOf[a]!
  }
  addWeightedGram(entries, size, rowStart, columnOf, entryOf, weight)
  for (let k = 1; k < size; k++) {
    gradient[k]! -= ridge * beta[k]!
    entries[k * size + k]! += ridge
  }
  for (let a = 0; a < size; a++) for (let b = 0; b < a; b++) entries[b * size + a] = entries[a * size + b]!
}

function predict({ rowStart, columnOf, entryOf, rows }: ScaledDesign, beta: Float64Array, eta: Float64Array): void {
  for (let i = 0; i < rows; i++) {
    let sum = 0
    for (let a = rowStart[i]!; a < rowStart[i + 1]!; a++) sum += beta[columnOf[a]!]! * entryOf[a]!
    eta[i] = sum
  }
}

/** −2·Σ log p(yᵢ), with log(1 + e^η) written so that it never overflows. */
function devianceOf(eta: Float64Array, target: Uint8Array): number {
  let sum = 0
  for (let i = 0; i < eta.length; i++) {
    const wrong = target[i] === 1 ? -eta[i]! : eta[i]!
    sum += wrong > 0 ? wrong + Math.log1p(Math.exp(-wrong)) : Math.log1p(Math.exp(wrong))
  }
  return 2 * sum
}

function squares(beta: Float64Array): number {
  let sum = 0
  for (let k = 1; k < beta.length; k++) sum += beta[k]! * beta[k]!
  return sum
}

function largestMove(before: Float64Array, after: Float64Array): number {
  let largest = 0
  for (let i = 0; i < before.length; i++) largest = Math.max(largest, Math.abs(after[i]! - before[i]!))
  return largest
}

function logOddsOfMean(target: Uint8Array): number {
  let positives = 0
  for (let i = 0; i < target.length; i++) positives += target[i]!
  return Math.log(positives / (target.length - positives))
}
