import { expect, test } from 'vitest'
import { AT, FIELD_COUNT, FIELDS } from '../fields.ts'
import { learnWeights, type Register } from './learn-weights.ts'
import type { PatternCounts } from './pattern-counts.ts'

const MATCHES = 3_000
const PEOPLE = 10_000
const PAIRS = (PEOPLE * (PEOPLE - 1)) / 2
const SEEN = [AT.surname, AT.given, AT.birthDate, AT.phone] // the other fields are missing throughout

/** What the simulated shop is like; deliberately far from the start values. */
const TRUE_M: Record<number, number[]> = {
  [AT.surname]: [0.02, 0.03, 0.25, 0.7],
  [AT.given]: [0.05, 0.15, 0.2, 0.6],
  [AT.birthDate]: [0.1, 0.1, 0.2, 0.6],
  [AT.phone]: [0.55, 0.05, 0.1, 0.3],
}
const TRUE_U: Record<number, number[]> = {
  [AT.surname]: [0.9, 0.03, 0.02, 0.05],
  [AT.given]: [0.93, 0.04, 0.02, 0.01],
  [AT.birthDate]: [0.9789, 0.02, 0.001, 0.0001],
  [AT.phone]: [0.99985, 0.0001, 0.00004, 0.00001],
}

test('weights, and the number of doubles, are recovered without labels', () => {
  // Expected counts of all 4⁴ patterns instead of a draw: what remains is the error of the learning alone.
  const rows = combinations(SEEN.length).map((seen) => {
    const levels = Array.from({ length: FIELD_COUNT }, (_, f) => (SEEN.includes(f) ? seen[SEEN.indexOf(f)]! : -1))
    const chance = (table: Record<number, number[]>) => SEEN.reduce((product, f) => product * table[f]![levels[f]!]!, 1)
    return { levels, candidates: MATCHES * chance(TRUE_M) + (PAIRS - MATCHES) * chance(TRUE_U), random: 10_000 * chance(TRUE_U) }
  })
  const exact = (f: number) => (PAIRS - MATCHES) * (TRUE_U[f]?.at(-1) ?? 0) + MATCHES * (TRUE_M[f]?.at(-1) ?? 0)
  const { weights, converged, expectedMatches } = learnWeights(countsOf(rows), {
    pairs: PAIRS,
    mostMatches: 2 * PEOPLE,
    knownPairs: FIELDS.map(() => PAIRS),
    exactPairs: FIELDS.map((_, f) => exact(f)),
  })
  expect(converged).toBe(true)
  expect(Math.abs(expectedMatches / MATCHES - 1)).toBeLessThan(0.05)
  for (const f of SEEN) {
    TRUE_M[f]!.forEach((chance, level) => {
      expect(Math.abs(weights.same[f]![level]! - chance)).toBeLessThan(0.03)
    })
    expect(Math.abs(Math.log2(weights.strangers[f]!.at(-1)! / TRUE_U[f]!.at(-1)!))).toBeLessThan(0.5)
  }
})

test('every row of weights is a distribution in which more agreement never counts for less', () => {
  const { weights } = learnWeights(countsOf([]), emptyRegister())
  for (const [f, { sharedAtHome }] of FIELDS.entries()) {
    for (const row of [weights.same[f]!, weights.home[f]!, weights.strangers[f]!])
      expect(row.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 9)
    const ratios = weights.same[f]!.map((chance, level) => chance / weights.strangers[f]![level]!)
    expect(ratios.every((ratio, level) => level === 0 || ratio >= ratios[level - 1]! * (1 - 1e-12))).toBe(true)
    if (sharedAtHome === 'no') expect(weights.home[f]).toEqual(weights.strangers[f])
  }
})

test('a handful of pairs does not overthrow what is known of people', () => {
  const missing = Array.from({ length: FIELD_COUNT }, () => -1)
  const odd = missing.with(AT.given, 0).with(AT.surname, 3).with(AT.phone, 3)
  const { weights } = learnWeights(countsOf([{ levels: odd, candidates: 3, random: 3 }]), {
    ...emptyRegister(),
    pairs: 10,
    mostMatches: 10,
  })
  expect(weights.same[AT.given]![0]).toBeLessThan(0.2)
})

/** All choices of one of four levels for each of `fields` fields. */
function combinations(fields: number): number[][] {
  if (fields === 0) return [[]]
  return combinations(fields - 1).flatMap((head) => [0, 1, 2, 3].map((level) => [...head, level]))
}

function countsOf(rows: readonly { levels: number[]; candidates: number; random: number }[]): PatternCounts {
  return {
    patterns: Uint32Array.from(rows.keys()),
    levels: Int8Array.from(rows.flatMap(({ levels }) => levels)),
    candidates: Float64Array.from(rows, ({ candidates }) => candidates),
    random: Float64Array.from(rows, (row) => row.random),
  }
}

function emptyRegister(): Register {
  return { pairs: 0, mostMatches: 0, knownPairs: FIELDS.map(() => 0), exactPairs: FIELDS.map(() => 0) }
}
