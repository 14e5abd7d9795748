import { InvalidInput, requirePositive, requireSameLength } from '../errors.ts'
import type { ModelFit } from './model-fit.ts'

/**
 * What a chain or a trade already knows: independent normal laws for the logarithms of the four parameters, in the model's own order
 * and unit of time. A small shop's fit is drawn towards them; the more data it has, the less.
 */
export type ParameterPrior = {
  readonly logMean: readonly number[]
  readonly logSd: readonly number[]
}

/** Throws unless the prior holds four finite means and four positive standard deviations. */
export function checkPrior(prior: ParameterPrior): void {
  requireSameLength('prior.logMean', prior.logMean, 'the model', 4)
  requireSameLength('prior.logSd', prior.logSd, 'the model', 4)
  prior.logMean.forEach((mean, i) => {
    if (!Number.isFinite(mean)) throw new InvalidInput('prior.logMean', `must be a finite number, got ${mean}`, i)
    requirePositive('prior.logSd', prior.logSd[i]!, i)
  })
}

/** Prior from one fit over the whole chain; `logSd` says how far shops may differ (0.5: two thirds lie within a factor 1.65). */
export function priorFromChain(chain: ModelFit, logSd = 0.5): ParameterPrior {
  requirePositive('logSd', logSd)
  return { logMean: chain.parameters.map(Math.log), logSd: chain.parameters.map(() => logSd) }
}

/**
 * Prior from fits of several larger shops (empirical Bayes by moments): the precision-free mean of their log-parameters, and as
 * spread the variance between shops less the mean variance of estimation, not below (0.1)². Shops whose errors are unknown are
 * left out. @throws InvalidInput when fewer than 3 shops remain
 */
export function priorFromShops(shops: readonly ModelFit[]): ParameterPrior {
  const usable = shops.filter((shop) => shop.logErrors !== null)
  if (usable.length < 3) throw new InvalidInput('shops', `must hold at least 3 fits with standard errors, got ${usable.length}`)
  const logMean: number[] = []
  const logSd: number[] = []
  for (let i = 0; i < 4; i++) {
    const logs = usable.map((shop) => Math.log(shop.parameters[i]!))
    const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length
    const spread = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (logs.length - 1)
    const error = usable.reduce((sum, shop) => sum + (shop.logErrors![i] ?? 0) ** 2, 0) / usable.length
    logMean.push(mean)
    logSd.push(Math.sqrt(Math.max(0.01, spread - error)))
  }
  return { logMean, logSd }
}
