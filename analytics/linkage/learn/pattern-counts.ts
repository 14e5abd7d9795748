import { Random } from '../../stats/random.ts'
import type { CandidatePairs } from '../block/candidates.ts'
import { comparePair } from '../compare-pair.ts'
import { FIELD_COUNT, levelOf, PATTERN_COUNT } from '../fields.ts'
import type { Population } from '../population.ts'

/** How often each pattern of agreement occurs among the candidates and among pairs drawn at random. */
export interface PatternCounts {
  /** The patterns that occur at all, ascending. */
  readonly patterns: Uint32Array
  /** Level of field f in pattern k at `k · FIELD_COUNT + f`; −1 = missing. */
  readonly levels: Int8Array
  readonly candidates: Float64Array
  readonly random: Float64Array
}

/** Pairs drawn to learn how strangers agree by chance. */
const RANDOM_PAIRS = 10_000

/**
 * Compares all candidates; the pattern of candidate k goes to `patternOf[k]`. Then draws random pairs by a fixed rule (the same
 * people give the same pairs in whatever order they came), or takes every pair where there are few.
 */
export function countPatterns(
  people: Population,
  pairs: CandidatePairs,
  twoFiles: boolean,
  progress: (part: number) => void = () => {},
): { counts: PatternCounts; patternOf: Uint32Array } {
  const candidates = new Uint32Array(PATTERN_COUNT)
  const random = new Uint32Array(PATTERN_COUNT)
  const patternOf = new Uint32Array(pairs.left.length)
  for (let k = 0; k < patternOf.length; k++) {
    if ((k & 0xffff) === 0) progress(k / patternOf.length)
    const pattern = comparePair(people, pairs.left[k]!, pairs.right[k]!)
    patternOf[k] = pattern
    candidates[pattern]!++
  }
  forRandomPairs(people, twoFiles, (a, b) => {
    random[comparePair(people, a, b)]!++
  })
  return { counts: gather(candidates, random), patternOf }
}

function forRandomPairs(people: Population, twoFiles: boolean, visit: (a: number, b: number) => void): void {
  const { size, file } = people
  const allowed = (a: number, b: number) => a !== b && !(twoFiles && file[a] === file[b])
  if ((size * (size - 1)) / 2 <= RANDOM_PAIRS) {
    for (let a = 0; a < size; a++) for (let b = a + 1; b < size; b++) if (allowed(a, b)) visit(a, b)
    return
  }
  // A fixed seed: the lot must fall the same way in every run, only evenly.
  const random = new Random(size)
  for (let drawn = 0; drawn < RANDOM_PAIRS; ) {
    const a = random.integer(size)
    const b = random.integer(size)
    if (!allowed(a, b)) continue
    visit(a, b)
    drawn++
  }
}

function gather(candidates: Uint32Array, random: Uint32Array): PatternCounts {
  const patterns: number[] = []
  for (let p = 0; p < PATTERN_COUNT; p++) if (candidates[p]! > 0 || random[p]! > 0) patterns.push(p)
  const levels = new Int8Array(patterns.length * FIELD_COUNT)
  patterns.forEach((pattern, k) => {
    for (let f = 0; f < FIELD_COUNT; f++) levels[k * FIELD_COUNT + f] = levelOf(pattern, f)
  })
  return {
    patterns: Uint32Array.from(patterns),
    levels,
    candidates: Float64Array.from(patterns, (p) => candidates[p]!),
    random: Float64Array.from(patterns, (p) => random[p]!),
  }
}
