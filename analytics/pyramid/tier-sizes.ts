import { InvalidInput, requireCount, requireNonEmpty } from '../errors.ts'

/** Shares of the customers from the top tier down, as whole parts of `of` (default 100): 1, 4, 15, 80 are per cent. */
export interface RankScheme {
  readonly parts: readonly number[]
  readonly of?: number
}

/** The pyramid of the source: VIP top 1 %, main customers the next 4 %, ordinary the next 15 %, small the other 80 %. */
export const PYRAMID_1_4_15_80: RankScheme = { parts: [1, 4, 15, 80] }

/**
 * Cumulative tier sizes ceil(p·n) with p the cumulated parts ÷ of, in whole numbers only (0.05 · 4 340 must not become 217.00000001).
 * 4 339 customers by 1/4/15/80 → 44, 217, 868, 4 339.
 *
 * @throws InvalidInput for parts that are no whole numbers or do not add up to `of`
 */
export function cumulativeTierSizes(customers: number, scheme: RankScheme = PYRAMID_1_4_15_80): number[] {
  requireCount('customers', customers)
  const { parts, of = 100 } = scheme
  requireScheme(parts, of)
  const whole = BigInt(of)
  let cumulated = 0n
  return parts.map((part) => {
    cumulated += BigInt(part)
    return Number((cumulated * BigInt(customers) + whole - 1n) / whole)
  })
}

function requireScheme(parts: readonly number[], of: number): void {
  requireNonEmpty('scheme.parts', parts)
  requireCount('scheme.of', of, undefined, 1)
  parts.forEach((part, i) => {
    requireCount('scheme.parts', part, i)
  })
  const sum = parts.reduce((total, part) => total + part, 0)
  if (sum !== of) throw new InvalidInput('scheme.parts', `must add up to ${of}, got ${sum}`)
}
