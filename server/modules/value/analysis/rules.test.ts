import fc from 'fast-check'
import { expect, test } from 'vitest'
import { figuresOf, pyramidOf, rfmOf, SEGMENT_CODES, TIERS } from './rules.ts'

const columns = (rows: { lastDay: number; orders: number; net: number }[]) => ({
  lastDay: Int32Array.from(rows, (row) => row.lastDay),
  orders: Int32Array.from(rows, (row) => row.orders),
  net: Float64Array.from(rows, (row) => row.net),
})
const row = fc.record({
  lastDay: fc.integer({ min: 10_000, max: 20_000 }),
  orders: fc.integer({ min: 1, max: 50 }),
  net: fc.integer({ min: -5_000, max: 1_000_000 }),
})

test('money is in major units of its currency, recency in whole days', () => {
  const figures = figuresOf(columns([{ lastDay: 20_000, orders: 3, net: 12_345 }]), '2024-10-04', 'CNY')
  expect([figures.recency[0], figures.frequency[0], figures.monetary[0]]).toEqual([0, 3, 123.45])
  expect(figuresOf(columns([{ lastDay: 20_000, orders: 1, net: 500 }]), '2024-10-05', 'JPY')).toMatchObject({
    monetary: Float64Array.of(500),
    recency: Float64Array.of(1),
  })
})

test('a thousand customers make 10 / 40 / 150 / 800, and every number adds up', () => {
  const rows = Array.from({ length: 1000 }, (_, index) => ({
    lastDay: 20_000 - (index % 300),
    orders: 1 + (index % 7),
    net: 100 * (index + 1),
  }))
  const figures = figuresOf(columns(rows), '2024-10-04', 'CNY')
  const { tiers, tierOfRow } = pyramidOf(figures)
  expect(tiers.map((tier) => tier.customers)).toEqual([10, 40, 150, 800])
  expect(tierOfRow.filter((tier) => tier === 'tier_a').length).toBe(10)
  expect(tiers.reduce((sum, tier) => sum + tier.revenue, 0)).toBeCloseTo(500_500, 6)
  const { counts, heatMap, segments } = rfmOf(figures)
  for (const axis of [counts.R, counts.F, counts.M]) expect(axis.reduce((sum, count) => sum + count, 0)).toBe(1000)
  expect(heatMap.flat().reduce((sum, count) => sum + count, 0)).toBe(1000)
  expect(segments.reduce((sum, segment) => sum + segment.customers, 0)).toBe(1000)
})

test('any shop, an empty one too: shares lie between 0 and 1, tiers and segments are known ones', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 60 }), (rows) => {
      const figures = figuresOf(columns(rows), '2024-10-04', 'CNY')
      const { tiers, gini, top20Share, tierOfRow } = pyramidOf(figures)
      for (const share of [...tiers.map((tier) => tier.revenueShare), gini, top20Share])
        expect(share >= 0 && share <= 1).toBe(true)
      expect(tierOfRow.every((tier) => TIERS.includes(tier))).toBe(true)
      expect(rfmOf(figures).segmentOfRow.every((segment) => SEGMENT_CODES.includes(segment))).toBe(true)
    }),
  )
})
