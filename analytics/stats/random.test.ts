import { expect, test } from 'vitest'
import { quantile, quantiles } from './quantile.ts'
import { Random } from './random.ts'

const moments = (draw: () => number, n = 100_000) => {
  let [sum, squares] = [0, 0]
  for (let i = 0; i < n; i++) {
    const value = draw()
    sum += value
    squares += value * value
  }
  return { mean: sum / n, variance: squares / n - (sum / n) ** 2 }
}

test('the same seed gives the same numbers, another seed others', () => {
  const first = (seed: number) =>
    Array.from(
      { length: 5 },
      (
        (random) => () =>
          random.bits()
      )(new Random(seed)),
    )
  expect(first(42)).toEqual(first(42))
  expect(first(42)).not.toEqual(first(43))
  expect(first(1)).not.toEqual(first(1 + 2 ** 32))
})

const random = new Random(20260731)
// Each draw with its mean and variance; the tolerances are four standard errors of 100 000 draws.
test.each([
  ['uniform', () => random.uniform(), 1 / 2, 1 / 12],
  ['normal', () => random.normal(3, 2), 3, 4],
  ['exponential', () => random.exponential(4), 1 / 4, 1 / 16],
  ['gamma below 1', () => random.gamma(0.24, 4.4), 0.24 / 4.4, 0.24 / 4.4 ** 2],
  ['gamma above 1', () => random.gamma(6.2, 2), 3.1, 1.55],
  ['beta', () => random.beta(0.8, 2.4), 0.25, 0.1875 / 4.2],
  ['poisson, small mean', () => random.poisson(2.5), 2.5, 2.5],
  ['poisson, large mean', () => random.poisson(240), 240, 240],
  ['integer', () => random.integer(6), 2.5, 35 / 12],
])('%s has its mean and variance', (_name, draw, mean, variance) => {
  const found = moments(draw)
  expect(Math.abs(found.mean - mean)).toBeLessThan(4 * Math.sqrt(variance / 100_000))
  expect(found.variance / variance).toBeGreaterThan(0.93)
  expect(found.variance / variance).toBeLessThan(1.07)
})

test('a shuffle keeps every item and is fair to the first place', () => {
  const firsts = [0, 0, 0]
  for (let i = 0; i < 30_000; i++) {
    const shuffled = random.shuffle([0, 1, 2])
    expect(new Set(shuffled).size).toBe(3)
    firsts[shuffled[0]!]! += 1
  }
  for (const count of firsts) expect(Math.abs(count - 10_000)).toBeLessThan(400)
})

test('type-7 quantiles as numpy gives them', () => {
  expect(quantiles([15, 20, 35, 40, 50], [0, 0.05, 0.3, 0.4, 0.5, 1])).toEqual([15, 16, 23, 29, 35, 50])
  expect(quantile([3, 1, 2, 4], 0.5)).toBe(2.5)
  expect(() => quantile([], 0.5)).toThrow(/must not be empty/)
  expect(() => quantile([1, Number.NaN], 0.5)).toThrow(/values\[1\]/)
})
