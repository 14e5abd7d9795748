import { InvalidInput, requireAllFinite, requireSameLength } from '../errors.ts'
import { requireParts } from './cuts.ts'

export interface HeatMap {
  /** `customers[r − 1][f − 1]`: customers with recency score r and frequency score f. */
  readonly customers: number[][]
  /** Sum of the measure in the same cells. */
  readonly total: number[][]
  /** Mean of the measure; 0 in an empty cell. */
  readonly mean: number[][]
}

/**
 * The recency × frequency picture: how many customers stand in each cell and what a measure (usually money) amounts to there.
 *
 * @throws InvalidInput for unequal arrays or a score outside 1…parts
 */
export function rfmHeatMap(R: Uint8Array, F: Uint8Array, measure: Float64Array, parts = 5): HeatMap {
  requireSameLength('F', F, 'R', R.length)
  requireSameLength('measure', measure, 'R', R.length)
  requireParts(parts)
  requireAllFinite('measure', measure)
  const customers = grid(parts)
  const total = grid(parts)
  for (let i = 0; i < R.length; i++) {
    const r = R[i]! - 1
    const f = F[i]! - 1
    if (r < 0 || r >= parts) throw new InvalidInput('R', `must lie between 1 and ${parts}`, i)
    if (f < 0 || f >= parts) throw new InvalidInput('F', `must lie between 1 and ${parts}`, i)
    customers[r]![f]!++
    total[r]![f]! += measure[i]!
  }
  const mean = total.map((row, r) => row.map((sum, f) => (customers[r]![f] ? sum / customers[r]![f]! : 0)))
  return { customers, total, mean }
}

function grid(parts: number): number[][] {
  return Array.from({ length: parts }, () => new Array<number>(parts).fill(0))
}
