import { InvalidInput, requireCount, requireNonNegative, requirePositive, TooLittleData } from '../errors.ts'
import { type Minimum, minimise, type Objective } from '../stats/index.ts'
import { covarianceOfFree, inParameterUnits, standardErrors } from './covariance.ts'

export type RetentionFit = {
  readonly model: 'sbg'
  readonly alpha: number
  readonly beta: number
  readonly logLikelihood: number
  readonly standardErrors: readonly (number | null)[] | null
  readonly search: Omit<Minimum, 'x' | 'value'>
}

/**
 * Shifted beta-geometric model of contracts that are renewed or not: each customer leaves at a renewal with probability θ ~ Beta(α, β).
 * Fader & Hardie (2007), How to project customer retention, J. of Interactive Marketing 21(1). With d_t customers lost in period t and
 * n_t left after it:  ln L = Σ_t n_t ln((β+t−1)/(α+β+t−1)) + d_t ln(α/(α+β+t−1)).
 *
 * `survivors[t]` are the customers left after t periods, survivors[0] the cohort. @throws InvalidInput when they rise,
 * TooLittleData when nobody was lost or there are fewer than 2 periods
 */
export function fitRetention(survivors: ArrayLike<number>): RetentionFit {
  for (let t = 0; t < survivors.length; t++) {
    requireNonNegative('survivors', survivors[t]!, t)
    if (t > 0 && survivors[t]! > survivors[t - 1]!) throw new InvalidInput('survivors', 'must not rise', t)
  }
  if (survivors.length < 3)
    throw new TooLittleData(`${Math.max(0, survivors.length - 1)} periods`, 'at least 2 periods after the start')
  if (survivors[0] === survivors[survivors.length - 1])
    throw new TooLittleData('nobody was lost', 'a period in which customers left')
  const objective: Objective = (logs, gradient) => {
    const alpha = Math.exp(logs[0]!)
    const beta = Math.exp(logs[1]!)
    let [sum, byAlpha, byBeta] = [0, 0, 0]
    for (let t = 1; t < survivors.length; t++) {
      const stayed = survivors[t]!
      const lost = survivors[t - 1]! - stayed
      const all = alpha + beta + t - 1
      sum += stayed * Math.log((beta + t - 1) / all) + lost * Math.log(alpha / all)
      byAlpha += lost / alpha - (stayed + lost) / all
      byBeta += stayed / (beta + t - 1) - (stayed + lost) / all
    }
    gradient[0] = -byAlpha * alpha
    gradient[1] = -byBeta * beta
    return -sum
  }
  const minimum = minimise(objective, {
    starts: [
      [0, 0],
      [-1, 1],
      [1, 2],
    ],
    lower: [Math.log(1e-4), Math.log(1e-4)],
    upper: [Math.log(1e4), Math.log(1e4)],
  })
  const [alpha, beta] = [Math.exp(minimum.x[0]!), Math.exp(minimum.x[1]!)]
  const errors = standardErrors(covarianceOfFree(objective, minimum), minimum)
  const { x: _x, value, ...search } = minimum
  return { model: 'sbg', alpha, beta, logLikelihood: -value, standardErrors: inParameterUnits(errors, [alpha, beta]), search }
}

/** Share that renews in period t (1, 2, …) of those still there: (β+t−1)/(α+β+t−1). It rises with t, though nobody changes. */
export function retentionRate(fit: Pick<RetentionFit, 'alpha' | 'beta'>, t: number): number {
  requirePositive('alpha', fit.alpha)
  requirePositive('beta', fit.beta)
  requireCount('t', t, undefined, 1)
  return (fit.beta + t - 1) / (fit.alpha + fit.beta + t - 1)
}

/** Share of the cohort left after 0, 1, …, `periods` periods. */
export function survivalCurve(fit: Pick<RetentionFit, 'alpha' | 'beta'>, periods: number): Float64Array {
  requireCount('periods', periods)
  const curve = new Float64Array(periods + 1)
  curve[0] = 1
  for (let t = 1; t <= periods; t++) curve[t] = curve[t - 1]! * retentionRate(fit, t)
  return curve
}

/**
 * Discounted expected periods still to come for a customer who has renewed `renewals` times and stands before the next renewal:
 * Σ_{k≥1} S(renewals+k)/S(renewals) /(1+d)^k over `periods` periods. Times the margin of a period this is the residual value
 * (Fader & Hardie 2010, Marketing Science 29(1)).
 */
export function discountedResidualLifetime(
  fit: Pick<RetentionFit, 'alpha' | 'beta'>,
  renewals: number,
  discount: number,
  periods: number,
): number {
  requireCount('renewals', renewals)
  requireNonNegative('discount', discount)
  requireCount('periods', periods, undefined, 1)
  let [sum, stay] = [0, 1]
  for (let k = 1; k <= periods; k++) {
    stay *= retentionRate(fit, renewals + k) / (1 + discount)
    sum += stay
  }
  return sum
}
