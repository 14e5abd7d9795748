import { expect, test } from 'vitest'
import { Random } from '../stats/index.ts'
import { evenlyJoined, fitGammaGamma, fitModel, type ModelFit, simulateShop } from './index.ts'

const codes = ({ warnings }: Pick<ModelFit, 'warnings'>) => warnings.map(({ code }) => code)

/** Customers who never leave: Poisson purchases at gamma rates up to T. */
function loyalShop(customers: number, random: Random) {
  const T = evenlyJoined(customers, 78, 39)
  const rows = Array.from(T, (end) => {
    const rate = random.gamma(1.2, 12)
    let [x, tx] = [0, 0]
    for (let time = random.exponential(rate); time <= end; time += random.exponential(rate)) {
      x++
      tx = time
    }
    return { x, tx }
  })
  return { x: Float64Array.from(rows, ({ x }) => x), tx: Float64Array.from(rows, ({ tx }) => tx), T }
}

test.each(['bgnbd', 'mbgnbd', 'pnbd'] as const)('%s: where nobody leaves, no dropout is detectable', (model) => {
  const fit = fitModel(model, loyalShop(1500, new Random(4)))
  expect(codes(fit)).toContain('no-dropout-detectable')
  expect(fit.search.status).toBe('converged')
})

test.each(['bgnbd', 'pnbd'] as const)('%s: a shop of its own kind gets no warning', (model) => {
  const parameters = model === 'bgnbd' ? ([0.55, 8, 0.8, 2.5] as const) : ([0.6, 10, 0.7, 12] as const)
  expect(codes(fitModel(model, simulateShop(model, parameters, evenlyJoined(2000, 78, 39), 0, new Random(6))))).toEqual([])
})

test('equal rates rest the shape at its bound, which is named', () => {
  // Everybody buys at the same rate: the gamma law degenerates, its shape grows without end.
  const random = new Random(12)
  const T = evenlyJoined(400, 60, 20)
  const x = Float64Array.from(T, (end) => random.poisson(0.05 * end))
  const tx = x.map((count, i) => {
    let last = 0
    for (let k = 0; k < count; k++) last = Math.max(last, T[i]! * random.uniform())
    return last
  })
  const fit = fitModel('bgnbd', { x, tx, T })
  expect(codes(fit)).toContain('parameter-at-bound')
  const resting = fit.search.atBound.findIndex((bound) => bound !== null)
  expect(fit.standardErrors?.[resting] ?? null).toBeNull()
  expect(fit.search.starts).toBeGreaterThan(1)
})

test('spend that goes with frequency is reported', () => {
  const random = new Random(9)
  const x = Float64Array.from({ length: 500 }, () => 1 + random.poisson(2))
  const apart = fitGammaGamma(
    x,
    x.map((count) => random.gamma(6 * count, count) / random.gamma(4, 15)),
  )
  expect(codes(apart)).toEqual([])
  const together = fitGammaGamma(
    x,
    x.map((count) => 10 * count * (0.8 + 0.4 * random.uniform())),
  )
  expect(codes(together)).toContain('spend-correlates-with-frequency')
  expect(together.correlation).toBeGreaterThan(0.8)
})

test('a heavy tail without a finite mean is reported, and nothing infinite comes out', () => {
  const random = new Random(2)
  const x = Float64Array.from({ length: 400 }, () => 1 + random.poisson(1))
  const fit = fitGammaGamma(
    x,
    x.map((count) => random.gamma(3 * count, count) / random.gamma(0.6, 5)),
  )
  expect(codes(fit)).toContain('infinite-mean-spend')
  expect(fit.averageSpend).toBeLessThan(Infinity)
})
