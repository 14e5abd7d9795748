import { expect, test } from 'vitest'
import {
  customerFigures,
  discountedResidualLifetime,
  expectedSpend,
  fitRetention,
  retentionRate,
  simpleLifetimeValue,
  survivalCurve,
} from './index.ts'

// Published CDNOW estimates (Fader, Hardie & Lee 2005; BTYD walkthrough): closed-form results follow from them without any data.
const bg = customerFigures({ model: 'bgnbd', parameters: [0.242595, 4.413599, 0.7929174, 2.425866] })
const pareto = customerFigures({ model: 'pnbd', parameters: [0.55315, 10.57801, 0.60625, 11.66901] })
const conditional = (figures: typeof bg, x: number, tx: number, T: number, t: number) =>
  figures.pAlive(x, tx, T) * figures.expectedIfAlive(x, T, t)

test('customer 1516: 26 repeat purchases, the last 30.857 weeks after the first, seen for 31 weeks', () => {
  expect(conditional(bg, 26, 30.857, 31, 52)).toBeCloseTo(25.7566, 2)
  expect(bg.pAlive(26, 30.857, 31)).toBeCloseTo(0.96885, 4)
  expect(conditional(pareto, 26, 30.857, 31, 52)).toBeCloseTo(25.456, 2)
  expect(pareto.pAlive(26, 30.857, 31)).toBeCloseTo(0.99787, 4)
})

test.each([
  [10, 0.3475, 0.7062],
  [15, 0.04283, 0.1442],
  [20, 0.004159, 0.02251],
  [25, 0.000358, 0.003093],
])('more orders, lower expectation: x = %d, t_x = 20, T = 39, t = 52', (x, byBg, byPareto) => {
  expect(conditional(bg, x, 20, 39, 52) / byBg).toBeCloseTo(1, 2)
  expect(conditional(pareto, x, 20, 39, 52) / byPareto).toBeCloseTo(1, 2)
})

test.each([
  [0.1429, 0.0078, 0.0001],
  [1, 0.0532, 0.0001],
  [3, 0.1506, 0.0001],
  [31.857, 1.0405, 0.0001],
  [32, 1.0437, 0.0001],
  // The published spreadsheet ends the series after 150 terms, which is 0.0004 too low here.
  [78, 1.8576, 0.0005],
])('BG/NBD E[X(t)] of a new customer at t = %d weeks', (t, expected, tolerance) => {
  expect(Math.abs(bg.expectedOfNew(t) - expected)).toBeLessThanOrEqual(tolerance)
})

test('P(alive) has the closed form of the BG/NBD note', () => {
  // 1/(1 + a/(b+x−1) · ((α+T)/(α+t_x))^(r+x)) for the published customer 1: x = 2, t_x = 30.43, T = 38.86.
  const [r, alpha, a, b] = [0.242595, 4.413599, 0.7929174, 2.425866]
  const odds = (a / (b + 1)) * ((alpha + 38.86) / (alpha + 30.43)) ** (r + 2)
  expect(bg.pAlive(2, 30.43, 38.86)).toBeCloseTo(1 / (1 + odds), 12)
})

// Fader & Hardie 2007, table 1: survivors of 1 000 customers, years 0 to 7.
const HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491]
const REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241]

test('shifted beta-geometric: published parameters, rising retention, projection to year 12', () => {
  const high = fitRetention(HIGH_END)
  const regular = fitRetention(REGULAR)
  expect([high.alpha, high.beta]).toEqual([expect.closeTo(0.668, 2), expect.closeTo(3.806, 2)])
  expect([regular.alpha, regular.beta]).toEqual([expect.closeTo(0.704, 2), expect.closeTo(1.182, 2)])
  expect(retentionRate(high, 1)).toBeCloseTo(3.806 / 4.474, 3)
  for (let t = 1; t < 12; t++) expect(retentionRate(high, t + 1)).toBeGreaterThan(retentionRate(high, t))
  // Actual survivors in year 12, which the fits have not seen: 394 and 173.
  expect(Math.abs(survivalCurve(high, 12)[12]! - 0.394)).toBeLessThan(0.02)
  expect(Math.abs(survivalCurve(regular, 12)[12]! - 0.173)).toBeLessThan(0.02)
})

test('residual lifetime: without discount the sum of the survival curve, with it less', () => {
  const fit = { alpha: 0.668, beta: 3.806 }
  const curve = survivalCurve(fit, 20)
  const later = curve.subarray(1).reduce((sum, share) => sum + share, 0)
  expect(discountedResidualLifetime(fit, 0, 0, 20)).toBeCloseTo(later, 12)
  expect(discountedResidualLifetime(fit, 0, 0.1, 20)).toBeLessThan(later)
  // Who has stayed longer is worth more, though nobody changes.
  expect(discountedResidualLifetime(fit, 5, 0.1, 20)).toBeGreaterThan(discountedResidualLifetime(fit, 0, 0.1, 20))
})

test('simple lifetime value: margin 100, retention 0.8, discount 0.1', () => {
  expect(simpleLifetimeValue(100, 0.8, 0.1)).toBeCloseTo(266.67, 2)
})

test('expected spend of the Gamma-Gamma note: a mean of 35.17 for unknown customers, 24.66 and 18.91 for the first two', () => {
  const fit = { parameters: [6.25, 3.74, 15.44] as const, averageSpend: 35.08 }
  expect(Math.abs(expectedSpend(fit, 0, 0) - 35.17)).toBeLessThan(0.1)
  expect(Math.abs(expectedSpend(fit, 2, 22.35) - 24.66)).toBeLessThan(0.1)
  expect(Math.abs(expectedSpend(fit, 1, 11.77) - 18.91)).toBeLessThan(0.1)
})
