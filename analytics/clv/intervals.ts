import { InvalidInput } from '../errors.ts'
import { chiSquareInverse, findRoot, minimise, type Objective, quadraticForm, studentInverse } from '../stats/index.ts'
import { models } from './fit-model.ts'
import type { ModelFit } from './model-fit.ts'
import type { HistoryGroups } from './models/histories.ts'
import type { ModelParameters } from './models/model.ts'

export type LikelyRange = { readonly value: number; readonly low: number; readonly high: number }

/** Intervals of the four parameters, symmetric in their logarithms; null for a parameter whose error is unknown. */
export function parameterIntervals(fit: ModelFit, level = 0.9): (LikelyRange | null)[] {
  const z = quantileOf(fit, level)
  return fit.parameters.map((value, i) => {
    const error = fit.logErrors?.[i]
    return error == null ? null : { value, low: value * Math.exp(-z * error), high: value * Math.exp(z * error) }
  })
}

/** Student's t with the repeat customers less four parameters as degrees of freedom: a little wider for small shops. */
function quantileOf(fit: ModelFit, level: number): number {
  if (!(level > 0 && level < 1)) throw new InvalidInput('level', `must lie strictly between 0 and 1, got ${level}`)
  return studentInverse(0.5 + level / 2, Math.max(1, fit.repeaters - 4))
}

/**
 * Interval of a positive figure made from the parameters (an expectation, a probability, a value), by the delta method on its
 * logarithm: se² = gᵀ Σ g with g the slopes of ln figure by the log-parameters. It holds what is unsure about the parameters, not the
 * chance in single purchases. Null where the fit has no covariance.
 * @throws InvalidInput when the figure is not positive
 */
export function figureInterval(fit: ModelFit, figure: (parameters: ModelParameters) => number, level = 0.9): LikelyRange | null {
  if (!fit.logCovariance) return null
  const at = (i: number, step: number) => {
    const moved = fit.parameters.map((value, k) => (k === i ? value * Math.exp(step) : value)) as unknown as ModelParameters
    const value = figure(moved)
    if (!(value > 0 && value < Infinity)) throw new InvalidInput('figure', `must give a positive number, gave ${value}`)
    return value
  }
  const STEP = 1e-4
  const slopes = fit.parameters.map((_, i) => Math.log(at(i, STEP) / at(i, -STEP)) / (2 * STEP))
  const factor = Math.exp(quantileOf(fit, level) * Math.sqrt(Math.max(0, quadraticForm(fit.logCovariance, slopes))))
  const value = at(0, 0)
  return { value, low: value / factor, high: value * factor }
}

/**
 * Profile-likelihood interval of one parameter: all values whose best log-likelihood lies within χ²₁(level)/2 of the maximum. Slower
 * than `parameterIntervals`, but right on the flat, curved ridges that these likelihoods have. A side that never falls so far within
 * a factor e⁸ is given as 0 or Infinity: the data do not bound the parameter there.
 */
export function profileInterval(fit: ModelFit, groups: HistoryGroups, parameter: number, level = 0.9): LikelyRange {
  if (!Number.isInteger(parameter) || parameter < 0 || parameter > 3)
    throw new InvalidInput('parameter', `must be 0, 1, 2 or 3, got ${parameter}`)
  const drop = chiSquareInverse(level, 1) / 2
  const best = fit.parameters.map(Math.log)
  const others = [0, 1, 2, 3].filter((i) => i !== parameter)
  const model = models[fit.model]
  const full = new Float64Array(4)
  const slopes = new Float64Array(4)
  // Every search begins at the best point of the last value inside, so that each value has one answer.
  let begin = others.map((i) => best[i]!)
  const search = (fixed: number) => {
    const objective: Objective = (x, gradient) => {
      full[parameter] = Math.exp(fixed)
      others.forEach((i, k) => {
        full[i] = Math.exp(x[k]!)
      })
      const value = -model.logLikelihood(full, groups, slopes)
      others.forEach((i, k) => {
        gradient[k] = -slopes[i]! * full[i]!
      })
      return value
    }
    const around = (shift: number) => others.map((i) => best[i]! + shift)
    return minimise(objective, { starts: [begin], lower: around(-8), upper: around(8), tolerance: 1e-10 })
  }
  const beyond = (fixed: number) => search(fixed).value + fit.logLikelihood - drop
  const side = (direction: 1 | -1) => {
    begin = others.map((i) => best[i]!)
    let inside = best[parameter]!
    for (let step = 0.25; step <= 8; step *= 2) {
      const probe = best[parameter]! + direction * step
      const found = search(probe)
      if (found.value + fit.logLikelihood > drop)
        return Math.exp(findRoot(beyond, Math.min(inside, probe), Math.max(inside, probe)))
      inside = probe
      begin = [...found.x]
    }
    return direction > 0 ? Infinity : 0
  }
  return { value: fit.parameters[parameter]!, low: side(-1), high: side(1) }
}
