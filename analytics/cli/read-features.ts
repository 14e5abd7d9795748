import type { FeatureColumn } from '../credit/design-matrix.ts'
import { TooLittleData } from '../errors.ts'
import { requireOption, UsageError } from './command.ts'
import { columnTexts, readNumber, requireColumn, type Table } from './read-table.ts'

export interface TargetAndFeatures {
  readonly target: Uint8Array
  readonly features: FeatureColumn[]
}

/**
 * Splits a table into the target (1 where the column has the positive value) and its features: a column whose filled cells are all
 * numbers is a number column (empty cells missing), any other a text column. Columns named in `exclude` (comma-separated) and columns
 * where every row has a text of its own (keys) are no features.
 */
export function readFeatures(
  table: Table,
  options: { target: string | undefined; positive: string | undefined; exclude: string | undefined },
): TargetAndFeatures {
  const targetColumn = requireColumn(table, requireOption('target', options.target))
  const positive = requireOption('positive', options.positive)
  const outcomes = columnTexts(table, targetColumn).map((text) => text.trim())
  if (!outcomes.includes(positive)) {
    const values = [...new Set(outcomes)].slice(0, 10).join(', ')
    throw new UsageError(`no row has ${options.target} = "${positive}"; values are ${values}`)
  }
  const excluded = (options.exclude ?? '').split(',').filter((name) => name.trim() !== '')
  const leftOut = new Set([targetColumn, ...excluded.map((name) => requireColumn(table, name.trim()))])
  const features = table.columns
    .map((name, index) => ({ name, index }))
    .filter(({ index }) => !leftOut.has(index))
    .map(({ name, index }) => featureColumn(name, columnTexts(table, index)))
    .filter((feature) => !isKey(feature) && !isEmpty(feature))
  if (features.length === 0)
    throw new TooLittleData(`${table.file} has no feature column`, 'a column besides target and exclusions')
  return { target: Uint8Array.from(outcomes, (text) => (text === positive ? 1 : 0)), features }
}

function featureColumn(name: string, texts: string[]): FeatureColumn {
  const cells = texts.map((text) => text.trim())
  const numbers = cells.map(readNumber)
  if (cells.some((cell, i) => cell !== '' && numbers[i] === undefined)) return { name, kind: 'text', values: cells }
  return { name, kind: 'number', values: Float64Array.from(numbers, (number) => number ?? Number.NaN) }
}

function isKey(feature: FeatureColumn): boolean {
  return feature.kind === 'text' && feature.values.length > 1 && new Set(feature.values).size === feature.values.length
}

function isEmpty(feature: FeatureColumn): boolean {
  return feature.kind === 'number' && feature.values.every((value) => Number.isNaN(value))
}
