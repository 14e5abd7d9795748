/** What a score means in figures: from … to …, both included; an open end is undefined. */
export interface ScoreRange {
  from?: number
  to?: number
}

/**
 * The range of a quintile score (1–5) by its four ascending cuts: a value's score is one more than the number of cuts strictly below it;
 * recency is reversed, so its best score lies below the first cut. Counted things (days, orders) have a `least`
 * value and get whole numbers: more than 3 is from 4 on.
 * @returns undefined when no whole number has this score
 */
export function scoreRange(
  cuts: readonly number[],
  score: number,
  kind: { isReversed?: boolean; least?: number },
): ScoreRange | undefined {
  const position = kind.isReversed ? 6 - score : score
  const [above, upTo] = [cuts[position - 2], cuts[position - 1]]
  if (kind.least === undefined) return { from: above, to: upTo }
  const to = upTo === undefined ? undefined : Math.floor(upTo)
  const lowest = to === kind.least ? to : undefined
  const from = above === undefined ? lowest : Math.floor(above) + 1
  return from !== undefined && to !== undefined && from > to ? undefined : { from, to }
}
