import { InvalidInput, requireNonEmpty, requireNonNegative, requireSameLength, TooLittleData } from '../errors.ts'
import { cholesky, solveCholesky, squareMatrix } from '../stats/matrix.ts'
import { chiSquareTail } from '../stats/tails.ts'

export interface LogRank {
  readonly chiSquare: number
  readonly degreesOfFreedom: number
  readonly pValue: number
  /** Per group: people, events seen, events expected if all groups had one curve. */
  readonly groups: readonly { readonly count: number; readonly observed: number; readonly expected: number }[]
}

/**
 * Log-rank test of equal survival in g groups (Mantel 1966; R's survdiff): at each event time the events are compared with their
 * hypergeometric expectation; χ² = uᵀV⁻¹u over g − 1 groups.
 *
 * @param group index 0…g − 1 per person
 * @throws InvalidInput for unequal arrays, a negative time, an event other than 0 and 1;
 *   TooLittleData with fewer than two groups or when no event can tell the groups apart
 */
export function logRank(times: Float64Array, events: Uint8Array, group: Uint8Array): LogRank {
  requireNonEmpty('times', times)
  requireSameLength('events', events, 'times', times.length)
  requireSameLength('group', group, 'times', times.length)
  const size = group.reduce((most, index) => Math.max(most, index), 0) + 1
  const atRisk = new Float64Array(size)
  for (let i = 0; i < times.length; i++) {
    requireNonNegative('times', times[i]!, i)
    if (events[i]! > 1) throw new InvalidInput('events', 'must be 0 or 1', i)
    atRisk[group[i]!]!++
  }
  if (size < 2 || atRisk.some((count) => count === 0))
    throw new TooLittleData('a group is empty', 'at least two groups with people')
  const counts = Array.from(atRisk)
  const observed = new Float64Array(size)
  const expected = new Float64Array(size)
  const variance = squareMatrix(size - 1)
  const order = Uint32Array.from(times, (_, i) => i).sort((a, b) => times[a]! - times[b]!)
  const leaving = new Float64Array(size)
  for (let start = 0; start < order.length; ) {
    const time = times[order[start]!]!
    leaving.fill(0)
    let happened = 0
    let end = start
    for (; end < order.length && times[order[end]!] === time; end++) {
      const i = order[end]!
      leaving[group[i]!]!++
      observed[group[i]!]! += events[i]!
      happened += events[i]!
    }
    addExpectation(atRisk, order.length - start, happened, expected, variance.entries)
    for (let g = 0; g < size; g++) atRisk[g]! -= leaving[g]!
    start = end
  }
  const factor = cholesky(variance)
  if (!factor) throw new TooLittleData('no event tells the groups apart', 'events while several groups are still at risk')
  const difference = observed.subarray(0, size - 1).map((count, g) => count - expected[g]!)
  const solved = solveCholesky(factor, difference)
  const chiSquare = difference.reduce((sum, value, g) => sum + value * solved[g]!, 0)
  return {
    chiSquare,
    degreesOfFreedom: size - 1,
    pValue: chiSquareTail(chiSquare, size - 1),
    groups: counts.map((count, g) => ({ count, observed: observed[g]!, expected: expected[g]! })),
  }
}

/** Adds one event time's expectation and hypergeometric covariance (of all groups but the last). */
function addExpectation(
  atRisk: Float64Array,
  all: number,
  happened: number,
  expected: Float64Array,
  variance: Float64Array,
): void {
  if (happened === 0) return
  const size = atRisk.length
  const spread = all > 1 ? (happened * (all - happened)) / (all - 1) : 0
  for (let g = 0; g < size; g++) {
    const share = atRisk[g]! / all
    expected[g]! += happened * share
    if (g === size - 1) continue
    for (let h = 0; h < size - 1; h++) {
      variance[g * (size - 1) + h]! += spread * share * ((g === h ? 1 : 0) - atRisk[h]! / all)
    }
  }
}
