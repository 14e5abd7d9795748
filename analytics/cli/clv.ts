import {
  continueHistories,
  type Diagnosis,
  fitGammaGamma,
  fitModel,
  groupHistories,
  holdoutLogLikelihood,
  type ModelFit,
  type ModelName,
  models,
  type PurchaseHistories,
  type PurchaseSummary,
  predict,
  summarise,
} from '../clv/index.ts'
import { TooLittleData } from '../errors.ts'
import { type Command, Finished, readArgs, readDay, requireOption, UsageError } from './command.ts'
import { type PurchaseFile, readPurchases } from './read-purchases.ts'

/** Weeks that are forecast when no hold-out is named. */
const ONE_YEAR = 52

/** Fits the customer-base models on the calibration period and, where named, holds their forecasts against the hold-out. */
export const command: Command = {
  name: 'clv',
  usage:
    'clv FILE --calibration-end D [--holdout-end D] [--json]   (columns customer_no, order_date or visit_date, amount if known)',
  async run(args) {
    const { files, options } = readArgs(args, { 'calibration-end': 'text', 'holdout-end': 'text' })
    const calibrationEnd = readDay('calibration-end', requireOption('calibration-end', options['calibration-end']))
    const holdoutEnd = options['holdout-end'] === undefined ? undefined : readDay('holdout-end', options['holdout-end'])
    if (holdoutEnd !== undefined && holdoutEnd <= calibrationEnd)
      throw new UsageError('--holdout-end must be later than --calibration-end')
    const file = await readPurchases(files[0]!)
    const summary = summarise(file.events, calibrationEnd)
    if (summary.x.length === 0) throw new UsageError('no customer bought up to --calibration-end')
    const full = holdoutEnd === undefined ? undefined : continueHistories(file.events, summary, holdoutEnd)
    const weeks = holdoutEnd === undefined ? ONE_YEAR : (holdoutEnd - calibrationEnd) / 7
    return report(file, summary, full, weeks)
  },
}

type Candidate = {
  model: ModelName
  params: Record<string, number> | null
  standardErrors: Record<string, number | null> | null
  logLikelihood: number | null
  holdoutLogLikelihood: number | null
  expectedPurchases: number | null
  meanPAlive: number | null
  warnings: string[]
}

function report(file: PurchaseFile, summary: PurchaseSummary, full: PurchaseHistories | undefined, weeks: number): unknown {
  const refusals = [...file.refusals]
  const groups = groupHistories(summary)
  const fullGroups = full && groupHistories(full)
  const candidates = (Object.keys(models) as ModelName[]).map((name) => {
    try {
      const fit = fitModel(name, groups)
      return candidateOf(fit, summary, weeks, fullGroups ? holdoutLogLikelihood(fit, fullGroups) : null)
    } catch (error) {
      if (!(error instanceof TooLittleData)) throw error
      refusals.push(`${name}: ${error.message}`)
      return refusedCandidate(name, error.message)
    }
  })
  // By what happened in the hold-out if there is one, else by the likelihood of the calibration period itself.
  const score = (candidate: Candidate) => candidate.holdoutLogLikelihood ?? candidate.logLikelihood ?? -Infinity
  const best = candidates.reduce((a, b) => (score(b) > score(a) ? b : a))
  const result = {
    model: best.params ? best.model : null,
    chosenBy: full ? 'holdout likelihood' : 'likelihood',
    candidates,
    gammaGamma: file.hasAmount ? spendOf(summary, refusals) : null,
    customers: groups.customers,
    repeaters: groups.repeaters,
    forecastWeeks: weeks,
    holdout: full ? holdoutFigures(summary, full, weeks, best) : null,
    notCounted: file.notCounted,
  }
  return refusals.length > 0 ? new Finished(result, refusals) : result
}

function candidateOf(fit: ModelFit, summary: PurchaseSummary, weeks: number, holdout: number | null): Candidate {
  const { pAlive, expected } = predict(fit, summary, { horizon: weeks })
  const named = <T>(values: readonly T[]) =>
    Object.fromEntries(models[fit.model].parameterNames.map((name, i) => [name, values[i]!]))
  return {
    model: fit.model,
    params: named(fit.parameters),
    standardErrors: fit.standardErrors && named(fit.standardErrors),
    logLikelihood: fit.logLikelihood,
    holdoutLogLikelihood: holdout,
    expectedPurchases: sum(expected),
    meanPAlive: sum(pAlive) / pAlive.length,
    warnings: fit.warnings.map(inWords),
  }
}

function refusedCandidate(model: ModelName, reason: string): Candidate {
  const nothing = { params: null, standardErrors: null, logLikelihood: null, holdoutLogLikelihood: null }
  return { model, ...nothing, expectedPurchases: null, meanPAlive: null, warnings: [`too-little-data: ${reason}`] }
}

function spendOf(summary: PurchaseSummary, refusals: string[]): unknown {
  try {
    const fit = fitGammaGamma(summary.x, summary.meanSpend)
    const [p, q, gamma] = fit.parameters
    const { logLikelihood, customers, averageSpend, correlation, warnings } = fit
    return { params: { p, q, gamma }, logLikelihood, customers, averageSpend, correlation, warnings: warnings.map(inWords) }
  } catch (error) {
    if (!(error instanceof TooLittleData)) throw error
    refusals.push(`gammaGamma: ${error.message}`)
    return null
  }
}

function holdoutFigures(summary: PurchaseSummary, full: PurchaseHistories, weeks: number, best: Candidate) {
  let naive = 0
  for (let i = 0; i < summary.x.length; i++) if (summary.T[i]! > 0) naive += (summary.x[i]! / summary.T[i]!) * weeks
  // Naive: every customer goes on at the rate shown so far.
  return { weeks, actual: sum(full.x) - sum(summary.x), predicted: best.expectedPurchases, naive }
}

function inWords({ code, message }: Diagnosis): string {
  return `${code}: ${message}`
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0)
}
