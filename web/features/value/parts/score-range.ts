/** What a score means in figures: more than `above`, up to `upTo`; an open end is undefined. */
export interface ScoreRange {
  above?: number
  upTo?: number
}

/**
 * The range of a quintile score (1–5) by its four ascending cuts: a value's score is one more than the number of cuts strictly below it;
 * recency is reversed, so its best score lies below the first cut.
 */
export function scoreRange(cuts: readonly number[], score: number, isReversed: boolean): ScoreRange {
  const position = isReversed ? 6 - score : score
  return { above: cuts[position - 2], upTo: cuts[position - 1] }
}
