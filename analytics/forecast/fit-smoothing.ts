import { requireAllFinite, requireCount, TooLittleData } from '../errors.ts'
import { cholesky, solveCholesky, squareMatrix } from '../stats/matrix.ts'
import { minimise, type RunControl, withNumericGradient } from '../stats/optimise.ts'
import {
  type SmoothingForm,
  type SmoothingParameters,
  type SmoothingState,
  smooth,
  stateFrom,
  stateSize,
} from './smoothing-recursion.ts'

export interface SmoothingFit {
  form: SmoothingForm
  parameters: SmoothingParameters
  /** State after the last period: what forecasts start from. */
  state: SmoothingState
  periods: number
  /** Sum of squared one-step errors, least over parameters and first state. */
  sumOfSquares: number
  /** sumOfSquares ÷ degreesOfFreedom. */
  variance: number
  degreesOfFreedom: number
  /** n·ln(SSE/n) + 2k + 2k(k+1)/(n−k−1): compares forms on the same series. */
  aicc: number
}

const EDGE = 1e-4

/**
 * Least-squares fit of an additive exponential-smoothing model (Holt-Winters; ETS(A,·,A) by maximum likelihood, the same thing).
 *
 * The first state is not searched: for given α, β, γ, φ the errors are linear in it, so it is solved by linear least squares inside
 * the search. Bounds as in R's ets: β < α, γ < 1 − α, 0.8 ≤ φ ≤ 0.98.
 * @param series equally spaced, oldest first
 * @throws TooLittleData when the series is not longer than the free numbers of the form + 2
 * @throws InvalidInput for a value that is not finite
 */
export function fitSmoothing(series: Float64Array, form: SmoothingForm, control: RunControl = {}): SmoothingFit {
  requireAllFinite('series', series)
  requireCount('form.season', form.season)
  const free = 1 + (form.trend ? 2 : 0) + (form.season > 0 ? 1 : 0)
  // One more for the variance.
  const k = free + stateSize(form) + 1
  const n = series.length
  if (n - k - 1 < 1) throw new TooLittleData(`${n} periods for a model of ${k} numbers`, `at least ${k + 2} periods`)
  const solver = firstStateSolver(series, form)
  // A series that the form fits without error has no minimum to look for below rounding.
  const rounding = 1e-20 * dot(series, series) + Number.MIN_VALUE
  const objective = withNumericGradient((x) => Math.log(Math.max(solver(parametersFrom(form, x)).sumOfSquares, rounding)))
  const found = minimise(
    objective,
    {
      starts: [startFrom(form, 0.3, 0.1, 0.1), startFrom(form, 0.7, 0.05, 0.5)],
      lower: startFrom(form, EDGE, EDGE, EDGE, 0.8),
      upper: startFrom(form, 1 - EDGE, 1 - EDGE, 1 - EDGE, 0.98),
      tolerance: 1e-9,
    },
    control,
  )
  const parameters = parametersFrom(form, found.x)
  const { sumOfSquares, first } = solver(parameters)
  smooth(series, parameters, first, new Float64Array(n))
  const degreesOfFreedom = n - k + 1
  return {
    form,
    parameters,
    state: first,
    periods: n,
    sumOfSquares,
    variance: sumOfSquares / degreesOfFreedom,
    degreesOfFreedom,
    aicc: n * Math.log(Math.max(sumOfSquares, rounding) / n) + 2 * k + (2 * k * (k + 1)) / (n - k - 1),
  }
}

/** Search coordinates: α, then (trend) β/α and φ, then (season) γ/(1 − α); all between 0 and 1. */
function startFrom({ trend, season }: SmoothingForm, alpha: number, betaShare: number, gammaShare: number, phi = 0.95): number[] {
  return [alpha, ...(trend ? [betaShare, phi] : []), ...(season > 0 ? [gammaShare] : [])]
}

function parametersFrom({ trend, season }: SmoothingForm, x: ArrayLike<number>): SmoothingParameters {
  const alpha = x[0]!
  return {
    alpha,
    beta: trend ? alpha * x[1]! : 0,
    phi: trend ? x[2]! : 1,
    gamma: season > 0 ? (1 - alpha) * x[trend ? 3 : 1]! : 0,
  }
}

/** For given parameters: the first state with the least sum of squares, and that sum. Its buffers are made once. */
function firstStateSolver(series: Float64Array, form: SmoothingForm) {
  const n = series.length
  const size = stateSize(form)
  const base = new Float64Array(n)
  const columns = Array.from({ length: size }, () => new Float64Array(n))
  const unit = new Float64Array(size)
  const normal = squareMatrix(size)
  const right = new Float64Array(size)
  return (parameters: SmoothingParameters): { sumOfSquares: number; first: SmoothingState } => {
    unit.fill(0)
    smooth(series, parameters, stateFrom(form, unit), base)
    for (let j = 0; j < size; j++) {
      unit.fill(0)
      unit[j] = 1
      smooth(null, parameters, stateFrom(form, unit), columns[j]!)
    }
    // Errors are base + Σ xⱼ·columnⱼ: normal equations for x.
    for (let i = 0; i < size; i++) {
      right[i] = -dot(columns[i]!, base)
      for (let j = 0; j <= i; j++) {
        const product = dot(columns[i]!, columns[j]!)
        normal.entries[i * size + j] = product
        normal.entries[j * size + i] = product
      }
      // A hair of ridge: with strong smoothing the first state hardly shows in the data.
      normal.entries[i * size + i]! *= 1 + 1e-10
    }
    const factor = cholesky(normal)
    const first = stateFrom(form, factor ? solveCholesky(factor, right) : unit.fill(0))
    const errors = new Float64Array(n)
    smooth(series, parameters, { ...first, season: first.season.slice() }, errors)
    return { sumOfSquares: dot(errors, errors), first }
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
