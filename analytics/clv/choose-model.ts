import { InvalidInput, requireSameLength } from '../errors.ts'
import { type FitOptions, fitModel, type ModelFit, models } from './fit-model.ts'
import { groupHistories } from './histories.ts'
import type { ModelName } from './model.ts'
import type { PurchaseHistories } from './summarise.ts'

export type ModelChoice = {
  readonly best: ModelFit
  readonly fits: readonly ModelFit[]
  /** What decided: the likelihood of the hold-out, or, without one, of the data themselves (all models have four parameters). */
  readonly by: 'holdout' | 'likelihood'
  /** For each fit the log-likelihood of what happened in the hold-out, given what happened before; null without a hold-out. */
  readonly holdoutLogLikelihood: readonly number[] | null
}

/**
 * Fits the models on the calibration period and takes the one that foretells the hold-out best. `full` are the histories of the same
 * customers, in the same order, up to the hold-out's end. Since the models give the density of whole histories,
 * ln p(hold-out | calibration, θ) = ln L(full; θ) − ln L(calibration; θ): numbers and times of purchases both count.
 */
export function chooseModel(
  calibration: PurchaseHistories,
  full?: PurchaseHistories,
  options: FitOptions & { readonly among?: readonly ModelName[] } = {},
): ModelChoice {
  const names = options.among ?? ['bgnbd', 'mbgnbd', 'pnbd']
  if (names.length === 0) throw new InvalidInput('among', 'must name at least one model')
  const groups = groupHistories(calibration)
  const fits = names.map((name) => fitModel(name, groups, options))
  const holdoutLogLikelihood = full ? holdout(fits, calibration, full) : null
  const scores = holdoutLogLikelihood ?? fits.map((fit) => fit.logLikelihood)
  const best = fits[scores.indexOf(Math.max(...scores))]!
  return { best, fits, by: full ? 'holdout' : 'likelihood', holdoutLogLikelihood }
}

function holdout(fits: readonly ModelFit[], calibration: PurchaseHistories, full: PurchaseHistories): number[] {
  requireSameLength('full.x', full.x, 'calibration.x', calibration.x.length)
  for (let i = 0; i < full.x.length; i++) {
    if (full.x[i]! < calibration.x[i]! || full.T[i]! < calibration.T[i]!)
      throw new InvalidInput('full', 'must continue the calibration period of the same customer', i)
  }
  const groups = groupHistories(full)
  const slopes = new Float64Array(4)
  return fits.map((fit) => models[fit.model].logLikelihood(fit.parameters, groups, slopes) - fit.logLikelihood)
}
