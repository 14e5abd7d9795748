import { InvalidInput, requireFinite } from '../errors.ts'

/**
 * Gaps in days between neighbouring visit days. Several orders on one day are one visit.
 *
 * @param days whole day numbers, ascending (any epoch)
 * @returns one gap fewer than there are distinct days
 * @throws InvalidInput when a day is not finite or the days do not ascend
 */
export function visitGaps(days: ArrayLike<number>): Float64Array {
  const gaps = new Float64Array(Math.max(days.length - 1, 0))
  let count = 0
  for (let i = 0; i < days.length; i++) {
    requireFinite('days', days[i]!, i)
    if (i === 0) continue
    const gap = days[i]! - days[i - 1]!
    if (gap < 0) throw new InvalidInput('days', 'must ascend', i)
    if (gap > 0) gaps[count++] = gap
  }
  return gaps.subarray(0, count)
}
