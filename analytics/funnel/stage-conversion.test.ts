import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FunnelDeal, funnel } from './stage-conversion.ts'

const STAGES = ['contact', 'visit', 'testDrive', 'offer']

describe('sales funnel', () => {
  it('counts decided deals stage by stage; open ones stand where they are', () => {
    const deals: FunnelDeal[] = [
      { reached: 0, outcome: 'lost', days: [3] },
      { reached: 1, outcome: 'lost', days: [5, 2] },
      { reached: 3, outcome: 'lost', days: [1, 4, 9] },
      { reached: 3, outcome: 'won', days: [7, 6, 8, 2] },
      { reached: 2, outcome: 'open', days: [2, 1] },
    ]
    const result = funnel(STAGES, deals)
    expect(result.stages.map(({ entered, advanced, open }) => [entered, advanced, open])).toEqual([
      [4, 3, 0],
      [3, 2, 0],
      [2, 2, 1],
      [2, 1, 0],
    ])
    expect(result.stages.map(({ winProbability }) => winProbability)).toEqual([0.25, 1 / 3, 0.5, 0.5])
    expect(result.stages.map(({ medianDays }) => medianDays)).toEqual([3, 3, 8.5, 2])
    expect(result).toMatchObject({ decided: 4, won: 1, totalConversion: 0.25 })
  })

  it('stage conversions multiply to the total conversion', () => {
    const deal = fc.record({ reached: fc.integer({ min: 0, max: 3 }), outcome: fc.constantFrom('open', 'won', 'lost') })
    fc.assert(
      fc.property(fc.array(deal, { maxLength: 60 }), (deals) => {
        const { stages, totalConversion } = funnel(STAGES, deals as FunnelDeal[])
        const product = stages.reduce((all, { conversion }) => all * (conversion ?? 0), 1)
        expect(product).toBeCloseTo(totalConversion ?? 0, 12)
        expect(totalConversion === null).toBe(stages[0]!.conversion === null)
        for (const { conversion, conversionInterval } of stages)
          if (conversion !== null) expect(conversionInterval![0] <= conversion && conversion <= conversionInterval![1]).toBe(true)
      }),
    )
  })

  it('refuses a stage that is not there', () => {
    expect(() => funnel(STAGES, [{ reached: 4, outcome: 'lost' }])).toThrow(/deals.reached\[0\]/)
    expect(() => funnel([], [])).toThrow(/stages/)
  })
})
