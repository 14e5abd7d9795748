import { requireFinite, requireSameLength } from '../errors.ts'
import {
  groupOf,
  INDICATOR_GROUPS,
  INDICATORS,
  type Indicator,
  type IndicatorGroup,
  type IndicatorWeights,
  requireWeights,
} from './nine.ts'
import { type IndicatorColumn, type IndicatorScale, type IndicatorTable, percentileScore } from './scale.ts'

/** Raw values of one customer; null = not known (no survey, no credit file). */
export type IndicatorValues = Record<Indicator, number | null>

export interface CustomerScores {
  scores: Record<Indicator, number | null>
  groups: Record<IndicatorGroup, number | null>
  /** 0–100, or null when no indicator with a weight is known. */
  total: number | null
  /** The sum of the weights that are known: 1 = the whole card, 0.3 = a guess from a third of it. */
  knownWeight: number
}

export interface PopulationScores {
  scores: Record<Indicator, Required<IndicatorColumn>>
  groups: Record<IndicatorGroup, Required<IndicatorColumn>>
  total: Required<IndicatorColumn>
  knownWeight: Float64Array
}

const GROUPS = Object.keys(INDICATOR_GROUPS) as IndicatorGroup[]
const POSITIONS = Object.fromEntries(GROUPS.map((group) => [group, positionsOf(group)])) as Record<IndicatorGroup, number[]>
const ALL_POSITIONS = INDICATORS.map((_, position) => position)

/**
 * Scores one customer: percentile score for each known indicator; group and total = Σ w·s / Σ w over the known ones (an unknown indicator
 * is neither 0 nor 50: its weight goes to the others in proportion, and `knownWeight` says so).
 * The same scale, values and weights give the same bits as {@link scoreIndicators}.
 * @throws InvalidInput for wrong weights or a value that is not finite
 */
export function scoreCustomer(scale: IndicatorScale, values: IndicatorValues, weights: IndicatorWeights): CustomerScores {
  requireWeights(weights)
  const weight = Float64Array.from(INDICATORS, (indicator) => weights[indicator])
  const score = new Float64Array(9)
  const known = new Uint8Array(9)
  INDICATORS.forEach((indicator, position) => {
    const value = values[indicator]
    if (value === null || scale[indicator].length === 0) return
    score[position] = percentileScore(scale, indicator, value)
    known[position] = 1
  })
  return {
    scores: byName(INDICATORS, (_, position) => (known[position] ? score[position]! : null)),
    groups: byName(GROUPS, (group) => weightedMean(score, known, weight, POSITIONS[group])),
    total: weightedMean(score, known, weight, ALL_POSITIONS),
    knownWeight: weightKnown(known, weight),
  }
}

/**
 * Scores a whole population, O(n log n): nine indicator scores, three group scores and the total for each row, with the rule of
 * {@link scoreCustomer}. Slots of unknown figures hold 0 and are marked 0 in `known`.
 * @throws InvalidInput for wrong weights, columns of different length, or a known value that is not finite
 */
export function scoreIndicators(table: IndicatorTable, weights: IndicatorWeights, scale: IndicatorScale): PopulationScores {
  requireWeights(weights)
  const rows = table.profit.values.length
  const weight = Float64Array.from(INDICATORS, (indicator) => weights[indicator])
  const scores = byName(INDICATORS, (indicator) => scoreColumn(table[indicator], indicator, scale, rows))
  const columns = INDICATORS.map((indicator) => scores[indicator])
  const groups = byName(GROUPS, () => emptyColumn(rows))
  const total = emptyColumn(rows)
  const knownWeight = new Float64Array(rows)
  const score = new Float64Array(9)
  const known = new Uint8Array(9)
  for (let row = 0; row < rows; row++) {
    for (let position = 0; position < 9; position++) {
      score[position] = columns[position]!.values[row]!
      known[position] = columns[position]!.known[row]!
    }
    for (const group of GROUPS) put(groups[group], row, weightedMean(score, known, weight, POSITIONS[group]))
    put(total, row, weightedMean(score, known, weight, ALL_POSITIONS))
    knownWeight[row] = weightKnown(known, weight)
  }
  return { scores, groups, total, knownWeight }
}

function scoreColumn(
  column: IndicatorColumn,
  indicator: Indicator,
  scale: IndicatorScale,
  rows: number,
): Required<IndicatorColumn> {
  requireSameLength(`table.${indicator}.values`, column.values, 'table.profit.values', rows)
  const scored = emptyColumn(rows)
  if (scale[indicator].length === 0) return scored
  for (let row = 0; row < rows; row++) {
    if (column.known?.[row] === 0) continue
    requireFinite(`table.${indicator}.values`, column.values[row]!, row)
    put(scored, row, percentileScore(scale, indicator, column.values[row]!))
  }
  return scored
}

/** Σ w·s / Σ w over the known positions; null when they carry no weight. Always summed in the order of the card, so bits repeat. */
function weightedMean(score: Float64Array, known: Uint8Array, weight: Float64Array, positions: readonly number[]): number | null {
  let sum = 0
  let weights = 0
  for (const position of positions) {
    if (known[position] === 0) continue
    sum += weight[position]! * score[position]!
    weights += weight[position]!
  }
  return weights > 0 ? sum / weights : null
}

function weightKnown(known: Uint8Array, weight: Float64Array): number {
  let sum = 0
  for (let position = 0; position < 9; position++) if (known[position]) sum += weight[position]!
  return sum
}

function put(column: Required<IndicatorColumn>, row: number, value: number | null): void {
  if (value === null) return
  column.values[row] = value
  column.known[row] = 1
}

function emptyColumn(rows: number): Required<IndicatorColumn> {
  return { values: new Float64Array(rows), known: new Uint8Array(rows) }
}

function positionsOf(group: IndicatorGroup): number[] {
  return INDICATORS.flatMap((indicator, position) => (groupOf(indicator) === group ? [position] : []))
}

function byName<Name extends string, Value>(
  names: readonly Name[],
  value: (name: Name, position: number) => Value,
): Record<Name, Value> {
  return Object.fromEntries(names.map((name, position) => [name, value(name, position)])) as Record<Name, Value>
}
