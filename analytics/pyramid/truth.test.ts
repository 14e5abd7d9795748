import { describe, expect, it } from 'vitest'
import { purchaseFigures } from '../testing/purchase-figures.ts'
import { truth, truthAvailable } from '../testing/truth-files.ts'
import { tiesByNumber } from './code-point-order.ts'
import { concentration } from './concentration.ts'
import { rankPyramid } from './pyramid.ts'

interface ParetoTruth {
  n: number
  total: number
  top20_share: number
  customers_for_80pct: number
  share_of_customers_for_80pct: number
  gini: number
  pyramid_1_4_15_80: { customers: number; revenue_share: number }[]
}

describe.skipIf(!truthAvailable)('published concentration of revenue', () => {
  it.each([
    ['abcd.pareto_online_retail', 'online_retail_orders.csv', '2011-12-10'],
    ['abcd.pareto_cdnow_sample', 'cdnow_sample_orders.csv', '1998-06-30'],
  ])('%s', (id, file, asOf) => {
    const expected = truth<ParetoTruth>(id)
    const figures = purchaseFigures(file, asOf)
    const { tiers } = rankPyramid(figures.monetary, undefined, tiesByNumber(figures.customers))
    const spread = concentration(figures.monetary)

    expect(spread.customers).toBe(expected.n)
    expect(spread.total).toBeCloseTo(expected.total, 1)
    expect(spread.top20Share).toBeCloseTo(expected.top20_share, 4)
    expect(spread.customersFor80).toBe(expected.customers_for_80pct)
    expect(spread.shareOfCustomersFor80).toBeCloseTo(expected.share_of_customers_for_80pct, 4)
    expect(spread.gini).toBeCloseTo(expected.gini, 5)
    expect(tiers.map((tier) => tier.customers)).toEqual(expected.pyramid_1_4_15_80.map((tier) => tier.customers))
    tiers.forEach((tier, k) => {
      expect(tier.share).toBeCloseTo(expected.pyramid_1_4_15_80[k]!.revenue_share, 4)
    })
  })
})
