import { binColumn } from '../credit/binning.ts'
import { buildScorecard } from '../credit/build-scorecard.ts'
import { strengthOf } from '../credit/woe.ts'
import { type Command, readArgs } from './command.ts'
import { readFeatures } from './read-features.ts'
import { readTable } from './read-table.ts'

export const command: Command = {
  name: 'scorecard',
  usage: 'scorecard FILE --target COL --positive VALUE [--exclude COLS] --json',
  async run(args) {
    const { files, options } = readArgs(args, { target: 'text', positive: 'text', exclude: 'text' })
    const { target, features } = readFeatures(await readTable(files[0]!), options)
    const information = features.map((feature) => ({ name: feature.name, value: binColumn(feature, target).informationValue }))
    const card = buildScorecard(features, target)
    return {
      informationValue: Object.fromEntries(information.map(({ name, value }) => [name, value])),
      strength: Object.fromEntries(information.map(({ name, value }) => [name, strengthOf(value)])),
      leftOut: card.leftOut,
      auc: card.fit.auc,
      ks: card.fit.ks,
      gini: card.fit.gini,
      scale: card.scale,
      warnings: card.model.warnings,
      points: card.characteristics.flatMap(({ binning, points }) =>
        binning.bins.map(({ label, goods, bads, woe }, k) => ({
          column: binning.name,
          bin: label,
          points: points[k],
          rounded: Math.round(points[k]!),
          woe,
          goods,
          bads,
        })),
      ),
    }
  },
}
