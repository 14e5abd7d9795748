import { InvalidInput, requireCount, requireSameLength } from '../errors.ts'

/** Tier of a customer who was not ranked at that date. */
export const NO_TIER = 255

export interface TierMigration {
  /** `counts[before][after]`; the last row and the last column stand for customers without a tier at that date. */
  readonly counts: number[][]
  readonly rowTotals: number[]
  readonly columnTotals: number[]
  readonly up: number
  readonly down: number
  readonly stayed: number
  readonly joined: number
  readonly left: number
}

/**
 * Who moved between two dates (TIER-11). Rows and columns add up to the customer counts of the dates.
 *
 * @param before, after tier index (0 the top) or `NO_TIER` of the same customers
 * @throws InvalidInput for unequal arrays or a tier outside 0…tiers − 1
 */
export function tierMigration(before: Uint8Array, after: Uint8Array, tiers = 4): TierMigration {
  requireSameLength('after', after, 'before', before.length)
  requireCount('tiers', tiers, undefined, 1)
  const size = tiers + 1
  const counts = Array.from({ length: size }, () => new Array<number>(size).fill(0))
  for (let i = 0; i < before.length; i++) {
    counts[tierIndex('before', before[i]!, tiers, i)]![tierIndex('after', after[i]!, tiers, i)]!++
  }
  const moves = { up: 0, down: 0, stayed: 0, joined: 0, left: 0 }
  counts.forEach((row, from) => {
    row.forEach((count, to) => {
      if (from === tiers && to === tiers) return
      if (from === tiers) moves.joined += count
      else if (to === tiers) moves.left += count
      else if (to < from) moves.up += count
      else if (to > from) moves.down += count
      else moves.stayed += count
    })
  })
  return {
    counts,
    rowTotals: counts.map((row) => row.reduce((sum, count) => sum + count, 0)),
    columnTotals: counts.map((_, to) => counts.reduce((sum, row) => sum + row[to]!, 0)),
    ...moves,
  }
}

function tierIndex(argument: string, tier: number, tiers: number, index: number): number {
  if (tier === NO_TIER) return tiers
  if (tier >= tiers) throw new InvalidInput(argument, `must lie between 0 and ${tiers - 1} or be NO_TIER`, index)
  return tier
}
