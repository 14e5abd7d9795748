import { InvalidInput, requirePositive, requireSameLength } from '../errors.ts'
import { models } from './fit-model.ts'
import { checkPlan, discountedPurchasesIfAlive, type ValuePlan, valueAfterCosts } from './lifetime-value.ts'
import { checkHistories } from './models/histories.ts'
import type { CustomerFigures, ModelName, ModelParameters } from './models/model.ts'
import type { PurchaseHistories } from './summarise.ts'

/** A fitted model, or any model under given parameters. */
export type KnownModel = { readonly model: ModelName; readonly parameters: ModelParameters }

export type PredictionWish = {
  /** Time ahead for the expected purchases, in the unit of the fit. */
  readonly horizon: number
  /** With a plan and E[m] for each customer (`expectedSpends`) the discounted value is made too. */
  readonly plan?: ValuePlan
  readonly spend?: Float64Array
}

export type Prediction = {
  readonly pAlive: Float64Array
  /** E[purchases in the horizon | x, t_x, T]. */
  readonly expected: Float64Array
  /** Discounted lifetime value, or null without a plan. */
  readonly value: Float64Array | null
}

export type PredictionControl = { readonly signal?: AbortSignal; readonly onProgress?: (done: number, total: number) => void }

/** Far beyond every fit; series over larger shapes would run for minutes. */
const LARGEST_PARAMETER = 1e6

/** In units of the fit; weeks or days, nobody plans further ahead. */
const LONGEST_TIME = 1e5

function requireWithinReach(name: string, time: number): void {
  if (time > LONGEST_TIME) throw new InvalidInput(name, `must be at most ${LONGEST_TIME}, got ${time}`)
}

/** The figures of a model under checked parameters, for single customers. */
export function customerFigures({ model, parameters }: KnownModel): CustomerFigures {
  requireSameLength('parameters', parameters, 'the model', 4)
  parameters.forEach((value, i) => {
    requirePositive('parameters', value, i)
    if (value > LARGEST_PARAMETER)
      throw new InvalidInput('parameters', `must be at most ${LARGEST_PARAMETER}; no fit gives more, got ${value}`, i)
  })
  return models[model].figures(parameters)
}

/** P(alive), expected purchases and, with a plan, value for all customers, in one go. */
export function predict(known: KnownModel, histories: PurchaseHistories, wish: PredictionWish): Prediction {
  const work = prepare(known, histories, wish)
  work.fill(0, histories.x.length)
  return work.prediction
}

const CHUNK = 8192

/** The same figures, giving the event loop a turn after every 8 192 customers, so that a server stays awake and `signal` can abort. */
export async function predictAsync(
  known: KnownModel,
  histories: PurchaseHistories,
  wish: PredictionWish,
  { signal, onProgress }: PredictionControl = {},
): Promise<Prediction> {
  const work = prepare(known, histories, wish)
  const total = histories.x.length
  for (let from = 0; from < total; from += CHUNK) {
    signal?.throwIfAborted()
    const to = Math.min(total, from + CHUNK)
    work.fill(from, to)
    onProgress?.(to, total)
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
  return work.prediction
}

function prepare(known: KnownModel, histories: PurchaseHistories, { horizon, plan, spend }: PredictionWish) {
  const figures = customerFigures(known)
  checkHistories(histories)
  requirePositive('horizon', horizon)
  requireWithinReach('horizon', horizon)
  if (plan) {
    checkPlan(plan)
    requireWithinReach('plan.periods × plan.periodLength', plan.periods * plan.periodLength)
  }
  if ((plan === undefined) !== (spend === undefined)) throw new InvalidInput('spend', 'and plan are needed together')
  const { x, tx, T } = histories
  if (spend) {
    requireSameLength('spend', spend, 'x', x.length)
    const wrong = spend.findIndex((value) => !Number.isFinite(value))
    if (wrong >= 0) throw new InvalidInput('spend', 'must be a finite number', wrong)
  }
  const prediction = {
    pAlive: new Float64Array(x.length),
    expected: new Float64Array(x.length),
    value: plan ? new Float64Array(x.length) : null,
  }
  const keep = timesRecur(T) ? rememberLatest : (make: ByXAndT) => make
  const newcomerAlive = keep((_, customerT) => figures.pAlive(0, 0, customerT))
  const ahead = keep((customerX, customerT) => figures.expectedIfAlive(customerX, customerT, horizon))
  const worth = plan && keep((customerX, customerT) => discountedPurchasesIfAlive(figures, customerX, customerT, plan))
  const fill = (from: number, to: number) => {
    for (let i = from; i < to; i++) {
      const alive = x[i] === 0 ? newcomerAlive(0, T[i]!) : figures.pAlive(x[i]!, tx[i]!, T[i]!)
      prediction.pAlive[i] = alive
      prediction.expected[i] = alive * ahead(x[i]!, T[i]!)
      if (worth && spend && prediction.value) prediction.value[i] = valueAfterCosts(alive * worth(x[i]!, T[i]!), spend[i]!, plan)
    }
  }
  return { prediction, fill }
}

type ByXAndT = (x: number, T: number) => number

/** Whether customers share T, as they do where it counts days: keeping results is worth its own cost only then. */
function timesRecur(T: Float64Array): boolean {
  const first = T.subarray(0, 4096)
  return new Set(first).size < first.length / 2
}

/**
 * What depends on x and T alone is kept for the latest 4 096 pairs: shops count T in days, so a few thousand pairs stand for a
 * million customers. Each pair has one place, by a hash; a newcomer takes it over.
 */
function rememberLatest(make: ByXAndT): ByXAndT {
  const places = 4096
  const keptX = new Float64Array(places).fill(-1)
  const keptT = new Float64Array(places)
  const results = new Float64Array(places)
  return (x, T) => {
    const place = ((Math.imul(x, 0x9e3779b1) ^ Math.imul(T * 1024, 0x85ebca6b)) >>> 20) & (places - 1)
    if (keptX[place] !== x || keptT[place] !== T) {
      results[place] = make(x, T)
      keptX[place] = x
      keptT[place] = T
    }
    return results[place]!
  }
}
