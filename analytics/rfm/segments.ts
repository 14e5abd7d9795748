import { InvalidInput, requireSameLength } from '../errors.ts'

type Band = readonly [low: number, high: number]

export interface SegmentRule {
  readonly name: string
  /** Inclusive bands of the scores 1…5. */
  readonly R: Band
  readonly F: Band
  readonly M: Band
}

/**
 * The ten classic segments on scores 1…5. Bands overlap, so the order decides: the first rule that fits names the customer;
 * whoever fits none is in `Others`. Source: table of the R package rfm (rsquaredacademy), article "RFM customer level data".
 */
export const SEGMENT_RULES: readonly SegmentRule[] = [
  { name: 'Champions', R: [5, 5], F: [5, 5], M: [5, 5] },
  { name: 'Potential Loyalist', R: [3, 5], F: [3, 5], M: [2, 5] },
  { name: 'Loyal Customers', R: [2, 4], F: [2, 4], M: [2, 4] },
  { name: 'Promising', R: [3, 4], F: [1, 3], M: [3, 5] },
  { name: 'New Customers', R: [4, 5], F: [1, 3], M: [1, 5] },
  { name: "Can't Lose Them", R: [1, 2], F: [3, 4], M: [4, 5] },
  { name: 'At Risk', R: [1, 2], F: [2, 5], M: [4, 5] },
  { name: 'Need Attention', R: [1, 3], F: [3, 5], M: [3, 5] },
  { name: 'About To Sleep', R: [2, 3], F: [1, 3], M: [1, 4] },
  { name: 'Lost', R: [1, 1], F: [1, 5], M: [1, 5] },
]

/** Name for score triples that no rule covers. */
export const OTHERS = 'Others'

/** Segment names in the order of the indices that `rfmSegments` returns; the last one is `Others`. */
export const SEGMENT_NAMES: readonly string[] = [...SEGMENT_RULES.map((rule) => rule.name), OTHERS]

/** Name of the segment of one score triple (1…5 each, otherwise InvalidInput). */
export function segmentOf(r: number, f: number, m: number, rules: readonly SegmentRule[] = SEGMENT_RULES): string {
  requireScore('r', r)
  requireScore('f', f)
  requireScore('m', m)
  return rules[segmentIndex(r, f, m, rules)]?.name ?? OTHERS
}

/**
 * Segments of many customers from their fifths.
 *
 * @param scores as `rfmScores` gives them, scores 1…5
 * @returns `segments`: index into `names` per customer; `counts`: customers per name
 * @throws InvalidInput for unequal arrays or a score outside 1…5
 */
export function rfmSegments(
  scores: { readonly R: Uint8Array; readonly F: Uint8Array; readonly M: Uint8Array },
  rules: readonly SegmentRule[] = SEGMENT_RULES,
): { segments: Uint8Array; names: string[]; counts: number[] } {
  const { R, F, M } = scores
  requireSameLength('F', F, 'R', R.length)
  requireSameLength('M', M, 'R', R.length)
  const names = [...rules.map((rule) => rule.name), OTHERS]
  const table = segmentTable(rules)
  const segments = new Uint8Array(R.length)
  const counts = new Array<number>(names.length).fill(0)
  for (let i = 0; i < R.length; i++) {
    const segment = table[R[i]! * 36 + F[i]! * 6 + M[i]!]
    if (segment === undefined || segment === NO_SCORE) throw new InvalidInput('scores', 'must lie between 1 and 5', i)
    segments[i] = segment
    counts[segment]!++
  }
  return { segments, names, counts }
}

function requireScore(name: string, score: number): void {
  if (!(score >= 1 && score <= 5)) throw new InvalidInput(name, `must lie between 1 and 5, got ${score}`)
}

const NO_SCORE = 255

/** All 125 triples at index 36·r + 6·f + m, so that a million customers cost one look-up each. */
function segmentTable(rules: readonly SegmentRule[]): Uint8Array {
  const table = new Uint8Array(216).fill(NO_SCORE)
  for (let r = 1; r <= 5; r++)
    for (let f = 1; f <= 5; f++) for (let m = 1; m <= 5; m++) table[r * 36 + f * 6 + m] = segmentIndex(r, f, m, rules)
  return table
}

function segmentIndex(r: number, f: number, m: number, rules: readonly SegmentRule[]): number {
  const found = rules.findIndex((rule) => within(r, rule.R) && within(f, rule.F) && within(m, rule.M))
  return found === -1 ? rules.length : found
}

function within(score: number, [low, high]: Band): boolean {
  return score >= low && score <= high
}
