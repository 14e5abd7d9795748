import fc from 'fast-check'
import { expect, test } from 'vitest'
import { InvalidInput } from '../errors.ts'
import { betaI, digamma, erf, erfc, gammaP, gammaQ, lnBeta, lnGamma, logAddExp, trigamma } from './special.ts'
import {
  betaInverse,
  chiSquareInverse,
  chiSquareTail,
  fTail,
  normalCdf,
  normalInverse,
  normalTail,
  studentInverse,
  studentTail,
} from './tails.ts'

const near = (actual: number, expected: number, relative = 1e-13) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.max(Math.abs(expected), 1e-300))

// Expected values: mpmath 1.3 with 30 digits.
test.each([
  [1e-8, 18.42068073818021, -100000000.57721566, 10000000000000002],
  [0.5, 0.5723649429247001, -1.9635100260214235, 4.934802200544679],
  [3.3, 0.9870985778947347, 1.0348224890596216, 0.3535015418410618],
  [123.4, 469.3360974421906, 4.811373775116278, 0.008136651610865265],
  [1e6, 12815504.569147613, 13.815510057964191, 1.0000005000001667e-6],
])('lnGamma, digamma, trigamma at %d', (x, ln, psi, psi1) => {
  near(lnGamma(x), ln)
  near(digamma(x), psi, 1e-12)
  near(trigamma(x), psi1, 1e-12)
})

test.each([
  [-6, 9.86587645037698e-10],
  [-1, 0.15865525393145705],
  [0.5, 0.6914624612740131],
  [3, 0.9986501019683699],
])('normal distribution at %d', (z, p) => {
  near(normalCdf(z), p)
  near(normalTail(-z), p)
  near(normalInverse(p), z, 1e-12)
})

test('far tails keep their digits', () => {
  near(normalTail(10), 7.619853024160525e-24, 1e-12)
  near(gammaQ(3, 200), 2.795609373660883e-83, 1e-11)
})

test('incomplete gamma and beta', () => {
  near(gammaQ(0.5, 0.1), 0.654720846018577)
  near(gammaQ(10, 3), 0.9988975118698845)
  near(betaI(2, 3, 0.9), 0.9963)
  near(betaI(100, 200, 0.3), 0.1088430656449098, 1e-12)
  near(betaI(0.01, 5, 0.5), 0.9998897842885542)
})

// Expected values: scipy.stats 1.17; the χ² tail is the published log-rank test of the lung data.
test('tails and quantiles of t, F, chi-square and beta', () => {
  near(studentTail(2.1, 5), 0.044876624942299395, 1e-12)
  near(studentInverse(0.975, 7), 2.364624251592784, 1e-12)
  near(studentInverse(0.025, 7), -2.364624251592784, 1e-12)
  near(fTail(3.1, 4, 20), 0.03877408813088653, 1e-12)
  near(chiSquareInverse(0.95, 1), 3.841458820694124, 1e-12)
  near(betaInverse(0.05, 2, 7), 0.046389263979611135, 1e-12)
  near(chiSquareTail(10.3267, 1), 0.0013111943255813801, 1e-11)
})

test('complements add up to 1', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 500, noNaN: true }), fc.double({ min: 1e-9, max: 800, noNaN: true }), (a, x) => {
      expect(gammaP(a, x) + gammaQ(a, x)).toBeCloseTo(1, 12)
      expect(erf(x / 100) + erfc(x / 100)).toBeCloseTo(1, 12)
      // Not nearer to 0: there 1 − share itself loses digits.
      const share = 0.001 + x / 802
      expect(betaI(a, 3, share) + betaI(3, a, 1 - share)).toBeCloseTo(1, 10)
    }),
  )
})

test('Γ(x+1) = x Γ(x), B(a, b) = B(b, a), and quantiles undo probabilities', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-3, max: 1e4, noNaN: true }), fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (x, p) => {
      expect(lnGamma(x + 1) - lnGamma(x)).toBeCloseTo(Math.log(x), 8)
      expect(lnBeta(x, p)).toBeCloseTo(lnBeta(p, x), 8)
      expect(normalCdf(normalInverse(p))).toBeCloseTo(p, 12)
      expect(1 - studentTail(studentInverse(p, 4), 4)).toBeCloseTo(p, 9)
    }),
  )
})

test('logAddExp neither overflows nor loses a zero', () => {
  expect(logAddExp(1000, 1000)).toBeCloseTo(1000 + Math.LN2, 12)
  expect(logAddExp(-Infinity, -3)).toBe(-3)
  expect(logAddExp(-3, -Infinity)).toBe(-3)
  expect(logAddExp(-Infinity, -Infinity)).toBe(-Infinity)
})

test('arguments outside the domain are named, never answered with NaN', () => {
  for (const wrong of [0, -1, Number.NaN, Infinity]) expect(() => lnGamma(wrong)).toThrow(InvalidInput)
  expect(() => betaI(1, 1, 1.1)).toThrow(/x must lie between 0 and 1/)
  expect(() => normalInverse(0)).toThrow(/strictly between/)
  expect(() => gammaP(1, Number.NaN)).toThrow(InvalidInput)
})
