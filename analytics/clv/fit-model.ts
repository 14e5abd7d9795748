import { TooLittleData } from '../errors.ts'
import { type Minimum, minimise, minimiseAsync, type Objective, type RunControl, type SearchOptions } from '../stats/index.ts'
import { covarianceOfFree, inParameterUnits, standardErrors } from './covariance.ts'
import { diagnose, MIN_REPEATERS } from './diagnose.ts'
import type { ModelFit } from './model-fit.ts'
import { bgNbd, mbgNbd } from './models/geometric-dropout.ts'
import { coarsen, groupHistories, type HistoryGroups } from './models/histories.ts'
import type { CustomerBaseModel, ModelName, ModelParameters } from './models/model.ts'
import { paretoNbd } from './models/pareto-nbd.ts'
import { checkPrior, type ParameterPrior } from './prior.ts'
import type { PurchaseHistories } from './summarise.ts'
import { warmStart } from './warm-start.ts'

/** The three models by name. */
export const models: { readonly [name in ModelName]: CustomerBaseModel } = { bgnbd: bgNbd, mbgnbd: mbgNbd, pnbd: paretoNbd }

export type FitOptions = RunControl & {
  /** Shrinks the fit towards a chain or trade; also lifts the least number of repeaters. */
  readonly prior?: ParameterPrior
}

/**
 * Maximum likelihood (or, with a prior, maximum posterior) on grouped histories over log-parameters, bounded, with restarts.
 * @throws InvalidInput for impossible histories, TooLittleData below `MIN_REPEATERS` repeat customers without a prior
 */
export function fitModel(name: ModelName, histories: PurchaseHistories | HistoryGroups, options: FitOptions = {}): ModelFit {
  const task = prepare(name, histories, options)
  return finish(task, minimise(task.objective, task.search, options))
}

/** The same fit and result, giving the event loop a turn after each iteration, so that `signal` can abort it. */
export async function fitModelAsync(
  name: ModelName,
  histories: PurchaseHistories | HistoryGroups,
  options: FitOptions = {},
): Promise<ModelFit> {
  const task = prepare(name, histories, options)
  return finish(task, await minimiseAsync(task.objective, task.search, options))
}

type Task = {
  readonly model: CustomerBaseModel
  readonly groups: HistoryGroups
  readonly prior: ParameterPrior | undefined
  readonly objective: Objective
  readonly search: SearchOptions
}

function prepare(name: ModelName, histories: PurchaseHistories | HistoryGroups, { prior }: FitOptions): Task {
  const model = models[name]
  const groups = 'moreThan' in histories ? histories : groupHistories(histories)
  if (prior) checkPrior(prior)
  else if (groups.repeaters < MIN_REPEATERS)
    throw new TooLittleData(
      `${groups.repeaters} of ${groups.customers} customers bought again`,
      `${MIN_REPEATERS} repeat customers, or a prior from the chain or the trade`,
    )
  const search = warmed(model, groups, prior, searchSpace(model, groups, prior))
  return { model, groups, prior, objective: negativeLogPosterior(model, groups, prior), search }
}

/** From this many rows on a search on coarsened rows, cheap beside one look at all of them, finds the start and its curvature. */
const WORTH_WARMING = 400

function warmed(
  model: CustomerBaseModel,
  groups: HistoryGroups,
  prior: ParameterPrior | undefined,
  search: SearchOptions,
): SearchOptions {
  if (groups.x.length < WORTH_WARMING) return search
  const coarse = coarsen(groups)
  if (coarse.x.length > groups.x.length / 2) return search
  return warmStart(search, negativeLogPosterior(model, coarse, prior))
}

function negativeLogPosterior(model: CustomerBaseModel, groups: HistoryGroups, prior: ParameterPrior | undefined): Objective {
  const parameters = new Float64Array(4)
  const slopes = new Float64Array(4)
  return (x, gradient) => {
    for (let i = 0; i < 4; i++) parameters[i] = Math.exp(x[i]!)
    let value = -model.logLikelihood(parameters, groups, slopes)
    for (let i = 0; i < 4; i++) {
      gradient[i] = -slopes[i]! * parameters[i]!
      if (!prior) continue
      const away = (x[i]! - prior.logMean[i]!) / prior.logSd[i]!
      value += 0.5 * away * away
      gradient[i]! += away / prior.logSd[i]!
    }
    return value
  }
}

/** Shapes between 1e-4 and 100, times between 1e-4 and 1e4 mean observation times: beyond them no forecast changes any more. */
function searchSpace(model: CustomerBaseModel, groups: HistoryGroups, prior: ParameterPrior | undefined): SearchOptions {
  const meanT = Math.max(groups.sumT / groups.customers, 1e-3)
  const rate = Math.max(groups.sumX, 0.5) / Math.max(groups.sumT, 1e-3)
  const unit = (i: number) => (model.timeScaled[i] ? meanT : 1)
  const dropout = model.timeScaled[3]
    ? [
        [0.5, meanT],
        [1, meanT / 4],
        [0.2, 3 * meanT],
      ]
    : [
        [0.7, 2],
        [1, 1],
        [0.2, 4],
      ]
  const rates = [0.6, 0.25, 3]
  const starts = rates.map((r, i) => [r, (0.6 * r) / rate, dropout[i]![0]!, dropout[i]![1]!].map(Math.log))
  return {
    starts: prior ? [[...prior.logMean], ...starts] : starts,
    lower: model.timeScaled.map((_, i) => Math.log(1e-4 * unit(i))),
    upper: model.timeScaled.map((scaled, i) => Math.log((scaled ? 1e4 : 100) * unit(i))),
  }
}

function finish({ model, groups, prior, objective }: Task, minimum: Minimum): ModelFit {
  const parameters = Array.from(minimum.x, Math.exp) as unknown as ModelParameters
  const logLikelihood = model.logLikelihood(parameters, groups, new Float64Array(4))
  const logCovariance = covarianceOfFree(objective, minimum)
  const logErrors = standardErrors(logCovariance, minimum)
  const { x: _x, value: _value, ...search } = minimum
  return {
    model: model.name,
    parameters,
    logLikelihood,
    customers: groups.customers,
    repeaters: groups.repeaters,
    standardErrors: inParameterUnits(logErrors, parameters),
    logErrors,
    logCovariance,
    priorShare: prior ? prior.logSd.map((sd, i) => Math.min(1, ((logErrors?.[i] ?? 0) / sd) ** 2)) : null,
    search,
    warnings: diagnose(model, groups, logLikelihood, minimum, logCovariance !== null),
  }
}
