import type { Person } from '../person.ts'
import { readPopulation } from '../population.ts'
import { type Clues, clueReader } from './clues.ts'
import { joinHashes } from './hash.ts'

/** One way of looking people up: two people meet when they agree in a clue, or in two clues at once. */
export interface BlockingPass {
  readonly clue: keyof Clues
  readonly and?: keyof Clues
  /** Who stands side by side in a block too large for comparing all with all. */
  readonly neighbours: 'names' | 'births'
}

/**
 * The passes. Each leans on other fields than the rest, so that somebody with faults in two fields still meets his double through a
 * third; the identity number is one of fourteen and can be missing.
 */
export const PASSES: readonly BlockingPass[] = [
  { clue: 'phone', neighbours: 'names' },
  { clue: 'idNumber', neighbours: 'names' },
  { clue: 'birthDate', neighbours: 'names' },
  { clue: 'surname', and: 'given', neighbours: 'births' },
  { clue: 'surname', and: 'birthYear', neighbours: 'births' },
  { clue: 'given', and: 'birthDay', neighbours: 'names' },
  { clue: 'surname', and: 'place', neighbours: 'births' },
  { clue: 'given', and: 'place', neighbours: 'births' },
  { clue: 'surname', and: 'phoneTail', neighbours: 'names' },
  { clue: 'street', neighbours: 'names' },
  { clue: 'streetStart', and: 'place', neighbours: 'names' },
  { clue: 'surname', and: 'streetStart', neighbours: 'births' },
  { clue: 'given', and: 'streetStart', neighbours: 'births' },
  { clue: 'building', and: 'place', neighbours: 'names' },
]

/** Calls `emit` with each key of one person in one pass; two clues join in either order, so that crossed names meet. */
export function forEachKey(pass: BlockingPass, clues: Clues, emit: (key: number) => void): void {
  const first = clues[pass.clue]
  if (!pass.and) {
    for (const key of first) emit(key)
    return
  }
  const second = clues[pass.and]
  for (const a of first) for (const b of second) emit(a < b ? joinHashes(a, b) : joinHashes(b, a))
}

/**
 * The keys under which one person is found, as unsigned 32-bit numbers: store them in an index to look for doubles of a new customer
 * without reading the whole register. Linking compares two people exactly when they share one (up to the size of a block).
 */
export function blockingKeys(person: Person): number[] {
  const clues = clueReader(readPopulation([person]))(0)
  const keys = new Set<number>()
  PASSES.forEach((pass, index) => {
    forEachKey(pass, clues, (key) => keys.add(joinHashes(key, index)))
  })
  return [...keys]
}
