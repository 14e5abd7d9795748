import { describe, expect, it } from 'vitest'
import { featureColumns } from '../testing/feature-columns.ts'
import { truth, truthAvailable, truthRows } from '../testing/truth-files.ts'
import { binColumn } from './binning.ts'
import { crossValidate } from './cross-validation.ts'
import { designMatrix, type MissingRule } from './design-matrix.ts'
import { discrimination } from './discrimination.ts'
import { fitLogistic, predictLogistic } from './logistic.ts'

interface LogitTruth {
  n: number
  events: number
  deviance: number
  auc_train: number
  ks_train: number
  gini_train: number
  auc_cv10_mean: number
  auc_cv10_sd: number
  auc_cv10_pooled: number
  brier_cv10: number
}

describe.skipIf(!truthAvailable)('published scoring results', () => {
  it.each([
    ['score.logit_german_uci_raw', 'german_credit.csv', 'class_1good_2bad', '2', 'customer_no', 'median', 49],
    // Here a missing total charge belongs to a customer of month 0: nothing charged yet. That is what the published fit takes.
    ['score.logit_telco', 'telco_customer_churn.csv', 'Churn', 'Yes', 'customerID', 'zero', 24],
  ])('%s', (id, file, targetName, positive, key, missing, rank) => {
    const expected = truth<LogitTruth>(id)
    const rows = truthRows(file)
    const target = Uint8Array.from(rows, (row) => (row[targetName] === positive ? 1 : 0))
    const design = designMatrix(featureColumns(rows, [targetName, key]), missing as MissingRule)
    const model = fitLogistic(design, target)
    const fit = discrimination(predictLogistic(model, design), target)
    const validation = crossValidate(design, target)

    expect([design.rows, fit.positives]).toEqual([expected.n, expected.events])
    expect(Math.abs(model.deviance - expected.deviance)).toBeLessThan(1e-3)
    expect(model.rank).toBe(rank)
    expect(model.degreesOfFreedom).toBe(expected.n - rank)
    expect(Math.abs(fit.auc - expected.auc_train)).toBeLessThan(1e-5)
    expect(Math.abs(fit.ks - expected.ks_train)).toBeLessThan(1e-5)
    expect(Math.abs(fit.gini - expected.gini_train)).toBeLessThan(1e-5)
    expect(Math.abs(validation.meanAuc! - expected.auc_cv10_mean)).toBeLessThan(0.002)
    expect(Math.abs(validation.pooledAuc - expected.auc_cv10_pooled)).toBeLessThan(0.002)
    expect(Math.abs(validation.sdAuc! - expected.auc_cv10_sd)).toBeLessThan(0.002)
    expect(Math.abs(validation.brier - expected.brier_cv10)).toBeLessThan(1e-4)
  })

  it('score.german_iv_uci_raw: information values of the text columns', () => {
    const expected = truth<Record<string, number>>('score.german_iv_uci_raw')
    const rows = truthRows('german_credit.csv')
    const bad = Uint8Array.from(rows, (row) => (row.class_1good_2bad === '2' ? 1 : 0))
    const columns = featureColumns(rows, ['class_1good_2bad', 'customer_no'])
    for (const [name, value] of Object.entries(expected)) {
      const { informationValue } = binColumn(columns.find((column) => column.name === name)!, bad)
      expect(Math.abs(informationValue - value), name).toBeLessThan(1e-5)
    }
  })
})
