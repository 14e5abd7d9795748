import { expect, test, vi } from 'vitest'
import { InvalidInput, TooLittleData } from '../errors.ts'
import { Random } from '../stats/index.ts'
import {
  evenlyJoined,
  figureInterval,
  fitGammaGamma,
  fitModel,
  groupHistories,
  MIN_REPEATERS,
  type ModelFit,
  type ModelName,
  type ModelParameters,
  models,
  parameterIntervals,
  profileInterval,
  type SimulatedShop,
  simulateShop,
} from './index.ts'

vi.setConfig({ testTimeout: 60_000 })

/** Shops with a known truth: customers join over 39 weeks, are seen for 39 to 78 and then followed for 52 more. */
const TRUTH: Record<ModelName, ModelParameters> = {
  bgnbd: [0.55, 8, 0.8, 2.5],
  mbgnbd: [0.6, 7, 0.9, 1.8],
  pnbd: [0.6, 10, 0.7, 12],
}
const FUTURE = 52
const draw = (model: ModelName, customers: number, random: Random) =>
  simulateShop(model, TRUTH[model], evenlyJoined(customers, 78, 39), FUTURE, random)

/** Expected purchases of every `each`-th customer in the future. */
function expectedTotal(model: ModelName, parameters: ModelParameters, { x, tx, T }: SimulatedShop, each = 1): number {
  const figures = models[model].figures(parameters)
  let sum = 0
  for (let i = 0; i < x.length; i += each)
    sum += figures.pAlive(x[i]!, tx[i]!, T[i]!) * figures.expectedIfAlive(x[i]!, T[i]!, FUTURE)
  return sum
}

const holds = (interval: { low: number; high: number } | null, value: number) =>
  interval !== null && interval.low <= value && value <= interval.high

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0)

type Tally = { covered: number; parametersCovered: number[]; predicted: number; actual: number; logErrors: number[][] }

function manyShops(model: ModelName, customers: number, shops: number, seed: number): Tally {
  const random = new Random(seed)
  const tally: Tally = { covered: 0, parametersCovered: [0, 0, 0, 0], predicted: 0, actual: 0, logErrors: [] }
  for (let k = 0; k < shops; k++) {
    const shop = draw(model, customers, random)
    const fit = fitModel(model, shop)
    // The interval is asked for some hundred customers: enough to be a total, and the test stays quick.
    const total = (parameters: ModelParameters) => expectedTotal(model, parameters, shop, Math.ceil(customers / 150))
    if (holds(figureInterval(fit, total, 0.9), total(TRUTH[model]))) tally.covered += 1 / shops
    parameterIntervals(fit, 0.9).forEach((interval, i) => {
      if (holds(interval, TRUTH[model][i]!)) tally.parametersCovered[i]! += 1 / shops
    })
    tally.logErrors.push(fit.parameters.map((value, i) => Math.log(value / TRUTH[model][i]!)))
    tally.predicted += expectedTotal(model, fit.parameters, shop)
    tally.actual += sum(shop.later)
  }
  return tally
}

const between86And94 = (share: number) => {
  expect(share).toBeGreaterThanOrEqual(0.86)
  expect(share).toBeLessThanOrEqual(0.94)
}

test.each([
  ['bgnbd', 1000, 300],
  ['mbgnbd', 1000, 250],
  ['pnbd', 1000, 200],
] as const)('%s, %d customers: intervals of forecast and parameters hold, parameters are recovered', (model, n, shops) => {
  const tally = manyShops(model, n, shops, 1000)
  between86And94(tally.covered)
  tally.parametersCovered.forEach((share, i) => {
    // The first parameter of MBG/NBD is skewed; its profile interval is held to the band below.
    if (model === 'mbgnbd' && i !== 1) expect(share).toBeGreaterThan(0.82)
    else between86And94(share)
  })
  for (let i = 0; i < 4; i++) {
    const errors = tally.logErrors.map((row) => row[i]!).sort((a, b) => a - b)
    // The middle estimate is within a tenth of the truth.
    expect(Math.abs(errors[shops >> 1]!)).toBeLessThan(0.1)
  }
  expect(tally.predicted / tally.actual).toBeGreaterThan(0.97)
  expect(tally.predicted / tally.actual).toBeLessThan(1.03)
})

test.each([
  ['bgnbd', 100, 300],
  ['bgnbd', 300, 300],
  ['mbgnbd', 100, 300],
  ['mbgnbd', 300, 300],
  ['pnbd', 300, 200],
] as const)('%s, %d customers: the forecast interval holds and the forecast is calibrated', (model, n, shops) => {
  const tally = manyShops(model, n, shops, 17 * n)
  between86And94(tally.covered)
  expect(tally.predicted / tally.actual).toBeGreaterThan(0.95)
  expect(tally.predicted / tally.actual).toBeLessThan(1.05)
})

test('pnbd, 100 customers: the forecast is calibrated; its interval is a little short, as the warning of such fits says', () => {
  const tally = manyShops('pnbd', 100, 300, 1700)
  expect(tally.predicted / tally.actual).toBeGreaterThan(0.95)
  expect(tally.predicted / tally.actual).toBeLessThan(1.05)
  expect(tally.covered).toBeGreaterThan(0.8)
  expect(fitModel('pnbd', draw('pnbd', 100, new Random(1))).warnings.map(({ code }) => code)).toContain('few-repeaters')
})

test.each([
  ['mbgnbd', 0, 150],
  ['bgnbd', 3, 150],
] as const)('%s, 100 customers: the profile interval of parameter %d holds', (model, parameter, shops) => {
  const random = new Random(5)
  let covered = 0
  for (let k = 0; k < shops; k++) {
    const groups = groupHistories(draw(model, 100, random))
    if (holds(profileInterval(fitModel(model, groups), groups, parameter, 0.9), TRUTH[model][parameter])) covered += 1 / shops
  }
  between86And94(covered)
})

test('P(alive) is calibrated: of customers given about p, about that share is alive', () => {
  const shop = draw('pnbd', 20_000, new Random(8))
  const fit = fitModel('pnbd', shop)
  const figures = models.pnbd.figures(fit.parameters)
  const classes = Array.from({ length: 5 }, () => ({ customers: 0, expected: 0, alive: 0 }))
  for (let i = 0; i < shop.x.length; i++) {
    const p = figures.pAlive(shop.x[i]!, shop.tx[i]!, shop.T[i]!)
    const cell = classes[Math.min(4, Math.floor(p * 5))]!
    cell.customers++
    cell.expected += p
    cell.alive += shop.alive[i]!
  }
  for (const { customers, expected, alive } of classes) {
    expect(customers).toBeGreaterThan(100)
    expect(Math.abs(alive - expected) / customers).toBeLessThan(0.05)
  }
})

test('Gamma-Gamma recovers its parameters from simulated spend', () => {
  const random = new Random(21)
  const x = Float64Array.from({ length: 8000 }, () => random.poisson(random.gamma(1.5, 0.5)))
  const spend = x.map((count) => (count > 0 ? random.gamma(6 * count, count) / random.gamma(4, 15) : 0))
  // A mean of `count` purchases Gamma(6, ν) is Gamma(6 · count, ν · count); ν ~ Gamma(4, 15).
  const fit = fitGammaGamma(x, spend)
  ;[6, 4, 15].forEach((value, i) => {
    expect(Math.abs(fit.parameters[i]! - value)).toBeLessThan(3 * fit.standardErrors![i]!)
    expect(fit.standardErrors![i]! / value).toBeLessThan(0.15)
  })
  expect(fit.warnings).toEqual([])
})

function withRepeaters(repeaters: number, others: number) {
  const random = new Random(3)
  const x = Float64Array.from({ length: repeaters + others }, (_, i) => (i < repeaters ? 1 + random.poisson(1) : 0))
  const T = x.map(() => 20 + 30 * random.uniform())
  return { x, tx: x.map((count, i) => (count > 0 ? T[i]! * (0.1 + 0.8 * random.uniform()) : 0)), T }
}

test('below the stated number of repeat customers a fit is refused, above it stands with a warning', () => {
  expect(() => fitModel('bgnbd', withRepeaters(0, 300))).toThrow(TooLittleData)
  expect(() => fitModel('pnbd', withRepeaters(MIN_REPEATERS - 1, 300))).toThrow(/19 of 319 customers bought again; needed: 20/)
  const codes = (fit: ModelFit) => fit.warnings.map(({ code }) => code)
  expect(codes(fitModel('bgnbd', withRepeaters(MIN_REPEATERS, 300)))).toContain('few-repeaters')
  expect(codes(fitModel('bgnbd', withRepeaters(200, 300)))).not.toContain('few-repeaters')
  expect(() => fitGammaGamma([1, 2, 0], [10, 20, 0])).toThrow(TooLittleData)
  expect(() => fitModel('bgnbd', { x: new Float64Array(0), tx: new Float64Array(0), T: new Float64Array(0) })).toThrow(
    InvalidInput,
  )
})
