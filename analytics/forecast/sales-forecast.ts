import { InvalidInput, requireCount, requireNonNegative, requireProbability } from '../errors.ts'
import { quantiles } from '../stats/quantile.ts'
import { Random } from '../stats/random.ts'
import type { LowHigh } from '../uplift/wilson-interval.ts'

export interface OpenDeal {
  amount: number
  stage: string
}

/** What is known of a stage: deals that were decided after reaching it, or a probability set by hand. */
export type StageHistory = { won: number; lost: number } | { probability: number }

export interface SalesForecast {
  /** Σ amount × stage probability. */
  expected: number
  standardDeviation: number
  interval: LowHigh
  /** Probability used for each stage. */
  probabilities: Record<string, number>
  /** Amounts of deals at 80 % and over, at 50 % and over, and of all: each holds the one before. */
  commit: number
  best: number
  pipeline: number
  /** Stages in use with fewer than 10 decided deals: their probability leans on the other stages. */
  thinStages: string[]
}

export interface SalesForecastOptions {
  /** Of the interval, default 0.8. */
  level?: number
  draws?: number
  seed?: number
}

/** Decided deals that the shop-wide rate counts for when a stage's own rate is estimated. */
const PRIOR_DEALS = 2
const COMMIT_FROM = 0.8
const BEST_FROM = 0.5

/**
 * Sales forecast by stage probability (SALES-03) with an honest interval.
 *
 * A stage's probability is the mean of Beta(won + 2r, lost + 2(1 − r)), r = win rate over all stages (added 1 + 1); one set by hand is taken as it is.
 * expected = Σ aᵢ·p; variance = Σ_stage [E(p(1−p))·Σa² + Var(p)·(Σa)²]: chance of each deal, and doubt about the stage's rate, which hits all its deals
 * together. The interval is that of `draws` seeded simulations, since a few large deals are nothing like a bell curve.
 * @throws InvalidInput for negative amounts or counts, or a deal in a stage without history (names the deal)
 */
export function salesForecast(
  deals: readonly OpenDeal[],
  history: Readonly<Record<string, StageHistory>>,
  { level = 0.8, draws = 10_000, seed = 1 }: SalesForecastOptions = {},
): SalesForecast {
  requireCount('options.draws', draws, undefined, 100)
  if (!(level > 0 && level < 1)) throw new InvalidInput('options.level', `must lie strictly between 0 and 1, got ${level}`)
  const stages = groupByStage(deals, history)
  const random = new Random(seed)
  const totals = new Float64Array(draws)
  for (let draw = 0; draw < draws; draw++) {
    for (const { amounts, a, b, probability } of stages) {
      const p = a === null ? probability : random.beta(a, b)
      for (const amount of amounts) if (random.uniform() < p) totals[draw]! += amount
    }
  }
  const [low, high] = quantiles(totals, [(1 - level) / 2, (1 + level) / 2]) as [number, number]
  const amountFrom = (least: number) =>
    stages.reduce((sum, { probability, amounts }) => sum + (probability >= least ? total(amounts) : 0), 0)
  return {
    expected: stages.reduce((sum, { probability, amounts }) => sum + probability * total(amounts), 0),
    standardDeviation: Math.sqrt(stages.reduce((sum, stage) => sum + varianceOf(stage), 0)),
    interval: [low, high],
    probabilities: Object.fromEntries(stages.map(({ name, probability }) => [name, probability])),
    commit: amountFrom(COMMIT_FROM),
    best: amountFrom(BEST_FROM),
    pipeline: amountFrom(0),
    thinStages: stages.filter(({ decided }) => decided < 10).map(({ name }) => name),
  }
}

interface Stage {
  name: string
  amounts: number[]
  probability: number
  /** Beta parameters; null for a probability set by hand. */
  a: number | null
  b: number
  decided: number
}

function groupByStage(deals: readonly OpenDeal[], history: Readonly<Record<string, StageHistory>>): Stage[] {
  const rate = overallRate(history)
  const stages = new Map<string, Stage>()
  deals.forEach(({ amount, stage }, i) => {
    requireNonNegative('deals.amount', amount, i)
    const known = history[stage]
    if (!known) throw new InvalidInput('deals.stage', `is "${stage}", which has neither history nor a set probability`, i)
    if (!stages.has(stage)) stages.set(stage, { name: stage, amounts: [], ...chanceOf(known, rate) })
    stages.get(stage)!.amounts.push(amount)
  })
  return [...stages.values()]
}

function chanceOf(known: StageHistory, rate: number): Pick<Stage, 'probability' | 'a' | 'b' | 'decided'> {
  if ('probability' in known) return { probability: known.probability, a: null, b: 0, decided: Infinity }
  const a = known.won + PRIOR_DEALS * rate
  const b = known.lost + PRIOR_DEALS * (1 - rate)
  return { probability: a / (a + b), a, b, decided: known.won + known.lost }
}

function overallRate(history: Readonly<Record<string, StageHistory>>): number {
  let won = 1
  let decided = 2
  for (const [stage, known] of Object.entries(history)) {
    if ('probability' in known) {
      requireProbability(`history.${stage}.probability`, known.probability)
      continue
    }
    requireCount(`history.${stage}.won`, known.won)
    requireCount(`history.${stage}.lost`, known.lost)
    won += known.won
    decided += known.won + known.lost
  }
  return won / decided
}

function varianceOf({ amounts, probability, a, b }: Stage): number {
  const doubt = a === null ? 0 : (probability * (1 - probability)) / (a + b + 1)
  const chance = probability * (1 - probability) - doubt
  return chance * amounts.reduce((sum, amount) => sum + amount * amount, 0) + doubt * total(amounts) ** 2
}

function total(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0)
}
