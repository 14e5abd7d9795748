import { InvalidInput, requireCount, requireNonEmpty, requireProbability, requireSameLength } from '../errors.ts'
import { normalQuantileOfLevel } from '../stats/tails.ts'

export interface CalibrationRow {
  readonly count: number
  /** Smallest and largest prediction in the group. */
  readonly from: number
  readonly to: number
  readonly meanPredicted: number
  readonly observed: number
  /** Wilson interval of the observed rate. */
  readonly low: number
  readonly high: number
}

/**
 * Does "30 %" happen in 30 of 100 cases? Rows are sorted by prediction and cut into groups of about equal size; equal predictions stay
 * together. Interval: Wilson 1927.
 *
 * @param groups wished number of groups, default 10; ties can make it fewer
 * @param level of the interval, default 0.95
 * @throws InvalidInput for unequal arrays, a prediction outside [0, 1] or a target other than 0 and 1
 */
export function calibrationTable(probabilities: Float64Array, target: Uint8Array, groups = 10, level = 0.95): CalibrationRow[] {
  requireNonEmpty('probabilities', probabilities)
  requireSameLength('target', target, 'probabilities', probabilities.length)
  requireCount('groups', groups, undefined, 1)
  const z = normalQuantileOfLevel(level)
  probabilities.forEach((p, i) => {
    requireProbability('probabilities', p, i)
    if (target[i]! > 1) throw new InvalidInput('target', 'must be 0 or 1', i)
  })
  const order = Uint32Array.from(probabilities, (_, i) => i).sort((a, b) => probabilities[a]! - probabilities[b]!)
  const rows: CalibrationRow[] = []
  let start = 0
  for (let group = 1; group <= groups && start < order.length; group++) {
    let end = Math.max(start + 1, Math.round((group * order.length) / groups))
    while (end < order.length && probabilities[order[end]!] === probabilities[order[end - 1]!]) end++
    rows.push(row(probabilities, target, order.subarray(start, end), z))
    start = end
  }
  return rows
}

function row(probabilities: Float64Array, target: Uint8Array, members: Uint32Array, z: number): CalibrationRow {
  let predicted = 0
  let events = 0
  for (const i of members) {
    predicted += probabilities[i]!
    events += target[i]!
  }
  const count = members.length
  const observed = events / count
  const centre = (observed + (z * z) / (2 * count)) / (1 + (z * z) / count)
  const half = (z * Math.sqrt((observed * (1 - observed)) / count + (z * z) / (4 * count * count))) / (1 + (z * z) / count)
  return {
    count,
    from: probabilities[members[0]!]!,
    to: probabilities[members[count - 1]!]!,
    meanPredicted: predicted / count,
    observed,
    low: Math.max(0, centre - half),
    high: Math.min(1, centre + half),
  }
}
