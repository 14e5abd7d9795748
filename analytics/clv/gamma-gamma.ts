import { InvalidInput, requireCount, requireFinite, requireNonEmpty, requireSameLength, TooLittleData } from '../errors.ts'
import { digamma, lnGamma, type Minimum, minimise, type Objective, type RunControl, type SearchOptions } from '../stats/index.ts'
import { covarianceOfFree, inParameterUnits, standardErrors } from './covariance.ts'
import { type Diagnosis, MIN_REPEATERS } from './diagnose.ts'
import { warmStart } from './warm-start.ts'

/** p and q have no unit, γ has the unit of money. */
export type SpendParameters = readonly [p: number, q: number, gamma: number]

export type SpendFit = {
  readonly model: 'gammagamma'
  readonly parameters: SpendParameters
  readonly logLikelihood: number
  /** Repeat customers with a mean spend above 0, on whom the fit rests. */
  readonly customers: number
  /** Their plain average of mean spend. */
  readonly averageSpend: number
  /** Pearson correlation of the number of repeat purchases with mean spend; the model assumes 0. */
  readonly correlation: number
  readonly standardErrors: readonly (number | null)[] | null
  readonly search: Omit<Minimum, 'x' | 'value'>
  readonly warnings: readonly Diagnosis[]
}

type SpendRows = {
  readonly x: Float64Array
  readonly total: Float64Array
  /** customers[k] = rows with x = k. */
  readonly customers: Float64Array
  readonly sumXLnTotal: number
  readonly sumLnMean: number
}

/**
 * Gamma-Gamma model of spend: a purchase of a customer is Gamma(p, ν), ν ~ Gamma(q, γ) over customers, independent of how often they
 * buy. Fader & Hardie (2013), note 025; Colombo & Jiang (1999). For mean spend m over x repeat purchases:
 *
 *   ln L = Σ ln Γ(px+q) − ln Γ(px) − ln Γ(q) + q ln γ + (px−1) ln m + px ln x − (px+q) ln(γ + mx)
 *
 * Rows with x = 0 or mean ≤ 0 are left out. @throws InvalidInput, or TooLittleData below `MIN_REPEATERS` rows
 */
export function fitGammaGamma(x: ArrayLike<number>, meanSpend: ArrayLike<number>, control: RunControl = {}): SpendFit {
  const rows = spendRows(x, meanSpend)
  const n = rows.x.length
  let averageSpend = 0
  for (let i = 0; i < n; i++) averageSpend += rows.total[i]! / rows.x[i]! / n
  const objective = negativeLogLikelihood(rows)
  const space = searchSpace(averageSpend)
  const warmed = n >= WORTH_WARMING ? warmStart(space, negativeLogLikelihood(everyTenth(rows), 10)) : space
  const minimum = minimise(objective, warmed, control)
  const parameters = Array.from(minimum.x, Math.exp) as unknown as SpendParameters
  const correlation = pearson(rows)
  const { x: _x, value, ...search } = minimum
  return {
    model: 'gammagamma',
    parameters,
    logLikelihood: -value,
    customers: n,
    averageSpend,
    correlation,
    standardErrors: inParameterUnits(standardErrors(covarianceOfFree(objective, minimum), minimum), parameters),
    search,
    warnings: diagnoseSpend(parameters, minimum, correlation, n),
  }
}

/** From this many rows on a search on every tenth of them finds the start. */
const WORTH_WARMING = 400

function searchSpace(averageSpend: number): SearchOptions {
  const starts = [
    [6, 4, averageSpend / 2],
    [1, 2, averageSpend],
    [20, 10, averageSpend / 2],
  ]
  return {
    starts: starts.map((start) => start.map(Math.log)),
    lower: [1e-3, 1e-2, 1e-6 * averageSpend].map(Math.log),
    upper: [1e4, 1e4, 1e6 * averageSpend].map(Math.log),
  }
}

/**
 * E[mean spend of a customer | m, x] = p(γ + mx)/(px + q − 1): the customer's own mean drawn towards everybody's (note 025, eq. 5).
 * For x = 0 it is everybody's mean pγ/(q−1); where q ≤ 1 makes that infinite, the observed average is returned instead.
 */
export function expectedSpend(fit: Pick<SpendFit, 'parameters' | 'averageSpend'>, x: number, meanSpend: number): number {
  requireCount('x', x)
  requireFinite('meanSpend', meanSpend)
  return drawnTowardsAll(fit, x, meanSpend)
}

function drawnTowardsAll(fit: Pick<SpendFit, 'parameters' | 'averageSpend'>, x: number, meanSpend: number): number {
  const [p, q, gamma] = fit.parameters
  const known = x > 0 && meanSpend > 0
  const weight = p * (known ? x : 0) + q - 1
  return weight > 0 ? (p * (gamma + (known ? meanSpend * x : 0))) / weight : known ? meanSpend : fit.averageSpend
}

/** `expectedSpend` for many customers at once. */
export function expectedSpends(fit: SpendFit, x: ArrayLike<number>, meanSpend: ArrayLike<number>): Float64Array {
  requireSameLength('meanSpend', meanSpend, 'x', x.length)
  const result = new Float64Array(x.length)
  for (let i = 0; i < result.length; i++) {
    requireCount('x', x[i]!, i)
    requireFinite('meanSpend', meanSpend[i]!, i)
    result[i] = drawnTowardsAll(fit, x[i]!, meanSpend[i]!)
  }
  return result
}

function spendRows(x: ArrayLike<number>, meanSpend: ArrayLike<number>): SpendRows {
  requireNonEmpty('x', x)
  requireSameLength('meanSpend', meanSpend, 'x', x.length)
  const kept = { x: new Float64Array(x.length), total: new Float64Array(x.length) }
  let rows = 0
  for (let i = 0; i < x.length; i++) {
    const [count, mean] = [x[i]!, meanSpend[i]!]
    if (!(count >= 0 && count <= Number.MAX_SAFE_INTEGER && Math.floor(count) === count))
      throw new InvalidInput('x', `must be a whole number ≥ 0, got ${count}`, i)
    if (!Number.isFinite(mean)) throw new InvalidInput('meanSpend', `must be a finite number, got ${mean}`, i)
    if (count === 0 || mean <= 0) continue
    kept.x[rows] = count
    kept.total[rows] = count * mean
    rows++
  }
  if (rows < MIN_REPEATERS) throw new TooLittleData(`${rows} repeat customers with a mean spend above 0`, `${MIN_REPEATERS}`)
  return withTotals(kept.x.subarray(0, rows), kept.total.subarray(0, rows))
}

function everyTenth({ x, total }: SpendRows): SpendRows {
  const tenth = (_: number, i: number) => i % 10 === 0
  return withTotals(x.filter(tenth), total.filter(tenth))
}

function withTotals(x: Float64Array, total: Float64Array): SpendRows {
  let most = 0
  for (let i = 0; i < x.length; i++) most = Math.max(most, x[i]!)
  const customers = new Float64Array(most + 1)
  let sumXLnTotal = 0
  let sumLnMean = 0
  for (let i = 0; i < x.length; i++) {
    customers[x[i]!]! += 1
    sumXLnTotal += x[i]! * Math.log(total[i]!)
    sumLnMean += Math.log(total[i]! / x[i]!)
  }
  return { x, total, customers, sumXLnTotal, sumLnMean }
}

/** `weight`: how many customers each row stands for. */
function negativeLogLikelihood({ x, total, customers, sumXLnTotal, sumLnMean }: SpendRows, weight = 1): Objective {
  return (logs, gradient) => {
    const [p, q, gamma] = [Math.exp(logs[0]!), Math.exp(logs[1]!), Math.exp(logs[2]!)]
    let sum = x.length * (q * logs[2]! - lnGamma(q)) + p * sumXLnTotal - sumLnMean
    let byP = sumXLnTotal
    let byQ = x.length * (logs[2]! - digamma(q))
    let byGamma = (x.length * q) / gamma
    for (let k = 1; k < customers.length; k++) {
      const n = customers[k]!
      if (n === 0) continue
      const joint = digamma(p * k + q)
      sum += n * (lnGamma(p * k + q) - lnGamma(p * k))
      byP += n * k * (joint - digamma(p * k))
      byQ += n * joint
    }
    for (let i = 0; i < x.length; i++) {
      const scale = gamma + total[i]!
      const shape = p * x[i]! + q
      const ln = Math.log(scale)
      sum -= shape * ln
      byP -= x[i]! * ln
      byQ -= ln
      byGamma -= shape / scale
    }
    gradient[0] = -weight * byP * p
    gradient[1] = -weight * byQ * q
    gradient[2] = -weight * byGamma * gamma
    return -weight * sum
  }
}

function pearson({ x, total }: SpendRows): number {
  const n = x.length
  let [meanX, meanM, xx, mm, xm] = [0, 0, 0, 0, 0]
  for (let i = 0; i < n; i++) {
    const dx = x[i]! - meanX
    const m = total[i]! / x[i]!
    const dm = m - meanM
    meanX += dx / (i + 1)
    meanM += dm / (i + 1)
    xx += dx * (x[i]! - meanX)
    mm += dm * (m - meanM)
    xm += dx * (m - meanM)
  }
  return xx > 0 && mm > 0 ? xm / Math.sqrt(xx * mm) : 0
}

function diagnoseSpend([, q]: SpendParameters, minimum: Minimum, correlation: number, n: number): Diagnosis[] {
  const found: Diagnosis[] = []
  const names = ['p', 'q', 'gamma']
  const resting = minimum.atBound.flatMap((bound, i) => (bound ? [`${names[i]} at its ${bound} bound`] : []))
  if (resting.length > 0)
    found.push({ code: 'parameter-at-bound', message: `${resting.join(', ')}: the data do not say how large it is` })
  if (minimum.status !== 'converged') found.push({ code: 'not-converged', message: `the search ended as "${minimum.status}"` })
  // Fisher's z: only a correlation that is both strong and beyond chance counts.
  const z = Math.atanh(Math.min(0.999999, Math.abs(correlation))) * Math.sqrt(Math.max(0, n - 3))
  if (Math.abs(correlation) >= 0.3 && z > 1.96)
    found.push({
      code: 'spend-correlates-with-frequency',
      message: `spend and frequency correlate (${correlation.toFixed(2)}); the model takes them as independent: value frequent buyers by their own mean`,
    })
  if (q <= 1)
    found.push({
      code: 'infinite-mean-spend',
      message: `q = ${q.toFixed(2)} ≤ 1 gives no finite mean spend for unknown customers; the observed average stands in`,
    })
  return found
}
