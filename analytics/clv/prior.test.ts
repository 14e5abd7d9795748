import { expect, test } from 'vitest'
import { InvalidInput } from '../errors.ts'
import { Random } from '../stats/index.ts'
import { evenlyJoined, fitModel, type ModelParameters, models, priorFromChain, priorFromShops, simulateShop } from './index.ts'

const TRUTH: ModelParameters = [0.55, 8, 0.8, 2.5]
const shop = (customers: number, seed: number) =>
  simulateShop('bgnbd', TRUTH, evenlyJoined(customers, 78, 39), 52, new Random(seed))
const chain = fitModel('bgnbd', shop(5000, 1))

test('a shop too small for a fit of its own takes over the chain, a large one keeps its own figures', () => {
  const prior = priorFromChain(chain, 0.3)
  const small = fitModel('bgnbd', shop(15, 2), { prior })
  const large = fitModel('bgnbd', shop(5000, 3), { prior })
  const own = fitModel('bgnbd', shop(5000, 3))
  for (let i = 0; i < 4; i++) {
    expect(small.priorShare![i]).toBeGreaterThan(large.priorShare![i]!)
    expect(Math.abs(Math.log(small.parameters[i]! / chain.parameters[i]!))).toBeLessThan(0.3)
    expect(Math.abs(Math.log(large.parameters[i]! / own.parameters[i]!))).toBeLessThan(0.1)
  }
  expect(own.priorShare).toBeNull()
})

test('even a shop without any repeat purchase gets a fit from the chain', () => {
  const nobody = { x: new Float64Array(30), tx: new Float64Array(30), T: new Float64Array(30).fill(4) }
  const fit = fitModel('bgnbd', nobody, { prior: priorFromChain(chain) })
  expect(fit.parameters.every((value) => value > 0 && value < Infinity)).toBe(true)
  expect(fit.priorShare!.every((share) => share > 0.5)).toBe(true)
})

test('shrinkage foretells small shops better than their own fits do', () => {
  const prior = priorFromChain(chain, 0.3)
  let [own, shrunk] = [0, 0]
  for (let seed = 100; seed < 180; seed++) {
    const small = shop(60, seed)
    const total = (parameters: ModelParameters) => {
      const figures = models.bgnbd.figures(parameters)
      return small.x.reduce(
        (sum, x, i) => sum + figures.pAlive(x, small.tx[i]!, small.T[i]!) * figures.expectedIfAlive(x, small.T[i]!, 52),
        0,
      )
    }
    const right = Math.log(total(TRUTH))
    own += (Math.log(total(fitModel('bgnbd', small, { prior: priorFromChain(chain, 50) }).parameters)) - right) ** 2
    shrunk += (Math.log(total(fitModel('bgnbd', small, { prior }).parameters)) - right) ** 2
  }
  expect(shrunk).toBeLessThan(0.6 * own)
})

test('a prior from several shops has their middle and a spread above chance', () => {
  const fits = [11, 12, 13, 14, 15].map((seed) => fitModel('bgnbd', shop(1500, seed)))
  const prior = priorFromShops(fits)
  TRUTH.forEach((value, i) => {
    expect(Math.abs(prior.logMean[i]! - Math.log(value))).toBeLessThan(0.4)
    // All shops share one truth: hardly any spread is left once the errors of estimation are taken off.
    expect(prior.logSd[i]).toBeLessThan(0.5)
  })
  expect(() => priorFromShops(fits.slice(0, 2))).toThrow(InvalidInput)
})

test('a prior that is none is refused', () => {
  const histories = shop(100, 5)
  expect(() => fitModel('bgnbd', histories, { prior: { logMean: [0, 0, 0], logSd: [1, 1, 1] } })).toThrow(
    /prior.logMean has 3 entries/,
  )
  expect(() => fitModel('bgnbd', histories, { prior: { logMean: [0, 0, 0, 0], logSd: [1, 0, 1, 1] } })).toThrow(
    /prior.logSd\[1\]/,
  )
})
