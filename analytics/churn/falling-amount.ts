import { requireAllFinite, requireCount, requirePositive } from '../errors.ts'

export interface FallingOptions {
  /** Purchases in each of the two groups compared; default 3. */
  readonly group?: number
  /** Warning when the later mean is below this fraction of the earlier one; default 0.7. */
  readonly fraction?: number
  /** … or when the straight line through the same purchases falls by more than this fraction of their mean each time; default 0.1. */
  readonly slope?: number
}

export interface FallingVerdict {
  /** null with fewer than two groups of purchases, or when the earlier ones cost nothing. */
  readonly falling: boolean | null
  /** Later mean ÷ earlier mean; 0 where unknown. */
  readonly ratio: number
  /** Change each purchase as a fraction of the mean; 0 where unknown. */
  readonly slope: number
}

/**
 * Rule B of churn warning (CHURN-03): amounts that fall. The mean of the last `group` purchases is below `fraction` of the mean of the
 * `group` before, or the least-squares line through all of them falls steeply. A slope that is merely negative is not enough: half of
 * all steady customers have one.
 *
 * @param amounts money of the purchases in time order
 * @throws InvalidInput for a non-finite amount
 */
export function fallingAmount(amounts: ArrayLike<number>, options: FallingOptions = {}): FallingVerdict {
  const { group = 3, fraction = 0.7, slope: steep = 0.1 } = options
  requireAllFinite('amounts', amounts)
  requireCount('group', group, undefined, 1)
  requirePositive('fraction', fraction)
  requirePositive('slope', steep)
  const start = amounts.length - 2 * group
  if (start < 0) return { falling: null, ratio: 0, slope: 0 }
  let earlier = 0
  let later = 0
  let tilt = 0
  const middle = group - 0.5
  for (let i = 0; i < 2 * group; i++) {
    const amount = amounts[start + i]!
    if (i < group) earlier += amount
    else later += amount
    tilt += (i - middle) * amount
  }
  if (earlier <= 0) return { falling: null, ratio: 0, slope: 0 }
  const count = 2 * group
  const spread = (count * (count * count - 1)) / 12
  const mean = (earlier + later) / count
  const slope = mean > 0 ? tilt / spread / mean : 0
  const ratio = later / earlier
  return { falling: ratio < fraction || slope < -steep, ratio, slope }
}
