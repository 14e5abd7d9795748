import { InvalidInput, requireSameLength } from '../errors.ts'
import { type FitOptions, fitModel, models } from './fit-model.ts'
import type { ModelFit } from './model-fit.ts'
import { groupHistories, type HistoryGroups } from './models/histories.ts'
import type { ModelName } from './models/model.ts'
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
  if (full) checkContinues(calibration, full)
  const fullGroups = full && groupHistories(full)
  const foretold = fullGroups ? fits.map((fit) => holdoutLogLikelihood(fit, fullGroups)) : null
  const scores = foretold ?? fits.map((fit) => fit.logLikelihood)
  const best = fits[scores.indexOf(Math.max(...scores))]!
  return { best, fits, by: full ? 'holdout' : 'likelihood', holdoutLogLikelihood: foretold }
}

/** ln p(what happened after the calibration | calibration, parameters), from the grouped histories up to the hold-out's end. */
export function holdoutLogLikelihood(fit: ModelFit, full: HistoryGroups): number {
  return models[fit.model].logLikelihood(fit.parameters, full, new Float64Array(4)) - fit.logLikelihood
}

function checkContinues(calibration: PurchaseHistories, full: PurchaseHistories): void {
  requireSameLength('full.x', full.x, 'calibration.x', calibration.x.length)
  for (let i = 0; i < full.x.length; i++) {
    if (full.x[i]! < calibration.x[i]! || full.T[i]! < calibration.T[i]!)
      throw new InvalidInput('full', 'must continue the calibration period of the same customer', i)
  }
}
