import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../stats/random.ts'
import { salesForecast } from './sales-forecast.ts'

describe('sales forecast by stage probability', { timeout: 60_000 }, () => {
  it('probabilities set by hand: Σ amount × probability, categories hold one another', () => {
    const deals = [
      { amount: 100_000, stage: 'offer' },
      { amount: 50_000, stage: 'testDrive' },
      { amount: 20_000, stage: 'contact' },
    ]
    const history = { offer: { probability: 0.8 }, testDrive: { probability: 0.5 }, contact: { probability: 0.1 } }
    const forecast = salesForecast(deals, history)
    expect(forecast.expected).toBeCloseTo(107_000, 6)
    expect(forecast).toMatchObject({ commit: 100_000, best: 150_000, pipeline: 170_000, thinStages: [] })
    const variance = 1e10 * 0.16 + 2.5e9 * 0.25 + 4e8 * 0.09
    expect(forecast.standardDeviation).toBeCloseTo(Math.sqrt(variance), 6)
    expect(salesForecast(deals, history)).toEqual(forecast)
  })

  it('a stage with little history leans on the whole and is named', () => {
    const forecast = salesForecast([{ amount: 10, stage: 'new' }], { new: { won: 1, lost: 0 }, old: { won: 30, lost: 70 } })
    expect(forecast.probabilities.new).toBeGreaterThan(0.3)
    expect(forecast.probabilities.new).toBeLessThan(0.7)
    expect(forecast.thinStages).toEqual(['new'])
  })

  it('lies between nothing and everything', () => {
    const deal = fc.record({ amount: fc.integer({ min: 0, max: 1e6 }), stage: fc.constantFrom('a', 'b') })
    const stage = fc.record({ won: fc.nat(50), lost: fc.nat(50) })
    fc.assert(
      fc.property(fc.array(deal, { maxLength: 12 }), stage, stage, (deals, a, b) => {
        const { expected, interval, pipeline, probabilities } = salesForecast(deals, { a, b }, { draws: 200 })
        expect(interval[0] >= 0 && interval[1] <= pipeline + 1e-6 && interval[0] <= interval[1]).toBe(true)
        expect(expected >= 0 && expected <= pipeline).toBe(true)
        for (const p of Object.values(probabilities)) expect(p > 0 && p < 1).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  it('the 80 % interval covers 76–86 % of simulated quarters, with rates learnt from 40 decided deals a stage', () => {
    const random = new Random(17)
    let covered = 0
    for (let quarter = 0; quarter < 300; quarter++) {
      const rates = { visit: random.beta(2, 6), offer: random.beta(5, 4) }
      const decide = (n: number, p: number) => Array.from({ length: n }, () => random.uniform() < p).filter(Boolean).length
      const history = Object.fromEntries(
        Object.entries(rates).map(([stage, p]) => {
          const won = decide(40, p)
          return [stage, { won, lost: 40 - won }]
        }),
      )
      const deals = Array.from({ length: 30 }, (_, i) => ({ amount: 1000 * random.gamma(2), stage: i % 2 ? 'visit' : 'offer' }))
      const [low, high] = salesForecast(deals, history, { draws: 1000, seed: quarter }).interval
      const came = deals.reduce((sum, { amount, stage }) => sum + (random.uniform() < rates[stage as 'visit'] ? amount : 0), 0)
      if (low <= came && came <= high) covered++
    }
    expect(covered / 300).toBeGreaterThan(0.76)
    expect(covered / 300).toBeLessThan(0.86)
  })

  it('refuses a deal in a stage nobody knows and negative amounts, by index', () => {
    expect(() => salesForecast([{ amount: 1, stage: 'x' }], {})).toThrow(/deals.stage\[0\]/)
    expect(() => salesForecast([{ amount: -1, stage: 'x' }], { x: { probability: 0.5 } })).toThrow(/deals.amount\[0\]/)
    expect(() => salesForecast([], { x: { probability: 1.5 } })).toThrow(/history.x.probability/)
  })
})
