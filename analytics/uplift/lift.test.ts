import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput, TooLittleData } from '../errors.ts'
import { Random } from '../stats/random.ts'
import { campaignReturn } from './campaign-return.ts'
import { holm } from './holm.ts'
import { meanLift, summariseArm } from './mean-lift.ts'
import { rateLift } from './rate-lift.ts'
import { sampleSizeForMeans, sampleSizeForRates } from './sample-size.ts'

describe('lift of a rate', () => {
  it('published intervals for 56 of 70 against 48 of 80 (Newcombe 1998, table II)', () => {
    const [treated, control] = [
      { n: 70, successes: 56 },
      { n: 80, successes: 48 },
    ]
    const score = rateLift(treated, control)
    expect(score.interval[0]).toBeCloseTo(0.0524, 4)
    expect(score.interval[1]).toBeCloseTo(0.3339, 4)
    const wald = rateLift(treated, control, 0.95, 'wald')
    expect(wald.interval[0]).toBeCloseTo(0.0575, 4)
    expect(wald.interval[1]).toBeCloseTo(0.3425, 4)
  })

  it('swapping the arms turns the sign; the interval holds the lift; no NaN even where nobody did it', () => {
    const arm = fc
      .integer({ min: 1, max: 200 })
      .chain((n) => fc.record({ n: fc.constant(n), successes: fc.integer({ min: 0, max: n }) }))
    fc.assert(
      fc.property(arm, arm, (treated, control) => {
        const there = rateLift(treated, control)
        const back = rateLift(control, treated)
        expect(there.lift).toBeCloseTo(-back.lift, 12)
        expect(there.z).toBeCloseTo(-back.z, 9)
        expect(there.interval[0]).toBeCloseTo(-back.interval[1], 9)
        expect(there.interval[0] <= there.lift && there.lift <= there.interval[1]).toBe(true)
        expect(there.pValue >= 0 && there.pValue <= 1).toBe(true)
      }),
    )
  })

  it('refuses impossible counts', () => {
    expect(() => rateLift({ n: 3, successes: 4 }, { n: 3, successes: 1 })).toThrow(/treated.successes/)
    expect(() => rateLift({ n: 3, successes: 1 }, { n: 0, successes: 0 })).toThrow(InvalidInput)
  })
})

describe('lift of money', () => {
  it('Welch’s test as R prints it for the sleep data', () => {
    const first = Float64Array.of(0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2)
    const second = Float64Array.of(1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4)
    const { t, df, pValue, interval } = meanLift(summariseArm(first), summariseArm(second))
    expect(t).toBeCloseTo(-1.8608, 4)
    expect(df).toBeCloseTo(17.776, 3)
    expect(pValue).toBeCloseTo(0.07939, 5)
    expect(interval[0]).toBeCloseTo(-3.3654832, 6)
    expect(interval[1]).toBeCloseTo(0.2054832, 6)
  })

  it('money in another unit gives the same test and the scaled lift', () => {
    const amount = fc.double({ min: 0, max: 1000, noNaN: true })
    const amounts = fc.array(amount, { minLength: 3, maxLength: 30 }).map((values) => Float64Array.from(values))
    fc.assert(
      fc.property(amounts, amounts, fc.double({ min: 0.01, max: 100, noNaN: true }), (a, b, rate) => {
        fc.pre(summariseArm(a).variance > 1e-6 && summariseArm(b).variance > 1e-6)
        const plain = meanLift(summariseArm(a), summariseArm(b))
        const scaled = meanLift(summariseArm(a.map((value) => value * rate)), summariseArm(b.map((value) => value * rate)))
        expect(scaled.lift / rate).toBeCloseTo(plain.lift, 6)
        expect(scaled.t).toBeCloseTo(plain.t, 6)
      }),
    )
  })

  it('recovers simulated lifts: the 90 % interval covers between 86 and 94 %', () => {
    const random = new Random(5)
    const spend = (buys: number) => (random.uniform() < buys ? Math.exp(4 + 0.6 * random.normal()) : 0)
    const meanBasket = Math.exp(4 + 0.18)
    let covered = 0
    for (let run = 0; run < 1500; run++) {
      const treated = summariseArm(Float64Array.from({ length: 600 }, () => spend(0.15)))
      const control = summariseArm(Float64Array.from({ length: 300 }, () => spend(0.1)))
      const [low, high] = meanLift(treated, control, 0.9).interval
      if (low <= 0.05 * meanBasket && 0.05 * meanBasket <= high) covered++
    }
    expect(covered / 1500).toBeGreaterThan(0.86)
    expect(covered / 1500).toBeLessThan(0.94)
  })

  it('refuses arms that cannot be compared', () => {
    expect(() => meanLift({ n: 1, mean: 1, variance: 0 }, { n: 9, mean: 1, variance: 1 })).toThrow(TooLittleData)
    expect(() => meanLift({ n: 5, mean: 1, variance: 0 }, { n: 9, mean: 1, variance: 0 })).toThrow(TooLittleData)
    expect(() => summariseArm(Float64Array.of(1, Number.NaN))).toThrow(/values\[1\]/)
  })

  it('the campaign’s own money: lift × people × margin − cost', () => {
    const earned = campaignReturn({ lift: 2, interval: [1, 3] }, 1000, 0.4, 500)
    expect(earned).toEqual({
      incremental: 2000,
      incrementalInterval: [1000, 3000],
      profit: 300,
      profitInterval: [-100, 700],
      returnOnCost: 0.6,
    })
  })
})

describe('sample size', () => {
  it('equals R: power.prop.test(p1 = .50, p2 = .75, power = .90) = 76.65', () => {
    expect(sampleSizeForRates(0.5, 0.75, { power: 0.9 })).toEqual({ treated: 77, control: 77 })
  })

  it('within one of R: power.t.test(delta = 1, sd = 1, power = .90) = 22.02', () => {
    expect(Math.abs(sampleSizeForMeans(1, 1, 1, { power: 0.9 }).treated - 23)).toBeLessThanOrEqual(1)
  })

  it('the people named do see the lift as often as promised, with a small hold-out, too', () => {
    const random = new Random(9)
    const size = sampleSizeForRates(0.1, 0.18, { controlRatio: 1 / 3 })
    const draw = (n: number, p: number) => {
      let successes = 0
      for (let i = 0; i < n; i++) if (random.uniform() < p) successes++
      return { n, successes }
    }
    let seen = 0
    for (let run = 0; run < 1500; run++) if (rateLift(draw(size.treated, 0.18), draw(size.control, 0.1)).pValue <= 0.05) seen++
    expect(seen / 1500).toBeGreaterThan(0.77)
    expect(seen / 1500).toBeLessThan(0.84)
  })

  it('no number of people shows a lift of 0', () => {
    expect(() => sampleSizeForRates(0.1, 0.1)).toThrow(/must differ/)
    expect(() => sampleSizeForMeans(0, 1, 1)).toThrow(InvalidInput)
  })
})

it('Holm’s step-down as in his paper’s scheme', () => {
  expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02])
  expect(holm([])).toEqual([])
})
