import { requireAllFinite } from '../errors.ts'
import { type SquareMatrix, squareMatrix } from '../stats/matrix.ts'
import { symmetricEigen } from './symmetric-eigen.ts'

export interface RelativeWeights {
  /** Each ≥ 0; they sum to R². */
  weights: Float64Array
  /** Standardised regression coefficients (minimum-norm where drivers are collinear). */
  coefficients: Float64Array
  rSquared: number
  /** Some driver is, to working precision, a combination of others. */
  collinear: boolean
}

/**
 * Relative weights of correlated predictors (Johnson 2000, "A heuristic method for estimating the relative weight of predictor variables").
 *
 * With the correlation matrix R = V·Λ·Vᵀ of the predictors and their correlations r with the outcome, Z = X·V·Λ^(−½)·Vᵀ are the orthogonal
 * variables nearest to the predictors; L = V·Λ^(½)·Vᵀ relates them, b = V·Λ^(−½)·Vᵀ·r are their coefficients, and
 * weight_j = Σ_k L_jk²·b_k². Directions with an eigenvalue below 1e-9 are left out.
 */
export function relativeWeights(predictors: SquareMatrix, withOutcome: Float64Array): RelativeWeights {
  requireAllFinite('withOutcome', withOutcome)
  requireAllFinite('predictors', predictors.entries)
  const n = predictors.size
  const { values, vectors } = symmetricEigen(predictors)
  const kept = values.map((value) => (value > 1e-9 ? value : 0))
  const root = spectral(vectors, kept.map(Math.sqrt))
  const inverseRoot = spectral(
    vectors,
    kept.map((value) => (value > 0 ? 1 / Math.sqrt(value) : 0)),
  )
  const inverse = spectral(
    vectors,
    kept.map((value) => (value > 0 ? 1 / value : 0)),
  )
  const b = multiply(inverseRoot, withOutcome)
  const weights = new Float64Array(n)
  for (let j = 0; j < n; j++) for (let k = 0; k < n; k++) weights[j]! += (root.entries[j * n + k]! * b[k]!) ** 2
  return {
    weights,
    coefficients: multiply(inverse, withOutcome),
    rSquared: b.reduce((sum, value) => sum + value * value, 0),
    collinear: kept.some((value) => value === 0),
  }
}

/** V·diag(values)·Vᵀ. */
function spectral(vectors: SquareMatrix, values: Float64Array): SquareMatrix {
  const n = vectors.size
  const product = squareMatrix(n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++)
        product.entries[i * n + j]! += vectors.entries[i * n + k]! * values[k]! * vectors.entries[j * n + k]!
  return product
}

function multiply(matrix: SquareMatrix, vector: Float64Array): Float64Array {
  const n = matrix.size
  const product = new Float64Array(n)
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) product[i]! += matrix.entries[i * n + j]! * vector[j]!
  return product
}
