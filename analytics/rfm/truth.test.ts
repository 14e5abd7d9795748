import { describe, expect, it } from 'vitest'
import { purchaseFigures } from '../testing/purchase-figures.ts'
import { truth, truthAvailable } from '../testing/truth-files.ts'
import { rfmScores } from './rfm-scores.ts'
import { rfmSegments } from './segments.ts'

type Axes<T> = { R: T; F: T; M: T }

describe.skipIf(!truthAvailable)('published RFM results', () => {
  it('demo orders of the R package rfm: cuts, scores, first customers and segments', () => {
    const expected = truth<{
      n: number
      orders: number
      revenue: number
      cuts: Axes<number[]>
      score_counts: Axes<number[]>
      first5: [string, number, number, number, number, number, number, string][]
      segments: Record<string, number>
      distinct_rfm: number
    }>('rfm.rfm_orders')
    const figures = purchaseFigures('rfm_orders_rsquared.csv', '2006-12-31')
    const result = rfmScores(figures, { rule: 'cutPlusOne' })
    const { segments, names, counts } = rfmSegments(result.scores)

    expect(figures.customers).toHaveLength(expected.n)
    expect(sum(figures.frequency)).toBe(expected.orders)
    expect(sum(figures.monetary)).toBeCloseTo(expected.revenue, 2)
    for (const axis of ['R', 'F', 'M'] as const) {
      expect(result.cuts[axis].length).toBe(4)
      result.cuts[axis].forEach((cut, k) => {
        expect(cut).toBeCloseTo(expected.cuts[axis][k]!, 9)
      })
    }
    expect(result.counts).toEqual(expected.score_counts)
    const { R, F, M } = result.scores
    const first5 = figures.customers
      .slice(0, 5)
      .map((name, i) => [
        name,
        figures.recency[i],
        figures.frequency[i],
        figures.monetary[i],
        R[i],
        F[i],
        M[i],
        names[segments[i]!],
      ])
    expect(first5).toEqual(expected.first5)
    expect(Object.fromEntries(names.map((name, k) => [name, counts[k]]).filter(([, count]) => count))).toEqual(expected.segments)
    expect(new Set(figures.customers.map((_, i) => `${R[i]}${F[i]}${M[i]}`)).size).toBe(expected.distinct_rfm)
  })

  it('Online Retail at 2011-12-10: cuts and score counts by our rule', () => {
    const expected = truth<{
      customers: number
      orders: number
      revenue: number
      R: { cuts: number[] }
      F: { cuts: number[] }
      M: { cuts: number[] }
      score_counts_qcut: Axes<number[]>
      n555: number
      n111: number
      example_12346: number[]
      example_12347: number[]
    }>('rfm.rfm_online_retail')
    const figures = purchaseFigures('online_retail_orders.csv', '2011-12-10')
    const result = rfmScores(figures)

    expect(figures.customers).toHaveLength(expected.customers)
    expect(sum(figures.frequency)).toBe(expected.orders)
    expect(sum(figures.monetary)).toBeCloseTo(expected.revenue, 1)
    for (const axis of ['R', 'F', 'M'] as const) {
      result.cuts[axis].forEach((cut, k) => {
        expect(Math.abs(cut - expected[axis].cuts[k]!)).toBeLessThan(0.01)
      })
    }
    expect(result.counts).toEqual(expected.score_counts_qcut)
    const triples = figures.customers.map((_, i) => `${result.scores.R[i]}${result.scores.F[i]}${result.scores.M[i]}`)
    expect(triples.filter((triple) => triple === '555')).toHaveLength(expected.n555)
    expect(triples.filter((triple) => triple === '111')).toHaveLength(expected.n111)
    expect(rowOf(figures, '12346')).toEqual(expected.example_12346)
    expect(rowOf(figures, '12347')).toEqual(expected.example_12347)
  })
})

function rowOf(figures: ReturnType<typeof purchaseFigures>, customer: string): number[] {
  const i = figures.customers.indexOf(customer)
  return [figures.recency[i]!, figures.frequency[i]!, figures.monetary[i]!]
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0)
}
