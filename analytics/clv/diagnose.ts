import { chiSquareTail, type Minimum, minimise, type Objective } from '../stats/index.ts'
import { coarsen, type HistoryGroups } from './models/histories.ts'
import type { CustomerBaseModel } from './models/model.ts'
import { warmStart } from './warm-start.ts'

/** Below this many repeat customers a fit without a prior is refused. */
export const MIN_REPEATERS = 20
/** Below this many the fit stands with a warning. */
export const ENOUGH_REPEATERS = 100

export type DiagnosisCode =
  | 'few-repeaters'
  | 'parameter-at-bound'
  | 'no-dropout-detectable'
  | 'not-converged'
  | 'not-identified'
  | 'spend-correlates-with-frequency'
  | 'infinite-mean-spend'

/** Why a result must be read with care, and what follows from it. */
export type Diagnosis = { readonly code: DiagnosisCode; readonly message: string }

/** What can be wrong with a finished fit; empty when nothing is. */
export function diagnose(
  model: CustomerBaseModel,
  groups: HistoryGroups,
  logLikelihood: number,
  minimum: Minimum,
  identified: boolean,
): Diagnosis[] {
  const found: Diagnosis[] = []
  if (groups.repeaters < ENOUGH_REPEATERS)
    found.push({
      code: 'few-repeaters',
      message: `only ${groups.repeaters} repeat customers; under ${ENOUGH_REPEATERS} the parameters are unsure: read totals, not single customers`,
    })
  const resting = minimum.atBound.flatMap((bound, i) => (bound ? [`${model.parameterNames[i]} at its ${bound} bound`] : []))
  if (resting.length > 0)
    found.push({ code: 'parameter-at-bound', message: `${resting.join(', ')}: the data do not say how large it is` })
  if (minimum.status !== 'converged')
    found.push({
      code: 'not-converged',
      message: `the search ended as "${minimum.status}" after ${minimum.iterations} iterations`,
    })
  if (!identified)
    found.push({
      code: 'not-identified',
      message: 'the likelihood is flat at its top: no standard errors, compare forecasts only',
    })
  const gain = logLikelihood - logLikelihoodWithoutDropout(groups)
  if (chiSquareTail(Math.max(0, 2 * gain), 2) > 0.05)
    found.push({
      code: 'no-dropout-detectable',
      message: `a model without dropout explains the purchases as well (log-likelihood only ${Math.max(0, gain).toFixed(2)} lower): P(alive) says little here`,
    })
  return found
}

/** Highest log-likelihood of the NBD model (Ehrenberg 1959): rates Gamma(r, α) and nobody ever drops out. */
export function logLikelihoodWithoutDropout(groups: HistoryGroups): number {
  const meanT = Math.max(groups.sumT / groups.customers, 1e-3)
  const rate = Math.max(groups.sumX, 0.5) / Math.max(groups.sumT, 1e-3)
  const search = {
    starts: [[Math.log(0.5), Math.log(0.5 / rate)]],
    lower: [Math.log(1e-4), Math.log(1e-4 * meanT)],
    upper: [Math.log(1e4), Math.log(1e5 * meanT)],
  }
  const warmed = groups.ends.T.length < 400 ? search : warmStart(search, negativeNbd(coarsen(groups)))
  return -minimise(negativeNbd(groups), warmed).value
}

function negativeNbd({ ends, moreThan }: HistoryGroups): Objective {
  return (logs, gradient) => {
    const r = Math.exp(logs[0]!)
    const alpha = Math.exp(logs[1]!)
    let [sum, byR, byAlpha] = [0, 0, 0]
    for (let j = 0; j < moreThan.length; j++) {
      sum += moreThan[j]! * Math.log(r + j)
      byR += moreThan[j]! / (r + j)
    }
    for (let i = 0; i < ends.T.length; i++) {
      const [n, purchases, end] = [ends.customers[i]!, ends.purchases[i]!, ends.T[i]!]
      const lnEnd = Math.log1p(end / alpha)
      sum -= n * r * lnEnd + purchases * (logs[1]! + lnEnd)
      byR -= n * lnEnd
      byAlpha += (n * r * (end / alpha) - purchases) / (alpha + end)
    }
    gradient[0] = -byR * r
    gradient[1] = -byAlpha * alpha
    return -sum
  }
}
