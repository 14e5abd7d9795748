import {
  hessianByGradient,
  invertPositiveDefinite,
  type Minimum,
  type Objective,
  type SquareMatrix,
  squareMatrix,
} from '../stats/index.ts'

/**
 * Inverse observed information at a minimum of −log-likelihood over log-parameters: the covariance of the log-parameters. Those at a
 * bound are held fixed and get zero rows and columns. Null where the function is flat, so that nothing is identified.
 */
export function covarianceOfFree(objective: Objective, minimum: Minimum): SquareMatrix | null {
  const size = minimum.x.length
  const free = minimum.atBound.flatMap((bound, i) => (bound ? [] : [i]))
  if (free.length === 0) return null
  const hessian = hessianByGradient(objective, minimum.x)
  const information = squareMatrix(free.length)
  forEachPair(free, (i, j, row, column) => {
    information.entries[row * free.length + column] = hessian.entries[i * size + j]!
  })
  const inverse = invertPositiveDefinite(information)
  if (!inverse) return null
  const covariance = squareMatrix(size)
  forEachPair(free, (i, j, row, column) => {
    covariance.entries[i * size + j] = inverse.entries[row * free.length + column]!
  })
  return covariance
}

function forEachPair(free: readonly number[], visit: (i: number, j: number, row: number, column: number) => void): void {
  free.forEach((i, row) => {
    free.forEach((j, column) => {
      visit(i, j, row, column)
    })
  })
}

/** Standard errors of the log-parameters; null for one that rests on a bound, or for all where nothing is identified. */
export function standardErrors(covariance: SquareMatrix | null, minimum: Minimum): (number | null)[] | null {
  if (!covariance) return null
  return minimum.atBound.map((bound, i) => (bound ? null : Math.sqrt(covariance.entries[i * covariance.size + i]!)))
}

/** Delta method: se(θ) = θ · se(ln θ). */
export function inParameterUnits(
  logErrors: readonly (number | null)[] | null,
  parameters: readonly number[],
): (number | null)[] | null {
  return logErrors ? logErrors.map((error, i) => (error === null ? null : error * parameters[i]!)) : null
}
