import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Random } from '../stats/index.ts'
import {
  customerFigures,
  evenlyJoined,
  expectedSpend,
  fitGammaGamma,
  fitModel,
  groupHistories,
  type ModelName,
  type ModelParameters,
  models,
  nextPurchase,
  predict,
  purchaseWithin,
  simulateShop,
} from './index.ts'

const names: ModelName[] = ['bgnbd', 'mbgnbd', 'pnbd']
const positive = (min: number, max: number) =>
  fc.double({ min: Math.log(min), max: Math.log(max), noNaN: true }).map((value) => Math.exp(value))
const anyModel = fc.record({
  model: fc.constantFrom(...names),
  parameters: fc
    .tuple(positive(0.02, 30), positive(0.1, 300), positive(0.02, 30), positive(0.02, 300))
    .map((values): ModelParameters => values),
})
const anyHistory = fc
  .record({ x: fc.nat(60), share: fc.double({ min: 0.01, max: 1, noNaN: true }), T: positive(0.5, 500) })
  .map(({ x, share, T }) => ({ x, tx: x === 0 ? 0 : share * T, T }))

test('probabilities lie in [0, 1] and figures are finite, whatever the parameters', () => {
  fc.assert(
    fc.property(anyModel, anyHistory, positive(0.01, 500), (known, { x, tx, T }, t) => {
      const figures = customerFigures(known)
      for (const p of [figures.pAlive(x, tx, T), figures.nextWithinIfAlive(x, T, t), purchaseWithin(known, x, tx, T, t)]) {
        expect(p).toBeGreaterThanOrEqual(0)
        expect(p).toBeLessThanOrEqual(1)
      }
      for (const figure of [figures.expectedIfAlive(x, T, t), figures.expectedOfNew(t)]) {
        expect(figure).toBeGreaterThanOrEqual(0)
        expect(figure).toBeLessThan(Infinity)
      }
    }),
    { numRuns: 400 },
  )
})

test('expectations rise with time', () => {
  fc.assert(
    fc.property(anyModel, anyHistory, positive(0.1, 200), positive(1.1, 5), (known, { x, T }, t, factor) => {
      const figures = customerFigures(known)
      const slack = 1e-9
      expect(figures.expectedIfAlive(x, T, factor * t)).toBeGreaterThan(figures.expectedIfAlive(x, T, t) * (1 - slack))
      expect(figures.expectedOfNew(factor * t)).toBeGreaterThan(figures.expectedOfNew(t) * (1 - slack))
      expect(figures.nextWithinIfAlive(x, T, factor * t)).toBeGreaterThanOrEqual(figures.nextWithinIfAlive(x, T, t) - slack)
    }),
    { numRuns: 300 },
  )
})

test('P(alive) falls as silence grows', () => {
  fc.assert(
    fc.property(anyModel, anyHistory, positive(1.05, 4), (known, { x, tx, T }, factor) => {
      const figures = customerFigures(known)
      expect(figures.pAlive(x, tx, T * factor)).toBeLessThanOrEqual(figures.pAlive(x, tx, T) + 1e-12)
    }),
    { numRuns: 300 },
  )
})

test('a living customer buys less in a short time than the rate alone would give, and nearly that at once', () => {
  fc.assert(
    fc.property(anyModel, anyHistory, (known, { x, T }) => {
      const figures = customerFigures(known)
      const [r, alpha] = known.parameters
      const rate = (r + x) / (alpha + T)
      const instant = 1e-9 * Math.min(1 / rate, ...known.parameters)
      expect(figures.expectedIfAlive(x, T, instant) / (rate * instant)).toBeCloseTo(1, 4)
      expect(figures.expectedIfAlive(x, T, 1)).toBeLessThanOrEqual(rate * (1 + 1e-9))
    }),
    { numRuns: 300 },
  )
})

test('a week or a day as unit of time gives the same figures', () => {
  fc.assert(
    fc.property(anyModel, anyHistory, positive(0.1, 100), (known, { x, tx, T }, t) => {
      const scaled = known.parameters.map((value, i) => (models[known.model].timeScaled[i] ? 7 * value : value))
      const weeks = customerFigures(known)
      const days = customerFigures({ model: known.model, parameters: scaled as unknown as ModelParameters })
      expect(days.pAlive(x, 7 * tx, 7 * T)).toBeCloseTo(weeks.pAlive(x, tx, T), 9)
      const expected = weeks.expectedIfAlive(x, T, t)
      expect(days.expectedIfAlive(x, 7 * T, 7 * t) / expected).toBeCloseTo(1, 7)
    }),
    { numRuns: 200 },
  )
})

test.each(names)('%s: the slopes of the likelihood are those of differences', (name) => {
  fc.assert(
    fc.property(anyModel, fc.array(anyHistory, { minLength: 1, maxLength: 12 }), ({ parameters }, rows) => {
      const column = (key: 'x' | 'tx' | 'T') => Float64Array.from(rows, (row) => row[key])
      const groups = groupHistories({ x: column('x'), tx: column('tx'), T: column('T') })
      const model = models[name]
      const slopes = new Float64Array(4)
      const value = model.logLikelihood(parameters, groups, slopes)
      expect(Number.isFinite(value)).toBe(true)
      const spare = new Float64Array(4)
      const h = 1e-4
      for (let i = 0; i < 4; i++) {
        const at = (step: number) =>
          model.logLikelihood(
            parameters.map((v, k) => (k === i ? v * Math.exp(step) : v)),
            groups,
            spare,
          )
        const difference = (at(h) - at(-h)) / (2 * h)
        expect(Math.abs(slopes[i]! * parameters[i]! - difference)).toBeLessThan(
          2e-6 * (1 + Math.abs(value) + Math.abs(difference)),
        )
      }
    }),
    { numRuns: 60 },
  )
})

test('the quantiles of the next purchase hold the probability they name', () => {
  fc.assert(
    fc.property(anyModel, anyHistory, (known, { x, tx, T }) => {
      const next = nextPurchase(known, x, tx, T, 0.8)
      const figures = customerFigures(known)
      const ever = figures.nextWithinIfAlive(x, T, Infinity)
      expect(figures.nextWithinIfAlive(x, T, next.median) / ever).toBeCloseTo(0.5, 6)
      expect(figures.nextWithinIfAlive(x, T, next.high) / ever).toBeCloseTo(0.9, 6)
      expect(next.low).toBeLessThan(next.median)
      expect(next.pEver).toBeLessThanOrEqual(next.pAlive)
    }),
    { numRuns: 150 },
  )
})

const random = new Random(11)
const shop = simulateShop('bgnbd', [0.5, 6, 0.8, 2.4], evenlyJoined(600, 60, 30), 0, random)
const meanSpend = shop.x.map((x) => (x > 0 ? random.gamma(6 * x, x) / random.gamma(4, 15) : 0))

test('money in other units: γ, means and values scale, p and q stay', () => {
  const fit = fitGammaGamma(shop.x, meanSpend)
  fc.assert(
    fc.property(positive(1e-3, 1e5), (unit) => {
      const scaled = fitGammaGamma(
        shop.x,
        meanSpend.map((value) => value * unit),
      )
      expect(scaled.parameters[0] / fit.parameters[0]).toBeCloseTo(1, 4)
      expect(scaled.parameters[1] / fit.parameters[1]).toBeCloseTo(1, 4)
      expect(scaled.parameters[2] / (unit * fit.parameters[2])).toBeCloseTo(1, 4)
      expect(expectedSpend(scaled, 3, 40 * unit) / (unit * expectedSpend(fit, 3, 40))).toBeCloseTo(1, 5)
      const plan = { periods: 12, periodLength: 4, discount: 0.01, margin: 0.3, costPerPurchase: 2, acquisitionCost: 10 }
      const costly = { ...plan, costPerPurchase: 2 * unit, acquisitionCost: 10 * unit }
      const known = { model: 'bgnbd', parameters: [0.5, 6, 0.8, 2.4] } as const
      const spend = shop.x.map(() => 35)
      const value = predict(known, shop, { horizon: 52, plan, spend }).value!
      const other = predict(known, shop, { horizon: 52, plan: costly, spend: spend.map((m) => m * unit) }).value!
      for (let i = 0; i < 20; i++) expect(other[i]! / unit).toBeCloseTo(value[i]!, 6)
    }),
    { numRuns: 15 },
  )
})

test('an individual mean is drawn towards the mean of all, the less the more purchases stand behind it', () => {
  const fit = { parameters: [6, 4, 15] as const, averageSpend: 30 }
  const everybody = expectedSpend(fit, 0, 0)
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), positive(1, 500), (x, mean) => {
      const [few, many] = [expectedSpend(fit, x, mean), expectedSpend(fit, x + 1, mean)]
      expect(Math.abs(few - everybody)).toBeLessThanOrEqual(Math.abs(mean - everybody) + 1e-9)
      expect(Math.abs(many - mean)).toBeLessThanOrEqual(Math.abs(few - mean) + 1e-9)
    }),
  )
})

test('the order of customers does not matter to a fit', () => {
  const order = random.shuffle(Array.from(shop.x, (_, i) => i))
  const pick = (values: Float64Array) => Float64Array.from(order, (i) => values[i]!)
  const shuffled = fitModel('bgnbd', { x: pick(shop.x), tx: pick(shop.tx), T: pick(shop.T) })
  fitModel('bgnbd', shop).parameters.forEach((value, i) => {
    expect(shuffled.parameters[i]! / value).toBeCloseTo(1, 4)
  })
})
