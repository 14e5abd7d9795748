import { InvalidInput, requireAllFinite, requireCount, requireNonEmpty, requireSameLength, TooLittleData } from '../errors.ts'
import { type SquareMatrix, squareMatrix } from '../stats/matrix.ts'
import { quantiles } from '../stats/quantile.ts'
import { Random } from '../stats/random.ts'
import type { LowHigh } from '../uplift/wilson-interval.ts'
import { relativeWeights } from './relative-weights.ts'

export interface DriverRatings {
  name: string
  /** One rating an answer, any scale; the higher the better. */
  ratings: Float64Array
}

/** Importance × performance (Martilla & James 1977). */
export type DriverQuadrant = 'improve' | 'keep' | 'lowPriority' | 'possibleOverkill'

export interface Driver {
  name: string
  /** Mean rating. */
  performance: number
  /** Correlation with the outcome, −1…1. */
  correlation: number
  /** Standardised regression coefficient. */
  coefficient: number
  /** Derived importance: the share of the explained variance, 0–1; all drivers sum to 1. */
  importance: number
  /** Percentile bootstrap over the answers. */
  importanceInterval: LowHigh
  quadrant: DriverQuadrant
}

export interface DriverAnalysis {
  n: number
  rSquared: number
  /** The most important first. */
  drivers: Driver[]
  /** fewAnswers: under 10 for each driver; collinear: some driver repeats others; nothingExplained: R² no more than chance gives. */
  warnings: ('fewAnswers' | 'collinear' | 'nothingExplained')[]
}

export interface DriverOptions {
  level?: number
  resamples?: number
  seed?: number
}

/**
 * What drives satisfaction (关键驱动因素, SAT-13): derived importance by relative weights (Johnson 2000) over the answers' correlations,
 * set against performance. Importance is high from the mean importance (1/p) on, performance from the mean rating of all drivers on.
 * It shows association; only a trial (see uplift/) shows cause.
 * @param outcome overall satisfaction or willingness to recommend, one an answer
 * @throws InvalidInput for unequal lengths, values that are not finite, or a driver or outcome that never varies
 * @throws TooLittleData for fewer answers than drivers + 2
 */
export function driverAnalysis(
  drivers: readonly DriverRatings[],
  outcome: Float64Array,
  options: DriverOptions = {},
): DriverAnalysis {
  const { level = 0.95, resamples = 400, seed = 1 } = options
  const n = outcome.length
  requireDrivers(drivers, outcome)
  requireCount('options.resamples', resamples, undefined, 20)
  const columns = [...drivers.map(({ ratings }) => ratings), outcome]
  const rows = Int32Array.from({ length: n }, (_, row) => row)
  const full = correlate(columns, rows)
  const found = relativeWeights(full.predictors, full.withOutcome)
  const random = new Random(seed)
  const draws = drivers.map(() => new Float64Array(resamples))
  for (let draw = 0; draw < resamples; draw++) {
    for (let i = 0; i < n; i++) rows[i] = random.integer(n)
    const { predictors, withOutcome } = correlate(columns, rows)
    const { weights, rSquared } = relativeWeights(predictors, withOutcome)
    for (let i = 0; i < drivers.length; i++) draws[i]![draw] = shareOf(weights[i]!, rSquared, drivers.length)
  }
  const overall = drivers.reduce((sum, { ratings }) => sum + mean(ratings), 0) / drivers.length
  const analysed = drivers.map(({ name, ratings }, i): Driver => {
    const performance = mean(ratings)
    const importance = shareOf(found.weights[i]!, found.rSquared, drivers.length)
    const [low, high] = quantiles(draws[i]!, [(1 - level) / 2, (1 + level) / 2]) as [number, number]
    return {
      name,
      performance,
      correlation: full.withOutcome[i]!,
      coefficient: found.coefficients[i]!,
      importance,
      importanceInterval: [low, high],
      quadrant: quadrantOf(importance >= 1 / drivers.length, performance >= overall),
    }
  })
  const warnings: DriverAnalysis['warnings'] = []
  if (n < 10 * drivers.length) warnings.push('fewAnswers')
  if (found.collinear) warnings.push('collinear')
  // Under no relation n·R² is close to χ² with p degrees of freedom: mean p, sd √(2p).
  if (n * found.rSquared < drivers.length + 2 * Math.sqrt(2 * drivers.length)) warnings.push('nothingExplained')
  return { n, rSquared: found.rSquared, drivers: analysed.sort((a, b) => b.importance - a.importance), warnings }
}

function requireDrivers(drivers: readonly DriverRatings[], outcome: Float64Array): void {
  requireNonEmpty('drivers', drivers)
  for (const { name, ratings } of [...drivers, { name: 'outcome', ratings: outcome }]) {
    requireSameLength(name, ratings, 'outcome', outcome.length)
    requireAllFinite(name, ratings)
    if (ratings.every((rating) => rating === ratings[0])) throw new InvalidInput(name, 'never varies')
  }
  if (outcome.length < drivers.length + 2)
    throw new TooLittleData(`${outcome.length} answers for ${drivers.length} drivers`, `at least ${drivers.length + 2} answers`)
}

/** Correlations over the given rows (repeated rows count again); 0 where a column does not vary among them. */
function correlate(columns: readonly Float64Array[], rows: Int32Array) {
  const p = columns.length - 1
  const means = columns.map((column) => rows.reduce((sum, row) => sum + column[row]!, 0) / rows.length)
  const product = (a: number, b: number) => {
    let sum = 0
    for (let i = 0; i < rows.length; i++) sum += (columns[a]![rows[i]!]! - means[a]!) * (columns[b]![rows[i]!]! - means[b]!)
    return sum
  }
  const deviations = columns.map((_, i) => {
    const deviation = Math.sqrt(product(i, i))
    return deviation > 1e-10 * Math.abs(means[i]!) * Math.sqrt(rows.length) ? deviation : 0
  })
  const correlation = (a: number, b: number) => {
    const scale = deviations[a]! * deviations[b]!
    return scale === 0 ? 0 : product(a, b) / scale
  }
  const predictors: SquareMatrix = squareMatrix(p)
  for (let i = 0; i < p; i++) {
    predictors.entries[i * p + i] = 1
    for (let j = 0; j < i; j++) {
      const r = correlation(i, j)
      predictors.entries[i * p + j] = r
      predictors.entries[j * p + i] = r
    }
  }
  return { predictors, withOutcome: Float64Array.from({ length: p }, (_, i) => correlation(i, p)) }
}

function shareOf(weight: number, rSquared: number, drivers: number): number {
  return rSquared > 0 ? weight / rSquared : 1 / drivers
}

function quadrantOf(important: boolean, strong: boolean): DriverQuadrant {
  if (important) return strong ? 'keep' : 'improve'
  return strong ? 'possibleOverkill' : 'lowPriority'
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
