/**
 * Partial selection: rearranges `values` in place so that every position in `ranks` (ascending, 0-based) holds the value it
 * would hold after sorting, smaller ones before it, larger ones behind. Average O(n · log(ranks)); equal values do not slow it down
 * (Hoare's partition stops at equal keys). Source: C. A. R. Hoare 1961, "Algorithm 65: Find".
 */
export function selectRanks(values: Float64Array, ranks: readonly number[]): void {
  selectWithin(values, 0, values.length - 1, ranks, 0, ranks.length - 1)
}

function selectWithin(v: Float64Array, left: number, right: number, ranks: readonly number[], from: number, to: number): void {
  if (from > to || left >= right) return
  const middle = (from + to) >> 1
  const rank = ranks[middle]!
  placeRank(v, left, right, rank)
  // Equal ranks at both sides are already in place.
  let lower = middle - 1
  while (lower >= from && ranks[lower] === rank) lower--
  let upper = middle + 1
  while (upper <= to && ranks[upper] === rank) upper++
  selectWithin(v, left, rank - 1, ranks, from, lower)
  selectWithin(v, rank + 1, right, ranks, upper, to)
}

/** Below this width sorting the rest is cheaper than partitioning on. */
const SORT_WIDTH = 64

function placeRank(v: Float64Array, left: number, right: number, rank: number): void {
  // After too many poor pivots the rest is sorted, which bounds the worst case at O(n log n).
  let partitions = 2 * (32 - Math.clz32(right - left + 1)) + 8
  while (right > left) {
    if (right - left < SORT_WIDTH || partitions-- === 0) {
      v.subarray(left, right + 1).sort()
      return
    }
    const pivot = medianOfThree(v[left]!, v[(left + right) >>> 1]!, v[right]!)
    let i = left
    let j = right
    while (i <= j) {
      while (v[i]! < pivot) i++
      while (v[j]! > pivot) j--
      if (i <= j) {
        const held = v[i]!
        v[i++] = v[j]!
        v[j--] = held
      }
    }
    if (rank <= j) right = j
    else if (rank >= i) left = i
    else return
  }
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
}
