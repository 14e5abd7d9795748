import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput, TooLittleData } from '../errors.ts'
import { squareMatrix } from '../stats/matrix.ts'
import { Random } from '../stats/random.ts'
import { wilsonInterval } from '../uplift/wilson-interval.ts'
import { customerSatisfaction } from './customer-satisfaction.ts'
import { driverAnalysis } from './drivers.ts'
import { netPromoterScore } from './net-promoter-score.ts'
import { relativeWeights } from './relative-weights.ts'
import { symmetricEigen } from './symmetric-eigen.ts'
import { satisfactionTrend } from './trend.ts'

describe('NPS and CSAT', () => {
  it('10, 9, 8, 7, 6 give 40 − 20 = 20', () => {
    expect(netPromoterScore([10, 9, 8, 7, 6])).toMatchObject({ n: 5, promoters: 0.4, passives: 0.4, detractors: 0.2, nps: 0.2 })
  })

  it('5, 5, 4, 3, 1 give 60 %', () => {
    expect(customerSatisfaction([5, 5, 4, 3, 1])).toMatchObject({ n: 5, csat: 0.6, mean: 3.6 })
  })

  it('shares sum to 1, the interval holds the score, and has a width even when all agree', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 1, maxLength: 60 }), (scores) => {
        const { promoters, passives, detractors, nps, interval, standardError } = netPromoterScore(scores)
        expect(promoters + passives + detractors).toBeCloseTo(1, 12)
        expect(interval[0] <= nps && nps <= interval[1] && interval[1] > interval[0]).toBe(true)
        expect(interval[0] >= -1 && interval[1] <= 1 && standardError >= 0).toBe(true)
      }),
    )
  })

  it('the 90 % interval of 20 answers covers as stated', () => {
    const random = new Random(4)
    const [promoters, detractors] = [0.62, 0.12]
    let covered = 0
    for (let run = 0; run < 4000; run++) {
      const scores = Array.from({ length: 20 }, () => {
        const u = random.uniform()
        return u < promoters ? 10 : u < promoters + detractors ? 3 : 8
      })
      const [low, high] = netPromoterScore(scores, 0.9).interval
      if (low <= promoters - detractors && promoters - detractors <= high) covered++
    }
    expect(covered / 4000).toBeGreaterThan(0.87)
    expect(covered / 4000).toBeLessThan(0.93)
  })

  it('Wilson interval as published: 81 of 263, 95 % (Newcombe 1998)', () => {
    const [low, high] = wilsonInterval(81, 263)
    expect(low).toBeCloseTo(0.2553, 4)
    expect(high).toBeCloseTo(0.3662, 4)
    expect(wilsonInterval(0, 20)[0]).toBe(0)
    expect(wilsonInterval(0, 20)[1]).toBeCloseTo(0.1611, 4)
  })

  it('refuses answers off the scale by index, and no answers at all', () => {
    expect(() => netPromoterScore([9, 11])).toThrow(/scores\[1\]/)
    expect(() => netPromoterScore([])).toThrow(InvalidInput)
    expect(() => customerSatisfaction([3, Number.NaN])).toThrow(/answers\[1\]/)
    expect(() => customerSatisfaction([0])).toThrow(/answers\[0\]/)
  })
})

describe('trend', () => {
  const random = new Random(7)
  const month = (promoters: number, detractors: number, n = 80) =>
    Array.from({ length: n }, () => {
      const u = random.uniform()
      return u < promoters ? 9 : u < promoters + detractors ? 2 : 7
    })

  it('marks the planted low month and no other', () => {
    const months = Array.from({ length: 12 }, (_, i) => ({
      label: `${i + 1}`,
      answers: i === 6 ? month(0.25, 0.45) : month(0.5, 0.2),
    }))
    const trend = satisfactionTrend(months, 'nps')
    expect(trend.flatMap(({ label, mark }) => (mark ? [`${label} ${mark}`] : []))).toEqual(['7 low'])
    expect(trend[6]!.interval![1]).toBeLessThan(trend[0]!.value!)
  })

  it('marks something in at most 5 % of charts where nothing happened', () => {
    let marked = 0
    for (let run = 0; run < 600; run++) {
      const months = Array.from({ length: 12 }, (_, i) => ({ label: `${i}`, answers: month(0.6, 0.1, 15) }))
      if (satisfactionTrend(months, 'nps').some(({ mark }) => mark !== null)) marked++
    }
    expect(marked / 600).toBeLessThanOrEqual(0.05)
  })

  it('a month without answers is a gap; CSAT works the same way', () => {
    const trend = satisfactionTrend(
      [
        { label: 'Jan', answers: [5, 4, 4, 2] },
        { label: 'Feb', answers: [] },
      ],
      'csat',
    )
    expect(trend[1]).toEqual({ label: 'Feb', n: 0, value: null, standardError: null, interval: null, mark: null })
    expect(trend[0]).toMatchObject({ n: 4, value: 0.75, mark: null })
  })
})

describe('drivers of satisfaction', () => {
  const random = new Random(11)
  const n = 400
  const draw = (mean: number) => Float64Array.from({ length: n }, () => mean + random.normal())
  const wait = draw(3)
  const staff = wait.map((value) => 0.6 * value + random.normal() + 2)
  const price = draw(4)
  const parking = draw(2)
  const outcome = wait.map((value, i) => 0.9 * value + 0.3 * staff[i]! + 0.1 * price[i]! + random.normal(0, 0.7))
  const drivers = [
    { name: 'price', ratings: price },
    { name: 'parking', ratings: parking },
    { name: 'staff', ratings: staff },
    { name: 'wait', ratings: wait },
  ]

  it('the planted driver ranks first and is to be improved', () => {
    const analysis = driverAnalysis(drivers, outcome)
    expect(analysis.drivers.map(({ name }) => name).slice(0, 2)).toEqual(['wait', 'staff'])
    expect(analysis.drivers[0]!.quadrant).toBe('improve')
    expect(analysis.drivers[0]!.importanceInterval[0]).toBeGreaterThan(analysis.drivers[1]!.importanceInterval[1])
    expect(analysis.drivers.find(({ name }) => name === 'price')!.quadrant).toBe('possibleOverkill')
    expect(analysis.drivers.reduce((sum, { importance }) => sum + importance, 0)).toBeCloseTo(1, 9)
    expect(analysis.warnings).toEqual([])
    expect(driverAnalysis(drivers, outcome)).toEqual(analysis)
  })

  it('warns where nothing is explained and where drivers repeat each other', () => {
    expect(driverAnalysis([{ name: 'parking', ratings: parking }], outcome).warnings).toContain('nothingExplained')
    const twice = driverAnalysis([...drivers, { name: 'wait again', ratings: wait }], outcome)
    expect(twice.warnings).toContain('collinear')
    const [first, second] = ['wait', 'wait again'].map((name) => twice.drivers.find((driver) => driver.name === name)!.importance)
    expect(first).toBeCloseTo(second!, 6)
  })

  it('refuses constant drivers, unequal lengths and too few answers', () => {
    expect(() => driverAnalysis([{ name: 'flat', ratings: new Float64Array(n) }], outcome)).toThrow(/flat never varies/)
    expect(() => driverAnalysis([{ name: 'short', ratings: wait.slice(1) }], outcome)).toThrow(/short has 399 entries/)
    expect(() => driverAnalysis([{ name: 'a', ratings: Float64Array.of(1, 2) }], Float64Array.of(1, 2))).toThrow(TooLittleData)
  })

  it('relative weights of two predictors equal their mean added R² over both orders, and always sum to R²', () => {
    const correlation = fc.double({ min: -0.9, max: 0.9, noNaN: true })
    fc.assert(
      fc.property(correlation, correlation, correlation, (between, r1, r2) => {
        const rSquared = (r1 * r1 + r2 * r2 - 2 * r1 * r2 * between) / (1 - between * between)
        fc.pre(rSquared <= 1)
        const { weights, rSquared: found } = relativeWeights(
          { size: 2, entries: Float64Array.of(1, between, between, 1) },
          Float64Array.of(r1, r2),
        )
        expect(found).toBeCloseTo(rSquared, 9)
        expect(weights[0]! + weights[1]!).toBeCloseTo(found, 9)
        expect(weights[0]).toBeCloseTo((r1 * r1 + rSquared - r2 * r2) / 2, 9)
      }),
    )
  })

  it('eigenvectors rebuild the matrix', () => {
    const entry = fc.double({ min: -5, max: 5, noNaN: true })
    fc.assert(
      fc.property(fc.array(entry, { minLength: 10, maxLength: 10 }), (lower) => {
        const matrix = squareMatrix(4)
        let next = 0
        for (let i = 0; i < 4; i++)
          for (let j = 0; j <= i; j++) {
            matrix.entries[i * 4 + j] = lower[next]!
            matrix.entries[j * 4 + i] = lower[next++]!
          }
        const { values, vectors } = symmetricEigen(matrix)
        for (let i = 0; i < 4; i++)
          for (let j = 0; j < 4; j++) {
            const rebuilt = values.reduce(
              (sum, value, k) => sum + value * vectors.entries[i * 4 + k]! * vectors.entries[j * 4 + k]!,
              0,
            )
            expect(rebuilt).toBeCloseTo(matrix.entries[i * 4 + j]!, 9)
          }
      }),
    )
  })
})
