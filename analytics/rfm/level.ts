import { InvalidInput, requirePositive } from '../errors.ts'

export type RfmLevel = 'high' | 'medium' | 'low'

/** Smallest sums of the three scores (3…15) for the two upper levels. */
export interface LevelLimits {
  readonly high: number
  readonly medium: number
}

/** A mean score of 4 is high, of 2⅔ medium. The source names three levels and gives no limits; these are ours. */
export const LEVEL_LIMITS: LevelLimits = { high: 12, medium: 8 }

/** High, medium or low by the sum of the three fifths; every score triple has exactly one level. */
export function rfmLevel(r: number, f: number, m: number, limits: LevelLimits = LEVEL_LIMITS): RfmLevel {
  if (!(limits.high > limits.medium)) throw new InvalidInput('limits', 'need high above medium')
  requirePositive('r', r)
  requirePositive('f', f)
  requirePositive('m', m)
  const sum = r + f + m
  if (sum >= limits.high) return 'high'
  return sum >= limits.medium ? 'medium' : 'low'
}
