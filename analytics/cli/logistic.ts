import { brierScore, crossValidate } from '../credit/cross-validation.ts'
import { designMatrix, type MissingRule } from '../credit/design-matrix.ts'
import { discrimination } from '../credit/discrimination.ts'
import { fitLogistic, predictLogistic } from '../credit/logistic.ts'
import { type Command, readArgs, UsageError } from './command.ts'
import { readFeatures } from './read-features.ts'
import { readTable } from './read-table.ts'

export const command: Command = {
  name: 'logistic',
  usage: 'logistic FILE --target COL --positive VALUE [--exclude COLS] [--folds 10] [--missing median|zero] --json',
  async run(args) {
    const { files, options } = readArgs(args, {
      target: 'text',
      positive: 'text',
      exclude: 'text',
      folds: 'text',
      missing: 'text',
    })
    const folds = Number(options.folds ?? 10)
    if (!Number.isInteger(folds) || folds < 2) throw new UsageError(`--folds must be a whole number from 2, got ${options.folds}`)
    const { target, features } = readFeatures(await readTable(files[0]!), options)
    const design = designMatrix(features, missingRule(options.missing))
    const model = fitLogistic(design, target)
    const probabilities = predictLogistic(model, design)
    const { auc, ks, gini, positives } = discrimination(probabilities, target)
    const validation = crossValidate(design, target, folds)
    return {
      rows: design.rows,
      positives,
      auc,
      ks,
      gini,
      // Of the left-out predictions, like cvAuc; on the rows it was fitted to, a model flatters itself.
      brier: validation.brier,
      trainBrier: brierScore(probabilities, target),
      deviance: model.deviance,
      nullDeviance: model.nullDeviance,
      degreesOfFreedom: model.degreesOfFreedom,
      cvAuc: validation.meanAuc,
      cvAucSd: validation.sdAuc,
      cvAucPooled: validation.pooledAuc,
      rank: model.rank,
      separable: model.separable,
      ridge: model.ridge,
      warnings: model.warnings,
      coefficients: ['(intercept)', ...design.names].map((name, k) => ({
        name,
        coefficient: model.coefficients[k],
        standardError: model.standardErrors[k],
      })),
    }
  },
}

function missingRule(text: string | undefined): MissingRule {
  if (text === undefined || text === 'median' || text === 'zero') return text ?? 'median'
  throw new UsageError(`--missing must be median or zero, got ${text}`)
}
