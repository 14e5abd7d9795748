import { expect, test } from 'vitest'
import { truth, truthAvailable, truthRows } from '../testing/truth-files.ts'
import {
  chooseModel,
  cohortTable,
  continueHistories,
  customerFigures,
  expectedSpends,
  fitGammaGamma,
  fitModel,
  fitRetention,
  type ModelName,
  type PurchaseEvents,
  predict,
  summarise,
} from './index.ts'

const dayOf = (text: string) => Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / 86_400_000

function readEvents(file: string, keep: (row: Record<string, string>) => boolean, date: string): PurchaseEvents {
  const rows = truthRows(file)
    .filter(keep)
    .map((row) => ({ customer: Number(row.customer_no), day: dayOf(row[date]!), amount: Number(row.amount) }))
    .sort((a, b) => a.customer - b.customer || a.day - b.day)
  return {
    customer: rows.map((row) => row.customer),
    day: rows.map((row) => row.day),
    amount: rows.map((row) => row.amount),
  }
}

const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0)

function expectWithin(actual: readonly number[], expected: readonly number[], tolerance: readonly number[]) {
  expect(actual).toHaveLength(expected.length)
  actual.forEach((value, i) => {
    expect(Math.abs(value - expected[i]!), `entry ${i}: ${value} against ${expected[i]}`).toBeLessThanOrEqual(
      tolerance[i] ?? tolerance[0]!,
    )
  })
}

/** Everything about the CDNOW sample that the tests below look at, made once. */
function cdnow() {
  const events = readEvents('cdnow_sample_orders.csv', () => true, 'order_date')
  const summary = summarise(events, dayOf('1997-09-30'))
  const full = continueHistories(events, summary, dayOf('1998-06-30'))
  const choice = chooseModel(summary, full)
  const fit = (name: ModelName) => choice.fits.find(({ model }) => model === name)!
  return { summary, full, choice, fit, spend: fitGammaGamma(summary.x, summary.meanSpend) }
}

const shop = truthAvailable ? cdnow() : undefined
const withData = test.skipIf(!truthAvailable)
const given = () => shop!

/** Means by x = 0, 1, …, 6, 7 and more. */
function meansByFrequency(values: Float64Array): number[] {
  const { x } = given().summary
  return [0, 1, 2, 3, 4, 5, 6, 7].map((group) => {
    const members = values.filter((_, i) => Math.min(7, x[i]!) === group)
    return total(members) / members.length
  })
}

withData('clv.cdnow.hist: customers by number of repeat purchases', () => {
  const { x } = given().summary
  const counts = [0, 1, 2, 3, 4, 5, 6, 7].map((group) => x.filter((value) => Math.min(7, value) === group).length)
  expect(counts).toEqual(truth('clv.cdnow.hist'))
})

withData('clv.cdnow.bgnbd.params and LL', () => {
  const fit = given().fit('bgnbd')
  expectWithin(fit.parameters, truth('clv.cdnow.bgnbd.params'), [0.002, 0.02, 0.01, 0.03])
  expectWithin([fit.logLikelihood], [truth('clv.cdnow.bgnbd.LL')], [0.05])
  expect(fit.warnings).toEqual([])
})

withData.each(['pnbd', 'mbgnbd'] as const)('clv.cdnow.%s.params', (name) => {
  const expected = truth<number[]>(`clv.cdnow.${name}.params`)
  expectWithin(
    given().fit(name).parameters,
    expected,
    expected.map((value) => 0.01 * value),
  )
})

withData('clv.cdnow.pnbd.LL, and the MBG/NBD likelihood of the data README', () => {
  expectWithin([given().fit('pnbd').logLikelihood], [truth('clv.cdnow.pnbd.LL')], [0.05])
  expectWithin([given().fit('mbgnbd').logLikelihood], [-9582.136], [0.05])
})

withData('clv.cdnow.gg.params and LL', () => {
  const { spend } = given()
  expectWithin(spend.parameters, truth('clv.cdnow.gg.params'), [0.03])
  expectWithin([spend.logLikelihood], [truth('clv.cdnow.gg.LL')], [0.05])
  expect(spend.correlation).toBeCloseTo(0.1139, 3)
})

withData('clv.cdnow.holdout39.actual_by_freq', () => {
  const { summary, full } = given()
  expectWithin(meansByFrequency(full.x.map((x, i) => x - summary.x[i]!)), truth('clv.cdnow.holdout39.actual_by_freq'), [1e-6])
})

withData.each([
  ['bgnbd', 0.002],
  ['pnbd', 0.005],
] as const)('clv.cdnow.%s.expected_by_freq', (name, tolerance) => {
  const { expected } = predict(given().fit(name), given().summary, { horizon: 39 })
  expectWithin(meansByFrequency(expected), truth(`clv.cdnow.${name}.expected_by_freq`), [tolerance])
})

withData('clv.cdnow.holdout39.total', () => {
  const { summary, full, fit } = given()
  const published = truth<{ actual: number; bgnbd: number; pnbd: number }>('clv.cdnow.holdout39.total')
  expect(total(full.x) - total(summary.x)).toBe(published.actual)
  expectWithin([total(predict(fit('bgnbd'), summary, { horizon: 39 }).expected)], [published.bgnbd], [1])
  expectWithin([total(predict(fit('pnbd'), summary, { horizon: 39 }).expected)], [published.pnbd], [2])
})

withData.each(['bgnbd', 'pnbd'] as const)('clv.cdnow.%s.E52 and clv.cdnow.id1516', (name) => {
  const figures = customerFigures(given().fit(name))
  expectWithin([figures.expectedOfNew(52)], [truth(`clv.cdnow.${name}.E52`)], [0.001])
  const published = truth<{ CET52: number; palive: number }>(`clv.cdnow.id1516.${name}`)
  const pAlive = figures.pAlive(26, 216 / 7, 31)
  expectWithin([pAlive, pAlive * figures.expectedIfAlive(26, 31, 52)], [published.palive, published.CET52], [1e-4, 0.01])
})

withData('clv.cdnow.gg.cond_profit_first10', () => {
  const rows = truthRows('lifetimes_cdnow_customers_summary_with_transactions.csv')
  const x = rows.map((row) => Number(row.x))
  const meanSpend = rows.map((row) => Number(row.zbar))
  const spends = expectedSpends(fitGammaGamma(x, meanSpend), x, meanSpend)
  expectWithin([...spends.subarray(0, 10)], truth('clv.cdnow.gg.cond_profit_first10'), [0.1])
})

withData('the summary of the lifetimes package is fitted to the same parameters', () => {
  const rows = truthRows('lifetimes_cdnow_customers_summary.csv')
  const column = (name: string) => Float64Array.from(rows, (row) => Number(row[name]))
  const fit = fitModel('bgnbd', { x: column('frequency'), tx: column('recency'), T: column('T') })
  expectWithin(fit.parameters, truth('clv.cdnow.bgnbd.params'), [0.002, 0.02, 0.01, 0.03])
})

withData('the hold-out decides between models by its likelihood', () => {
  const { choice } = given()
  expect(choice.by).toBe('holdout')
  expect(choice.best.model).toBe('mbgnbd')
  expect(choice.holdoutLogLikelihood).toHaveLength(3)
})

withData.each(['high_end', 'regular'])('retention.sbg: %s, years 0 to 7', (cohort) => {
  const survivors = truthRows('sbg_retention.csv')
    .filter((row) => row.cohort === cohort && Number(row.year) <= 7)
    .map((row) => Number(row.survivors_per_1000))
  const fit = fitRetention(survivors)
  expectWithin([fit.alpha, fit.beta], truth<Record<string, number[]>>('retention.sbg')[cohort]!, [0.001])
})

withData.each([
  ['retention.cohort_sales_only', ['sale']],
  ['retention.cohort_incl_cancellations', ['sale', 'cancellation']],
] as const)('%s', (id, types) => {
  const keep = (row: Record<string, string>) => row.customer_no !== '' && (types as readonly string[]).includes(row.type!)
  const { customer, day } = readEvents('online_retail_orders.csv', keep, 'order_time')
  const monthOf = (value: number) => {
    const date = new Date(value * 86_400_000)
    return date.getUTCFullYear() * 12 + date.getUTCMonth()
  }
  const table = cohortTable({ customer, period: Array.from(day, monthOf) }, 2011 * 12 + 11)
  const name = (month: number) => `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
  expect(Object.fromEntries(table.map(({ period, counts }) => [name(period), counts]))).toEqual(truth(id))
})
