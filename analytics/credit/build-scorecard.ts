import { TooLittleData } from '../errors.ts'
import { type Binning, type BinningOptions, binColumn, binIndices } from './binning.ts'
import type { FeatureColumn } from './design-matrix.ts'
import { type Discrimination, discrimination } from './discrimination.ts'
import { fitLogistic, type LogisticModel } from './logistic.ts'
import { SCALE_600_50_20, type Scale, scaling } from './score-scale.ts'

export interface Characteristic {
  readonly binning: Binning
  /** Points of each bin, in the order of the bins; unrounded. */
  readonly points: readonly number[]
  /** Mean points over the people the card was made from; also the points of a level never seen. */
  readonly meanPoints: number
}

export interface Scorecard {
  readonly scale: Scale
  /** Characteristics in the card, by falling information value. */
  readonly characteristics: readonly Characteristic[]
  /** Those left out, with the reason. */
  readonly leftOut: readonly { readonly name: string; readonly informationValue: number; readonly reason: LeftOut }[]
  readonly model: LogisticModel
  /** In-sample separation, of goods from bads by the score. */
  readonly fit: Discrimination
}

/** `useless`: information value below the limit; `wrong-sign`: beside the others it would reward what the data punish. */
export type LeftOut = 'useless' | 'wrong-sign'

export interface ScorecardOptions extends BinningOptions {
  readonly scale?: Scale
  /** Smallest information value of a characteristic in the card; default 0.02. */
  readonly leastInformation?: number
}

/**
 * A points card (CRED-03): each column is binned, replaced by its weight of evidence, and a logistic regression of "bad" on those gives
 * points = (offset + factor·β₀')/m − factor·β·WOE for each of the m characteristics, with β₀' = −β₀. The sum of the points is
 * offset + factor·ln(odds good:bad), so points are linear in the log-odds.
 * Source: Siddiqi, Credit Risk Scorecards, ch. 6; Thomas, Edelman & Crook, Credit Scoring and Its Applications.
 *
 * @param bad 1 bad, 0 good
 * @throws InvalidInput for unequal columns; TooLittleData when no column carries information
 */
export function buildScorecard(columns: readonly FeatureColumn[], bad: Uint8Array, options: ScorecardOptions = {}): Scorecard {
  const { scale = SCALE_600_50_20, leastInformation = 0.02 } = options
  const binnings = columns.map((column) => binColumn(column, bad, options))
  const leftOut = binnings
    .filter((binning) => binning.informationValue < leastInformation)
    .map(({ name, informationValue }) => ({ name, informationValue, reason: 'useless' as LeftOut }))
  let chosen = binnings
    .map((binning, k) => ({ binning, column: columns[k]! }))
    .filter(({ binning }) => binning.informationValue >= leastInformation)
    .sort((a, b) => b.binning.informationValue - a.binning.informationValue)
  for (;;) {
    if (chosen.length === 0) throw new TooLittleData('no column tells goods from bads', 'a column with more information')
    const evidence = evidenceOf(chosen)
    const model = fitLogistic(evidence, bad)
    // More evidence for "good" must lower the odds of "bad"; the worst offender leaves first.
    const signs = chosen.map((_, k) => model.coefficients[k + 1]!)
    const worst = signs.indexOf(Math.max(...signs))
    if (signs[worst]! <= 0) return finish(chosen, evidence.values, model, bad, scale, leftOut)
    const { name, informationValue } = chosen[worst]!.binning
    leftOut.push({ name, informationValue, reason: 'wrong-sign' })
    chosen = chosen.filter((_, k) => k !== worst)
  }
}

interface Chosen {
  readonly binning: Binning
  readonly column: FeatureColumn
}

function evidenceOf(chosen: readonly Chosen[]) {
  const rows = chosen[0]!.column.values.length
  const width = chosen.length
  const values = new Float64Array(rows * width)
  chosen.forEach(({ binning, column }, k) => {
    const bins = binIndices(binning, column)
    for (let i = 0; i < rows; i++) values[i * width + k] = binning.bins[bins[i]!]!.woe
  })
  return { rows, columns: width, values, names: chosen.map(({ binning }) => binning.name) }
}

function finish(
  chosen: readonly Chosen[],
  evidence: Float64Array,
  model: LogisticModel,
  bad: Uint8Array,
  scale: Scale,
  leftOut: Scorecard['leftOut'],
): Scorecard {
  const { factor, offset } = scaling(scale)
  const share = (offset - factor * model.coefficients[0]!) / chosen.length
  const characteristics = chosen.map(({ binning }, k): Characteristic => {
    const points = binning.bins.map((bin) => share - factor * model.coefficients[k + 1]! * bin.woe)
    const people = binning.bins.reduce((sum, bin) => sum + bin.goods + bin.bads, 0)
    const meanPoints = binning.bins.reduce((sum, bin, b) => sum + (bin.goods + bin.bads) * points[b]!, 0) / people
    return { binning, points, meanPoints }
  })
  const risk = Float64Array.from(bad, (_, i) => {
    let sum = 0
    for (let k = 0; k < chosen.length; k++) sum += model.coefficients[k + 1]! * evidence[i * chosen.length + k]!
    return sum
  })
  return { scale, characteristics, leftOut, model, fit: discrimination(risk, bad) }
}
