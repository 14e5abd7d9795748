import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cohortTable, customerFigures, fitRetention, lifetimeValue, predict, simpleLifetimeValue } from './index.ts'

const known = { model: 'bgnbd', parameters: [0.2426, 4.4136, 0.7929, 2.4259] } as const
const one = { x: Float64Array.of(2), tx: Float64Array.of(30.43), T: Float64Array.of(38.86) }
const spend = Float64Array.of(24.66)

test('value is the sum of discounted purchases times margin, less every cost', () => {
  const plan = {
    periods: 3,
    periodLength: 4,
    discount: 0.1,
    margin: 0.4,
    costPerPurchase: 2,
    costPerPeriod: 0.5,
    acquisitionCost: 3,
  }
  const figures = customerFigures(known)
  const until = [0, 4, 8, 12].map((t) => figures.pAlive(2, 30.43, 38.86) * figures.expectedIfAlive(2, 38.86, t))
  let byHand = -3
  for (let k = 1; k <= 3; k++) byHand += ((until[k]! - until[k - 1]!) * (24.66 * 0.4 - 2) - 0.5) / 1.1 ** k
  expect(predict(known, one, { horizon: 12, plan, spend }).value![0]).toBeCloseTo(byHand, 12)
})

test('without discount and cost the value is the expected revenue of the horizon', () => {
  const plan = { periods: 12, periodLength: 1, discount: 0 }
  const { expected, value } = predict(known, one, { horizon: 12, plan, spend })
  expect(value![0]).toBeCloseTo(expected[0]! * 24.66, 12)
})

test('service cost is paid whether or not the customer comes', () => {
  expect(lifetimeValue(0, 50, { periods: 2, periodLength: 1, discount: 0.25, costPerPeriod: 10 })).toBeCloseTo(-(8 + 6.4), 12)
})

test('plans and wishes out of range are refused by name', () => {
  const plan = { periods: 12, periodLength: 4, discount: 0.01 }
  expect(() => predict(known, one, { horizon: 0 })).toThrow(/horizon must be a positive number/)
  expect(() => predict(known, one, { horizon: 4, plan })).toThrow(/spend and plan are needed together/)
  expect(() => predict(known, one, { horizon: 4, plan: { ...plan, margin: 1.2 }, spend })).toThrow(/plan.margin/)
  expect(() => predict(known, one, { horizon: 4, plan, spend: Float64Array.of(Number.NaN) })).toThrow(/spend\[0\]/)
  expect(() => predict({ model: 'bgnbd', parameters: [0.2, 4, -1, 2] }, one, { horizon: 4 })).toThrow(/parameters\[2\]/)
  expect(() => simpleLifetimeValue(100, 1, 0)).toThrow(/retention must be below 1/)
})

test('retention: survivors that rise, or nobody lost, are refused', () => {
  expect(() => fitRetention([100, 80, 90])).toThrow(/survivors\[2\] must not rise/)
  expect(() => fitRetention([100, 100, 100])).toThrow(/nobody was lost/)
  expect(() => fitRetention([100, 80])).toThrow(/at least 2 periods/)
})

test('a small cohort table by hand', () => {
  const table = cohortTable({ customer: [1, 1, 1, 2, 3, 3, 4], period: [0, 0, 2, 0, 1, 2, 5] }, 3)
  expect(table).toEqual([
    { period: 0, counts: [2, 0, 1, 0], retention: [1, 0, 0.5, 0], returned: 0.5 },
    { period: 1, counts: [1, 1, 0], retention: [1, 1, 0], returned: 1 },
  ])
})

test('cohorts add up: sizes to customers, cells to customer-periods', () => {
  const event = fc.record({ customer: fc.nat(20), period: fc.nat(8) })
  fc.assert(
    fc.property(fc.array(event, { minLength: 1, maxLength: 120 }), (events) => {
      const sorted = events.toSorted((a, b) => a.customer - b.customer || a.period - b.period)
      const table = cohortTable({ customer: sorted.map((e) => e.customer), period: sorted.map((e) => e.period) }, 8)
      const cells = table.flatMap(({ counts }) => counts)
      expect(table.reduce((sum, { counts }) => sum + counts[0]!, 0)).toBe(new Set(events.map((e) => e.customer)).size)
      expect(cells.reduce((sum, count) => sum + count, 0)).toBe(new Set(events.map((e) => `${e.customer} ${e.period}`)).size)
      for (const { period, counts } of table) expect(counts).toHaveLength(9 - period)
    }),
  )
})

test('events out of order are refused', () => {
  expect(() => cohortTable({ customer: [2, 1], period: [0, 0] }, 1)).toThrow(/customer\[1\]/)
  expect(() => cohortTable({ customer: [1, 1], period: [1, 0] }, 1)).toThrow(/period\[1\]/)
})
