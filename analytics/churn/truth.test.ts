import { describe, expect, it } from 'vitest'
import { truth, truthAvailable, truthRows } from '../testing/truth-files.ts'
import { kaplanMeier, type SurvivalCurve, survivalAt, survivalQuantile } from './kaplan-meier.ts'
import { logRank } from './log-rank.ts'

function curveOf(rows: readonly Record<string, string>[], time: string, event: string, happened: string): SurvivalCurve {
  return kaplanMeier(
    Float64Array.from(rows, (row) => Number(row[time])),
    Uint8Array.from(rows, (row) => (row[event] === happened ? 1 : 0)),
  )
}

describe.skipIf(!truthAvailable)('published survival curves', () => {
  it('survival.km_lung: medians, 95 % interval 285–363 and log-rank of the sexes', () => {
    const expected =
      truth<Record<'n' | 'events' | 'median' | 'S180' | 'S365' | 'median_male' | 'median_female', number>>('survival.km_lung')
    const rows = truthRows('survival_lung.csv')
    const all = curveOf(rows, 'time', 'status', '2')
    expect([all.count, all.events]).toEqual([expected.n, expected.events])
    expect(survivalQuantile(all)).toEqual({ time: expected.median, low: 285, high: 363 })
    expect(survivalAt(all, 180)).toBeCloseTo(expected.S180, 5)
    expect(survivalAt(all, 365)).toBeCloseTo(expected.S365, 5)
    const medians = ['1', '2'].map(
      (sex) =>
        survivalQuantile(
          curveOf(
            rows.filter((row) => row.sex === sex),
            'time',
            'status',
            '2',
          ),
        ).time,
    )
    expect(medians).toEqual([expected.median_male, expected.median_female])
    const test = logRank(
      Float64Array.from(rows, (row) => Number(row.time)),
      Uint8Array.from(rows, (row) => (row.status === '2' ? 1 : 0)),
      Uint8Array.from(rows, (row) => Number(row.sex) - 1),
    )
    expect(test.chiSquare).toBeCloseTo(10.3267, 4)
    expect(test.pValue).toBeCloseTo(0.00131, 5)
  })

  it('survival.km_telco: survival by month, whole and by contract', () => {
    const expected = truth<{
      n: number
      churned: number
      overall: Record<string, number>
      by_contract: Record<string, { n: number; churned: number; S: Record<string, number> }>
    }>('survival.km_telco')
    const rows = truthRows('telco_customer_churn.csv')
    const all = curveOf(rows, 'tenure', 'Churn', 'Yes')
    expect([all.count, all.events]).toEqual([expected.n, expected.churned])
    for (const [month, share] of Object.entries(expected.overall)) expect(survivalAt(all, Number(month))).toBeCloseTo(share, 5)
    for (const [contract, figures] of Object.entries(expected.by_contract)) {
      const curve = curveOf(
        rows.filter((row) => row.Contract === contract),
        'tenure',
        'Churn',
        'Yes',
      )
      expect([curve.count, curve.events]).toEqual([figures.n, figures.churned])
      for (const [month, share] of Object.entries(figures.S)) expect(survivalAt(curve, Number(month))).toBeCloseTo(share, 5)
    }
  })
})
