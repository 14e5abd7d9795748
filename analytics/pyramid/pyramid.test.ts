import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareCodePoints, tiesByNumber, tiesByRank } from './code-point-order.ts'
import { concentration, descending, gini } from './concentration.ts'
import { NO_TIER, tierMigration } from './migration.ts'
import { abcClasses, rankPyramid } from './pyramid.ts'
import { serviceTimeTable, tierValueRatio } from './service-time.ts'
import { cumulativeTierSizes } from './tier-sizes.ts'

const revenues = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 300 })

describe('tier sizes', () => {
  it('are whole-number ceilings', () => {
    expect(cumulativeTierSizes(1000)).toEqual([10, 50, 200, 1000])
    expect(cumulativeTierSizes(4339)).toEqual([44, 217, 868, 4339])
    expect(cumulativeTierSizes(2357)).toEqual([24, 118, 472, 2357])
    expect(cumulativeTierSizes(1)).toEqual([1, 1, 1, 1])
    expect(cumulativeTierSizes(0)).toEqual([0, 0, 0, 0])
    expect(cumulativeTierSizes(1000, { parts: [5, 995], of: 1000 })).toEqual([5, 1000])
    expect(() => cumulativeTierSizes(10, { parts: [1, 4, 15] })).toThrow('must add up to 100')
  })
})

describe('rank pyramid', () => {
  it('is what a full sort by measure and customer number gives, whatever the order of the rows', () => {
    fc.assert(
      fc.property(revenues, (list) => {
        const numbers = list.map((_, i) => `C${(i * 7919) % 1000}`)
        const measure = Float64Array.from(list)
        const order = list.map((_, i) => i).sort((a, b) => list[b]! - list[a]! || tiesByNumber(numbers)(a, b))
        const sizes = cumulativeTierSizes(list.length)
        const expected = new Uint8Array(list.length)
        order.forEach((customer, place) => {
          expected[customer] = sizes.findIndex((size) => place < size)
        })
        const { tierOf, tiers } = rankPyramid(measure, undefined, tiesByNumber(numbers))
        expect(tierOf).toEqual(expected)
        expect(tiers.reduce((sum, tier) => sum + tier.customers, 0)).toBe(list.length)
      }),
    )
  })

  it('does not change with the unit of money', () => {
    fc.assert(
      fc.property(revenues, (list) => {
        const scaled = Float64Array.from(list, (value) => value * 128)
        expect(rankPyramid(scaled).tierOf).toEqual(rankPyramid(Float64Array.from(list)).tierOf)
        expect(concentration(scaled).gini).toBe(concentration(Float64Array.from(list)).gini)
      }),
    )
  })

  it('switching revenue to profit moves a customer with a poor margin down', () => {
    const revenue = Float64Array.from({ length: 100 }, (_, i) => 100 - i)
    const profit = revenue.map((value, i) => (i === 0 ? -50 : value * 0.3))
    expect(rankPyramid(revenue).tierOf[0]).toBe(0)
    expect(rankPyramid(profit).tierOf[0]).toBe(3)
  })

  it('ties fall by code point, not by UTF-16 unit, or by the rank given', () => {
    expect(['\u{1F600}', '\uFF01', '10', '9', '', '1'].sort(compareCodePoints)).toEqual([
      '',
      '1',
      '10',
      '9',
      '\uFF01',
      '\u{1F600}',
    ])
    const equal = new Float64Array(100).fill(5)
    const ranks = equal.map((_, i) => 99 - i)
    expect(rankPyramid(equal, undefined, tiesByRank(ranks)).tierOf[99]).toBe(0)
    expect(rankPyramid(equal).tierOf[0]).toBe(0)
  })

  it('names a bad measure by index', () => {
    expect(() => rankPyramid(Float64Array.of(1, Number.POSITIVE_INFINITY))).toThrow('measure[1]')
    expect(() => rankPyramid(new Float64Array())).toThrow('measure must not be empty')
  })
})

describe('ABC by cumulated share', () => {
  it('ten customers by hand: 500 + 300 reach 80 %, + 80 + 70 reach 95 %', () => {
    const measure = Float64Array.of(10, 500, 10, 300, 80, 5, 70, 10, 10, 5)
    const { tierOf, tiers } = abcClasses(measure)
    expect([...tierOf]).toEqual([2, 0, 2, 0, 1, 2, 1, 2, 2, 2])
    expect(tiers.map((tier) => tier.share)).toEqual([0.8, 0.15, 0.05])
  })

  it('A reaches its cut and would miss it without its last customer', () => {
    fc.assert(
      fc.property(revenues, (list) => {
        const { tiers } = abcClasses(Float64Array.from(list))
        if (list.every((value) => value === 0)) return
        const sorted = list.toSorted((a, b) => b - a)
        const total = list.reduce((sum, value) => sum + value, 0)
        const a = tiers[0]!
        expect(a.total * 10).toBeGreaterThanOrEqual(total * 8)
        expect((a.total - sorted[a.customers - 1]!) * 10).toBeLessThan(total * 8)
      }),
    )
  })
})

describe('concentration', () => {
  it('Gini by hand: equal 0, one has all 1 − 1/n, {1,2,3,4} 0.25', () => {
    expect(gini(Float64Array.of(3, 3, 3))).toBe(0)
    expect(gini(Float64Array.of(8, 0, 0, 0))).toBe(0.75)
    expect(gini(Float64Array.of(4, 3, 2, 1))).toBeCloseTo(0.25, 14)
    expect(gini(Float64Array.of(0, 0))).toBe(0)
    expect(() => gini(Float64Array.of(1, -1))).toThrow('sorted[1]')
  })

  it('Gini lies in [0, 1) and the Lorenz curve ascends below the diagonal', () => {
    fc.assert(
      fc.property(revenues, (list) => {
        const spread = concentration(Float64Array.from(list), 20)
        expect(spread.gini).toBeGreaterThanOrEqual(0)
        expect(spread.gini).toBeLessThan(1)
        expect(spread.lorenz[0]).toEqual([0, 0])
        expect(spread.lorenz.at(-1)).toEqual([1, 1])
        spread.lorenz.forEach(([customers, measure], k) => {
          expect(measure).toBeLessThanOrEqual(customers + 1e-9)
          if (k > 0) expect(measure).toBeGreaterThanOrEqual(spread.lorenz[k - 1]![1] - 1e-9)
        })
      }),
    )
  })

  it('a loss makes the Gini unknown, not wrong', () => {
    expect(concentration(Float64Array.of(5, -1)).gini).toBeNull()
    expect([...descending(Float64Array.of(1, 3, 2))]).toEqual([3, 2, 1])
  })
})

describe('migration', () => {
  it('rows and columns add up to the customers of each date', () => {
    const before = Uint8Array.of(0, 1, 1, 3, NO_TIER, 2)
    const after = Uint8Array.of(0, 0, 2, NO_TIER, 3, 2)
    const moved = tierMigration(before, after)
    expect(moved).toMatchObject({ up: 1, down: 1, stayed: 2, joined: 1, left: 1 })
    expect(moved.rowTotals).toEqual([1, 2, 1, 1, 1])
    expect(moved.columnTotals).toEqual([2, 0, 2, 1, 1])
    expect(() => tierMigration(Uint8Array.of(4), Uint8Array.of(0))).toThrow('before[0]')
  })
})

describe('service time', () => {
  it("reproduces the source's table: 70/20/10 of revenue, 10/20/70 of customers, 10/25/65 of time", () => {
    const tierOf = Uint8Array.of(0, 1, 1, 2, 2, 2, 2, 2, 2, 2)
    const revenue = Float64Array.of(700, 100, 100, 20, 20, 20, 10, 10, 10, 10)
    const time = Float64Array.of(100, 125, 125, 100, 100, 100, 100, 100, 100, 50)
    const table = serviceTimeTable(tierOf, revenue, time, 3)
    expect(table.map((row) => row.revenueShare)).toEqual([0.7, 0.2, 0.1])
    expect(table.map((row) => row.customerShare)).toEqual([0.1, 0.2, 0.7])
    expect(table.map((row) => row.timeShare)).toEqual([0.1, 0.25, 0.65])
    expect(table[0]!.revenuePerTime).toBeCloseTo(7, 12)
    expect(() => serviceTimeTable(tierOf, revenue, time, 2)).toThrow('tierOf[3]')
  })

  it('median of the top against median of the bottom', () => {
    const tierOf = Uint8Array.of(0, 0, 0, 3, 3)
    expect(tierValueRatio(tierOf, Float64Array.of(10, 1000, 100, 1, 3))).toBe(50)
    expect(tierValueRatio(tierOf, Float64Array.of(10, 1000, 100, 0, 0))).toBeNull()
  })
})
