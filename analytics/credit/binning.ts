import { requireCount, requireNonEmpty, requireProbability, requireSameLength } from '../errors.ts'
import { quantilesOfSorted } from '../stats/quantile.ts'
import type { FeatureColumn } from './design-matrix.ts'
import { countPositives } from './discrimination.ts'
import { type BinCounts, weightOfEvidence } from './woe.ts'

/** One attribute of a characteristic, with what the data say about it. */
export interface Bin extends BinCounts {
  /** Text level, or the interval `low ≤ x < high`, or `missing`. */
  readonly label: string
  /** Inclusive lower bound of a number bin; −∞ in the first. Absent for texts and for the missing bin. */
  readonly low?: number
  readonly woe: number
}

export interface Binning {
  readonly name: string
  readonly kind: 'number' | 'text'
  readonly bins: readonly Bin[]
  readonly informationValue: number
}

export interface BinningOptions {
  /** Fine bins by quantile before neighbours are merged; default 20. */
  readonly fineBins?: number
  /** Smallest share of the known rows in a number bin; default 0.05. */
  readonly leastShare?: number
}

/** χ² with one degree of freedom at 5 %: neighbours that differ less are one bin. */
const SAME_RATE = 3.841

export const MISSING = 'missing'

/**
 * Bins one characteristic. Texts: each level is a bin. Numbers: fine quantile bins, merged until each holds `leastShare` of the rows,
 * the bad rate is monotone (pool adjacent violators, in the direction that keeps more information) and neighbours differ at 5 %
 * (χ²). Missing numbers are a bin of their own.
 *
 * @param bad 1 bad, 0 good
 * @throws InvalidInput for unequal arrays or a target with one class only
 */
export function binColumn(column: FeatureColumn, bad: Uint8Array, options: BinningOptions = {}): Binning {
  requireNonEmpty(column.name, column.values)
  requireSameLength('bad', bad, column.name, column.values.length)
  countPositives(bad)
  const raw = column.kind === 'text' ? levelBins(column.values, bad) : numberBins(column.values, bad, options)
  const { woe, informationValue } = weightOfEvidence(raw)
  return { name: column.name, kind: column.kind, bins: raw.map((bin, k) => ({ ...bin, woe: woe[k]! })), informationValue }
}

/** Index of the bin of each row; an unknown level, or a missing number where none was seen, gives −1. */
export function binIndices(binning: Binning, column: FeatureColumn): Int16Array {
  const { bins } = binning
  if (column.kind === 'text') {
    const index = new Map(bins.map((bin, k) => [bin.label, k]))
    return Int16Array.from(column.values, (level) => index.get(level) ?? -1)
  }
  const numbered = bins.filter((bin) => bin.low !== undefined).length
  const missing = bins.findIndex((bin) => bin.low === undefined)
  return Int16Array.from(column.values, (value) => {
    if (Number.isNaN(value)) return missing
    let k = numbered - 1
    while (k > 0 && value < bins[k]!.low!) k--
    return k
  })
}

type RawBin = Omit<Bin, 'woe'>

function levelBins(levels: readonly string[], bad: Uint8Array): RawBin[] {
  const counts = new Map<string, { goods: number; bads: number }>()
  levels.forEach((level, i) => {
    const bin = counts.get(level) ?? { goods: 0, bads: 0 }
    if (bad[i]) bin.bads++
    else bin.goods++
    counts.set(level, bin)
  })
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([label, bin]) => ({ label, ...bin }))
}

interface Span {
  low: number
  goods: number
  bads: number
}

function numberBins(values: Float64Array, bad: Uint8Array, { fineBins = 20, leastShare = 0.05 }: BinningOptions): RawBin[] {
  requireCount('options.fineBins', fineBins, undefined, 2)
  requireProbability('options.leastShare', leastShare)
  const sorted = values.filter((value) => !Number.isNaN(value)).sort()
  const missing = { label: MISSING, goods: 0, bads: 0 }
  const fine = fineSpans(sorted, fineBins)
  values.forEach((value, i) => {
    let bin: { goods: number; bads: number } = missing
    if (!Number.isNaN(value)) {
      let k = fine.length - 1
      while (k > 0 && value < fine[k]!.low) k--
      bin = fine[k]!
    }
    if (bad[i]) bin.bads++
    else bin.goods++
  })
  const large = mergeSmall(fine, Math.max(1, leastShare * sorted.length))
  const monotone = [poolViolators(large, 1), poolViolators(large, -1)].map(mergeAlike)
  const [rising, falling] = monotone as [Span[], Span[]]
  const spans = spread(rising) >= spread(falling) ? rising : falling
  const bins = spans.map((span, k): RawBin => ({ label: intervalLabel(spans, k), ...span }))
  return missing.goods + missing.bads > 0 ? [...bins, missing] : bins
}

function fineSpans(sorted: Float64Array, fineBins: number): Span[] {
  if (sorted.length === 0) return []
  const steps = Array.from({ length: fineBins - 1 }, (_, k) => (k + 1) / fineBins)
  const lows = [...new Set(quantilesOfSorted(sorted, steps))].filter((low) => low > sorted[0]!)
  return [Number.NEGATIVE_INFINITY, ...lows].map((low) => ({ low, goods: 0, bads: 0 }))
}

function joined(left: Span, right: Span): Span {
  return { low: left.low, goods: left.goods + right.goods, bads: left.bads + right.bads }
}

function mergeSmall(spans: readonly Span[], least: number): Span[] {
  const merged: Span[] = []
  for (const span of spans) {
    const last = merged.at(-1)
    if (last && last.goods + last.bads < least) merged[merged.length - 1] = joined(last, span)
    else merged.push({ ...span })
  }
  const last = merged.at(-1)
  if (merged.length > 1 && last!.goods + last!.bads < least) merged.splice(-2, 2, joined(merged.at(-2)!, last!))
  return merged
}

function badRate(span: Span): number {
  return span.bads / (span.goods + span.bads)
}

/** Merges neighbours whose bad rates go against `direction` (1 rising, −1 falling). */
function poolViolators(spans: readonly Span[], direction: 1 | -1): Span[] {
  const pooled: Span[] = []
  for (const span of spans) {
    pooled.push(span)
    while (pooled.length > 1 && direction * (badRate(pooled.at(-1)!) - badRate(pooled.at(-2)!)) < 0) {
      pooled.splice(-2, 2, joined(pooled.at(-2)!, pooled.at(-1)!))
    }
  }
  return pooled
}

function mergeAlike(spans: readonly Span[]): Span[] {
  const merged = [...spans]
  while (merged.length > 1) {
    const distances = merged.slice(1).map((span, k) => chiSquare(merged[k]!, span))
    const nearest = distances.indexOf(Math.min(...distances))
    if (distances[nearest]! >= SAME_RATE) break
    merged.splice(nearest, 2, joined(merged[nearest]!, merged[nearest + 1]!))
  }
  return merged
}

/** Pearson's χ² of the 2×2 table of two bins. */
function chiSquare(a: Span, b: Span): number {
  const goods = a.goods + b.goods
  const bads = a.bads + b.bads
  const inA = a.goods + a.bads
  const inB = b.goods + b.bads
  if (goods === 0 || bads === 0) return 0
  return ((goods + bads) * (a.goods * b.bads - a.bads * b.goods) ** 2) / (goods * bads * inA * inB)
}

/** Information up to a common factor, to choose the direction. */
function spread(spans: readonly Span[]): number {
  return spans.length > 1 ? weightOfEvidence(spans).informationValue : 0
}

function intervalLabel(spans: readonly Span[], k: number): string {
  const from = k === 0 ? '' : `${spans[k]!.low} ≤ `
  const to = k === spans.length - 1 ? '' : ` < ${spans[k + 1]!.low}`
  return from === '' && to === '' ? 'any number' : `${from}x${to}`
}
