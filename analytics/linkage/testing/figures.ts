import type { LinkedPair } from '../link-people.ts'

/** How well found pairs fit the truth. F = 2·P·R / (P + R). */
export interface Figures {
  readonly precision: number
  readonly recall: number
  readonly f: number
  readonly wrong: number
}

/** Figures of all pairs found (the asking threshold) and of those that merge by themselves. */
export function figuresOf(
  pairs: readonly LinkedPair[],
  isSame: (a: string, b: string) => boolean,
  truePairs: number,
): { ask: Figures; merge: Figures } {
  return {
    ask: count(pairs, isSame, truePairs),
    merge: count(
      pairs.filter(({ decision }) => decision === 'merge'),
      isSame,
      truePairs,
    ),
  }
}

function count(pairs: readonly LinkedPair[], isSame: (a: string, b: string) => boolean, truePairs: number): Figures {
  const hits = pairs.filter(({ a, b }) => isSame(a, b)).length
  const precision = hits / pairs.length
  const recall = hits / truePairs
  return { precision, recall, f: (2 * hits) / (pairs.length + truePairs), wrong: pairs.length - hits }
}

/** Pairs of records that stand for one person, given the person of each record. */
export function countTruePairs(persons: Iterable<number | string>): number {
  const records = new Map<number | string, number>()
  let pairs = 0
  for (const person of persons) {
    const before = records.get(person) ?? 0
    pairs += before
    records.set(person, before + 1)
  }
  return pairs
}
