import { describe, expect, test } from 'vitest'
import type { Ctx } from './kernel/tenancy/ctx.ts'
import { projection } from './kernel/testing/projection.ts'
import { freshOrg, testRuntime } from './kernel/testing/test-runtime.ts'
import { truth, truthAvailable, truthFile } from './kernel/testing/truth-files.ts'
import { importHere, presentSummary, revertHere, showCustomer } from './modules/customers/index.ts'
import { analyze } from './modules/value/index.ts'

const runtime = await testRuntime()

async function bring(ctx: Ctx, name: string) {
  const request = { kind: 'orders', fileName: name, dryRun: false, options: { anonymousBucket: false } }
  const { run } = await importHere(runtime, ctx, truthFile(name), request)
  const { seconds: _seconds, ...summary } = presentSummary(run, 'errors')
  return { id: run.id, summary }
}
const NOTHING_NEW = { created: 0, updated: 0, customersCreated: 0 }

interface Pareto {
  n: number
  top20_share: number
  gini: number
  pyramid_1_4_15_80: { customers: number; revenue_share: number }[]
}
/** Pyramid and concentration as published: tiers to the customer, shares to a ten-thousandth. */
async function expectPareto(ctx: Ctx, asOf: string, id: string) {
  const published = truth<Pareto>(id)
  const { customers, pyramid } = await analyze(ctx, { asOf, only: ['pyramid'] })
  expect(customers).toBe(published.n)
  expect(pyramid!.tiers.map((tier) => tier.customers)).toEqual(published.pyramid_1_4_15_80.map((tier) => tier.customers))
  for (const [index, tier] of pyramid!.tiers.entries())
    expect(tier.revenueShare).toBeCloseTo(published.pyramid_1_4_15_80[index]!.revenue_share, 4)
  expect(pyramid!.top20Share).toBeCloseTo(published.top20_share, 4)
  expect(pyramid!.gini).toBeCloseTo(published.gini, 5)
}

describe.skipIf(!truthAvailable)('public purchase histories through the import', () => {
  test('CDNOW: counts, cuts, pyramid; the same file again changes nothing; revert gives the state before', async () => {
    const { ctx } = await freshOrg(runtime, { trade: 'shop', currency: 'USD', timezone: 'UTC' })
    const before = await projection(ctx)
    const first = await bring(ctx, 'cdnow_sample_orders.csv')
    expect(first.summary).toEqual({
      rows: 6919,
      created: 6919,
      updated: 0,
      unchanged: 0,
      refused: 0,
      warnings: 0,
      customersCreated: 2357,
      errorsFile: null,
    })
    const state = await projection(ctx)
    expect((await bring(ctx, 'cdnow_sample_orders.csv')).summary).toMatchObject({ ...NOTHING_NEW, rows: 6919, unchanged: 6919 })
    expect(await projection(ctx)).toEqual(state)
    await expectPareto(ctx, '1998-07-01', 'abcd.pareto_cdnow_sample')
    await revertHere(runtime, ctx, first.id)
    expect(await projection(ctx)).toEqual(before)
  })

  test('Online Retail: refused rows, cancellations and adjustments kept apart, RFM as published', async () => {
    const { ctx } = await freshOrg(runtime, { trade: 'shop', currency: 'GBP', timezone: 'UTC' })
    const { summary } = await bring(ctx, 'online_retail_orders.csv')
    expect(summary).toMatchObject({ rows: 25_900, created: 22_190, refused: 3710, errorsFile: 'errors' })
    expect((await bring(ctx, 'online_retail_orders.csv')).summary).toMatchObject({
      ...NOTHING_NEW,
      unchanged: 22_190,
      refused: 3710,
    })
    await expectPareto(ctx, '2011-12-10', 'abcd.pareto_online_retail')
    const { rfm } = await analyze(ctx, { asOf: '2011-12-10', only: ['rfm'] })
    const published = truth<
      Record<'R' | 'F' | 'M', { cuts: number[] }> & { score_counts_qcut: Record<'R' | 'F' | 'M', number[]> }
    >('rfm.rfm_online_retail')
    for (const letter of ['R', 'F', 'M'] as const) {
      for (const [index, cut] of rfm!.cuts[letter].entries()) expect(cut).toBeCloseTo(published[letter].cuts[index]!, 3)
      expect(rfm!.counts[letter]).toEqual(published.score_counts_qcut[letter])
    }
    // The kept figures of today say the same as the orders up to the last day.
    const today = await analyze(ctx, { only: ['pyramid'] })
    const then = await analyze(ctx, { asOf: '2011-12-10', only: ['pyramid'] })
    expect(today.pyramid).toEqual(then.pyramid)
  })

  test('orders whose customer id is a person’s name', async () => {
    const { ctx } = await freshOrg(runtime, { trade: 'shop', currency: 'USD', timezone: 'UTC' })
    const { summary } = await bring(ctx, 'rfm_orders_rsquared.csv')
    expect(summary).toMatchObject({ rows: 4906, created: 4906, refused: 0, warnings: 0, customersCreated: 995 })
    expect((await bring(ctx, 'rfm_orders_rsquared.csv')).summary).toMatchObject({ ...NOTHING_NEW, unchanged: 4906 })
    expect(await showCustomer(ctx, "Abbey O'Reilly")).toMatchObject({
      givenName: 'Abbey',
      purchases: { orders: 6, net: { amount: 47_200 } },
    })
  })
})
