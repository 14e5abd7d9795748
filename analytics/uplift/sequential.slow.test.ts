import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../errors.ts'
import { Random } from '../stats/random.ts'
import { checkByAaRuns } from './aa-check.ts'
import { type AlwaysValidLook, alwaysValidLook, alwaysValidLookAt } from './always-valid.ts'
import { groupSequentialBoundaries } from './group-sequential.ts'
import { meanLift, summariseArm } from './mean-lift.ts'

/** One campaign, looked at after every 100 people in each arm: the look that stopped it, or the last one. */
function watch(draw: (arm: 0 | 1) => number, expectedLift: number, people = 3000): AlwaysValidLook | null {
  const treated = Float64Array.from({ length: people }, () => draw(1))
  const control = Float64Array.from({ length: people }, () => draw(0))
  let last: AlwaysValidLook | null = null
  for (let n = 100; n <= people; n += 100) {
    last = alwaysValidLook(treated.subarray(0, n), control.subarray(0, n), { expectedLift }, last) ?? last
    if (last?.stop) return last
  }
  return last
}

describe('always-valid test: looked at 30 times', { timeout: 60_000 }, () => {
  const random = new Random(3)
  const rate = (p: number) => Number(random.uniform() < p)
  const money = (buys: number) => (random.uniform() < buys ? Math.exp(4 + random.normal()) : 0)

  it.each([
    { what: 'visits at 10 %', draw: () => rate(0.1), expectedLift: 0.02 },
    { what: 'conversions at 1 %', draw: () => rate(0.01), expectedLift: 0.005 },
    { what: 'skewed money', draw: () => money(0.1), expectedLift: 3 },
  ])('A/A runs of $what give at most 5 % false wins', ({ draw, expectedLift }) => {
    let wins = 0
    for (let run = 0; run < 300; run++) if (watch(draw, expectedLift)?.stop) wins++
    expect(wins / 300).toBeLessThanOrEqual(0.05)
  })

  it('the plain test read 30 times would be wrong far more often: that is why', () => {
    let wins = 0
    for (let run = 0; run < 150; run++) {
      const [a, b] = [0, 1].map(() => Float64Array.from({ length: 3000 }, () => rate(0.1))) as [Float64Array, Float64Array]
      for (let n = 100; n <= 3000; n += 100)
        if (meanLift(summariseArm(a.subarray(0, n)), summariseArm(b.subarray(0, n))).pValue <= 0.05) {
          wins++
          break
        }
    }
    expect(wins / 150).toBeGreaterThan(0.15)
  })

  it('a real lift is found before the end, and its interval holds the truth', () => {
    let stopped = 0
    let held = 0
    for (let run = 0; run < 100; run++) {
      const look = watch((arm) => rate(arm === 1 ? 0.16 : 0.1), 0.05)!
      if (look.stop) stopped++
      if (look.interval[0] <= 0.06 && 0.06 <= look.interval[1]) held++
    }
    expect(stopped).toBeGreaterThanOrEqual(95)
    expect(held).toBeGreaterThanOrEqual(93)
  })

  it('says nothing while an arm is too small or too uniform; the p-value never rises', () => {
    const few = Float64Array.from({ length: 99 }, (_, i) => i % 2)
    const still = new Float64Array(5000)
    const enough = Float64Array.from({ length: 5000 }, (_, i) => i % 2)
    expect(alwaysValidLook(few, enough, { expectedLift: 0.1 }, null)).toBeNull()
    expect(alwaysValidLook(still, enough, { expectedLift: 0.1 }, null)).toBeNull()
    const strong = alwaysValidLookAt(
      { n: 500, mean: 0.4, variance: 0.24 },
      { n: 500, mean: 0.1, variance: 0.09 },
      { expectedLift: 0.1 },
      null,
    )
    const weak = alwaysValidLookAt(
      { n: 600, mean: 0.1, variance: 0.09 },
      { n: 600, mean: 0.1, variance: 0.09 },
      { expectedLift: 0.1 },
      strong,
    )
    expect(weak.pValue).toBe(strong.pValue)
    expect(() => alwaysValidLook(enough, enough, { expectedLift: 0 }, null)).toThrow(InvalidInput)
  })
})

describe('planned looks', () => {
  it('Lan–DeMets boundaries as published for five equal looks, 5 % (Reboussin et al. 2000)', () => {
    const looks = [0.2, 0.4, 0.6, 0.8, 1]
    const near = (expected: number[], found: { boundary: number }[]) =>
      found.forEach(({ boundary }, i) => {
        expect(Math.abs(boundary - expected[i]!)).toBeLessThan(2e-4)
      })
    near([4.8769, 3.357, 2.6803, 2.2898, 2.031], groupSequentialBoundaries(looks))
    near([2.438, 2.4268, 2.4101, 2.3966, 2.3859], groupSequentialBoundaries(looks, 0.05, 'pocock'))
  })

  it('one look is the ordinary test; very early looks hardly spend anything', () => {
    expect(groupSequentialBoundaries([1])[0]!.boundary).toBeCloseTo(1.959964, 5)
    const early = groupSequentialBoundaries([0.01, 0.05, 1])
    expect(early[0]!.boundary).toBeGreaterThan(10)
    expect(early[2]!.boundary).toBeCloseTo(1.96, 3)
    expect(early[2]!.spent).toBeCloseTo(0.05, 9)
  })

  it('A/A runs at unequal looks keep 5 %', () => {
    const random = new Random(8)
    const looks = groupSequentialBoundaries([0.1, 0.25, 0.6, 1], 0.05, 'pocock')
    let wins = 0
    for (let run = 0; run < 20_000; run++) {
      let score = 0
      let at = 0
      for (const { information, boundary } of looks) {
        score += random.normal(0, Math.sqrt(information - at))
        at = information
        if (Math.abs(score) >= boundary * Math.sqrt(information)) {
          wins++
          break
        }
      }
    }
    expect(wins / 20_000).toBeGreaterThan(0.045)
    expect(wins / 20_000).toBeLessThan(0.055)
  })

  it('refuses looks that do not rise within 0–1', () => {
    expect(() => groupSequentialBoundaries([0.5, 0.5])).toThrow(/information\[1\]/)
    expect(() => groupSequentialBoundaries([0.5, 1.2])).toThrow(/information\[1\]/)
  })
})

describe('A/A check on the shop’s own outcomes', { timeout: 60_000 }, () => {
  const random = new Random(21)
  const customers = Array.from({ length: 600 }, (_, i) => `c${i}`)

  it('passes for money a head of 600 customers', () => {
    const spend = Float64Array.from(customers, () => (random.uniform() < 0.4 ? random.gamma(2, 0.02) : 0))
    const check = checkByAaRuns(customers, spend, { runs: 400 })
    expect(check.sound).toBe(true)
    expect(check.rate).toBeLessThan(0.08)
    expect(checkByAaRuns(customers, spend, { runs: 400 })).toEqual(check)
  })

  it('catches a hold-out too small for a rare purchase', () => {
    const spend = Float64Array.from(customers, () => (random.uniform() < 0.02 ? random.gamma(20, 0.1) : 0))
    expect(checkByAaRuns(customers, spend, { runs: 400, holdOut: 0.1 }).sound).toBe(false)
  })
})
