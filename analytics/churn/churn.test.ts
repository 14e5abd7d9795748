import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../stats/random.ts'
import { calibrationTable } from './calibration.ts'
import { churnFeatures, fitChurnModel, type PurchaseHistory } from './churn-model.ts'
import { fallingAmount } from './falling-amount.ts'
import { kaplanMeier, survivalAt, survivalQuantile } from './kaplan-meier.ts'
import { logRank } from './log-rank.ts'
import { ownRhythm } from './own-rhythm.ts'

describe('rhythm rule', () => {
  it('a 30-day rhythm is flagged at day 61, not at day 60', () => {
    const days = [0, 30, 60, 90]
    expect(ownRhythm(days, 150)).toEqual({ atRisk: false, basis: 'own-rhythm', silence: 60, limit: 60 })
    expect(ownRhythm(days, 151).atRisk).toBe(true)
    expect(ownRhythm(days, 151, { factor: 3 }).atRisk).toBe(false)
  })

  it('without a rhythm the window of the trade decides, without that nobody', () => {
    expect(ownRhythm([0], 61, { fixedWindow: 60 })).toMatchObject({ atRisk: true, basis: 'fixed-window' })
    expect(ownRhythm([0, 10], 500)).toMatchObject({ atRisk: null, basis: 'none' })
    expect(() => ownRhythm([], 5)).toThrow('days must not be empty')
    expect(() => ownRhythm([9], 5)).toThrow('asOf')
  })
})

describe('falling amounts', () => {
  it('500, 480, 300, 250, 200, 150 is flagged, a steady series is not', () => {
    expect(fallingAmount([500, 480, 300, 250, 200, 150])).toMatchObject({ falling: true, ratio: 600 / 1280 })
    expect(fallingAmount([200, 210, 190, 205, 195, 200]).falling).toBe(false)
    expect(fallingAmount([1, 2]).falling).toBeNull()
  })

  it('a steady fall by a tenth each time is found by its slope although the means stay above 70 %', () => {
    const verdict = fallingAmount([130, 120, 106, 94, 80, 90])
    expect(verdict.slope).toBeLessThan(-0.09)
    expect(fallingAmount([130, 120, 106, 94, 80, 90], { slope: 0.08 }).falling).toBe(true)
  })

  it('does not depend on the unit of money', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9999 }), { minLength: 6, maxLength: 12 }), (amounts) => {
        const verdict = fallingAmount(amounts)
        const scaled = fallingAmount(amounts.map((amount) => amount * 64))
        expect(scaled.falling).toBe(verdict.falling)
        expect(scaled.slope).toBeCloseTo(verdict.slope, 10)
      }),
    )
  })
})

describe('survival', () => {
  const people = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.boolean()), { minLength: 1, maxLength: 50 })

  it('falls from 1, stays in [0, 1], inside its band on every scale', () => {
    fc.assert(
      fc.property(people, fc.constantFrom('log' as const, 'log-log' as const, 'plain' as const), (rows, scale) => {
        const curve = kaplanMeier(
          Float64Array.from(rows, ([time]) => time),
          Uint8Array.from(rows, ([, event]) => (event ? 1 : 0)),
          0.9,
          scale,
        )
        let before = 1
        for (const step of curve.steps) {
          expect(step.survival).toBeLessThanOrEqual(before)
          expect(step.low).toBeLessThanOrEqual(step.survival)
          expect(step.high).toBeGreaterThanOrEqual(step.survival)
          expect(step.low).toBeGreaterThanOrEqual(0)
          expect(step.high).toBeLessThanOrEqual(1)
          before = step.survival
        }
      }),
    )
  })

  it('without censoring it is the share still there; the median on a flat stretch is its middle', () => {
    const curve = kaplanMeier(Float64Array.of(1, 2, 3, 4), Uint8Array.of(1, 1, 1, 1))
    expect([0, 1, 2.5, 4].map((time) => survivalAt(curve, time))).toEqual([1, 0.75, 0.5, 0])
    expect(survivalQuantile(curve).time).toBe(2.5)
    const half = kaplanMeier(Float64Array.of(1, 5, 5), Uint8Array.of(1, 0, 0))
    expect(survivalQuantile(half).time).toBeNull()
    expect(() => kaplanMeier(Float64Array.of(-1), Uint8Array.of(1))).toThrow('times[0]')
  })

  it('Greenwood by hand: 1 of 4, then 1 of 2 after a censoring', () => {
    const { steps } = kaplanMeier(Float64Array.of(1, 2, 3, 4), Uint8Array.of(1, 0, 1, 0))
    expect(steps[2]!.survival).toBeCloseTo(0.375, 12)
    expect(steps[2]!.standardError).toBeCloseTo(0.375 * Math.sqrt(1 / 12 + 1 / 2), 12)
  })

  it('log-rank: equal groups give 0, and more groups more degrees of freedom', () => {
    const times = Float64Array.of(1, 2, 3, 1, 2, 3)
    const events = Uint8Array.of(1, 1, 0, 1, 1, 0)
    expect(logRank(times, events, Uint8Array.of(0, 0, 0, 1, 1, 1)).chiSquare).toBeCloseTo(0, 12)
    const three = logRank(times, events, Uint8Array.of(0, 0, 1, 1, 2, 2))
    expect(three.degreesOfFreedom).toBe(2)
    expect(three.groups.reduce((sum, group) => sum + group.expected, 0)).toBeCloseTo(4, 12)
    expect(() => logRank(times, events, new Uint8Array(6))).toThrow('a group is empty')
  })
})

describe('calibration', () => {
  it('groups add up and keep equal predictions together', () => {
    const probabilities = Float64Array.from({ length: 100 }, (_, i) => (i % 4) / 4)
    const target = Uint8Array.from({ length: 100 }, (_, i) => (i % 3 === 0 ? 1 : 0))
    const table = calibrationTable(probabilities, target)
    expect(table.map((row) => [row.from, row.to, row.count])).toEqual([
      [0, 0, 25],
      [0.25, 0.25, 25],
      [0.5, 0.5, 25],
      [0.75, 0.75, 25],
    ])
    for (const row of table) expect(row.low <= row.observed && row.observed <= row.high).toBe(true)
    expect(() => calibrationTable(Float64Array.of(2), Uint8Array.of(1))).toThrow('probabilities[0]')
  })
})

describe('churn model', () => {
  /** Customers buy by their own rhythm until some stop; who stopped is known, what the model sees ends at day 400. */
  function shop(count: number): { histories: PurchaseHistory[]; churned: Uint8Array } {
    const random = new Random(5)
    const churned = new Uint8Array(count)
    const histories = Array.from({ length: count }, (_, i) => {
      const rate = random.gamma(3, 90)
      const stop = random.uniform() < 0.4 ? 400 * random.uniform() : 10_000
      churned[i] = stop < 400 ? 1 : 0
      const days = [Math.floor(random.uniform() * Math.min(100, stop))]
      for (let day = days[0]! + random.exponential(rate); day < Math.min(400, stop); day += random.exponential(rate)) {
        days.push(Math.floor(day))
      }
      return { days, amounts: days.map(() => 20 + random.exponential(1 / 50)) }
    })
    return { histories, churned }
  }

  it('separates leavers from stayers, and its left-out forecasts are calibrated', () => {
    const { histories, churned } = shop(2000)
    const { validation, calibration, model } = fitChurnModel(churnFeatures(histories, 400), churned)
    expect(model.converged).toBe(true)
    expect(validation.meanAuc).toBeGreaterThan(0.75)
    const outside = calibration.filter((row) => row.meanPredicted < row.low || row.meanPredicted > row.high)
    expect(outside.length).toBeLessThanOrEqual(3)
  })

  it('refuses a shop with too few leavers', () => {
    const { histories, churned } = shop(60)
    expect(() => fitChurnModel(churnFeatures(histories, 400), churned)).toThrow('rhythm rule')
    expect(() => churnFeatures([{ days: [500], amounts: [1] }], 400)).toThrow('histories[0]')
  })
})
