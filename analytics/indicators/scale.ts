import { InvalidInput, requireFinite, requireSameLength } from '../errors.ts'
import { INDICATORS, type Indicator, REVERSED_INDICATORS } from './nine.ts'

/** One indicator of all customers. Where `known` is given, 0 marks "not known" and the value there is ignored. */
export interface IndicatorColumn {
  values: Float64Array
  known?: Uint8Array
}
export type IndicatorTable = Record<Indicator, IndicatorColumn>

/** The known raw values of each indicator, ascending: all that is needed to score anybody again, bit for bit. */
export type IndicatorScale = Record<Indicator, Float64Array>

/**
 * The scale of a population at one date. Keep it with the scores: a past score is recomputed from it, and a change between two
 * dates is explained by two of them.
 * @throws InvalidInput when columns differ in length or a known value is not finite (names `table.<indicator>` and the row)
 */
export function buildIndicatorScale(table: IndicatorTable): IndicatorScale {
  const length = table.profit.values.length
  const sorted = INDICATORS.map((indicator) => {
    const { values, known } = table[indicator]
    requireSameLength(`table.${indicator}.values`, values, 'table.profit.values', length)
    if (known) requireSameLength(`table.${indicator}.known`, known, 'table.profit.values', length)
    const kept = new Float64Array(length)
    let count = 0
    for (let row = 0; row < length; row++) {
      if (known && known[row] === 0) continue
      requireFinite(`table.${indicator}`, values[row]!, row)
      kept[count++] = values[row]!
    }
    return [indicator, kept.slice(0, count).sort()]
  })
  return Object.fromEntries(sorted) as IndicatorScale
}

/**
 * Percentile score 0–100 of a raw value: 100 · (values below + ½ · values equal) / n, the mid-distribution function (Parzen 2004), so that
 * equal customers get equal scores and the mean over the population is 50. Service cost counts from the other end.
 * A value that is not in the population is allowed.
 * @throws InvalidInput when nobody's value is known or `value` is not finite
 */
export function percentileScore(scale: IndicatorScale, indicator: Indicator, value: number): number {
  const sorted = scale[indicator]
  if (sorted.length === 0) throw new InvalidInput(`scale.${indicator}`, 'is empty: nobody has a known value')
  requireFinite(`values.${indicator}`, value)
  const below = countBelow(sorted, value, false)
  const upTo = countBelow(sorted, value, true)
  const score = (50 * (below + upTo)) / sorted.length
  return REVERSED_INDICATORS.has(indicator) ? 100 - score : score
}

function countBelow(sorted: Float64Array, value: number, orEqual: boolean): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const at = sorted[middle]!
    if (at < value || (orEqual && at === value)) low = middle + 1
    else high = middle
  }
  return low
}
