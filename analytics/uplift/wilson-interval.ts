import { InvalidInput, requireCount } from '../errors.ts'
import { normalQuantileOfLevel } from '../stats/tails.ts'

export type LowHigh = readonly [low: number, high: number]

/**
 * Score interval for a share (Wilson 1927): (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n). Honest at 0 and 1 and for few answers, where
 * p ± z·√(p(1−p)/n) has no width.
 * @param level e.g. 0.95
 * @throws InvalidInput for n = 0 or more hits than n
 */
export function wilsonInterval(hits: number, n: number, level = 0.95): LowHigh {
  requireCount('n', n, undefined, 1)
  requireCount('hits', hits)
  if (hits > n) throw new InvalidInput('hits', `is ${hits}, more than the ${n} there are`)
  const z = normalQuantileOfLevel(level)
  const p = hits / n
  const centre = p + (z * z) / (2 * n)
  const half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))
  const scale = 1 + (z * z) / n
  return [hits === 0 ? 0 : (centre - half) / scale, hits === n ? 1 : (centre + half) / scale]
}
