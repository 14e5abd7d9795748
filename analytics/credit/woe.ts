import { InvalidInput, requireNonNegative } from '../errors.ts'

/** Counts of one bin. "Bad" is the event the score warns of. */
export interface BinCounts {
  readonly goods: number
  readonly bads: number
}

export interface WeightOfEvidence {
  /** ln(share of goods ÷ share of bads) per bin: above 0 the bin is better than average. */
  readonly woe: number[]
  /** Information value Σ (share of goods − share of bads)·WOE. */
  readonly informationValue: number
}

/** Stands in for an empty cell, so that a bin without bads does not weigh infinitely. */
const EMPTY_CELL = 0.5

/**
 * Weight of evidence and information value (Siddiqi, Credit Risk Scorecards, ch. 6). A bin with a zero cell is counted with half a
 * case there; other bins are left as they are. A bin without anybody has WOE 0.
 *
 * @throws InvalidInput for a negative count, or when all rows are good or all are bad
 */
export function weightOfEvidence(bins: readonly BinCounts[]): WeightOfEvidence {
  bins.forEach((bin, k) => {
    requireNonNegative('bins.goods', bin.goods, k)
    requireNonNegative('bins.bads', bin.bads, k)
  })
  const goods = bins.reduce((sum, bin) => sum + bin.goods, 0)
  const bads = bins.reduce((sum, bin) => sum + bin.bads, 0)
  if (!(goods > 0 && bads > 0)) throw new InvalidInput('bins', 'need goods and bads')
  let informationValue = 0
  const woe = bins.map((bin) => {
    if (bin.goods + bin.bads === 0) return 0
    const goodShare = (bin.goods || EMPTY_CELL) / goods
    const badShare = (bin.bads || EMPTY_CELL) / bads
    const evidence = Math.log(goodShare / badShare)
    informationValue += (goodShare - badShare) * evidence
    return evidence
  })
  return { woe, informationValue }
}

export type Strength = 'useless' | 'weak' | 'medium' | 'strong' | 'suspicious'

/** Practice bands of the information value: below 0.02 useless, up to 0.1 weak, 0.3 medium, 0.5 strong; above, look for a leak. */
export function strengthOf(informationValue: number): Strength {
  requireNonNegative('informationValue', informationValue)
  if (informationValue < 0.02) return 'useless'
  if (informationValue < 0.1) return 'weak'
  if (informationValue < 0.3) return 'medium'
  return informationValue <= 0.5 ? 'strong' : 'suspicious'
}
