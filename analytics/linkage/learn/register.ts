import type { Column } from '../column.ts'
import type { Population } from '../population.ts'
import type { Register } from './learn-weights.ts'

/** The columns of a population in the order of `FIELDS`. */
export function columnsOf(people: Population): readonly Column<{ readonly key: string }>[] {
  const { surname, given, birthDate, idNumber, phone, address, building, place } = people
  return [surname, given, birthDate, idNumber, phone, address, building, place]
}

/** Counts what the learning must know of the whole register: its pairs, and how many of them agree in each field. */
export function countRegister(people: Population, twoFiles: boolean): Register {
  const second = people.file.reduce((sum, file) => sum + file, 0)
  const first = people.size - second
  const columns = columnsOf(people)
  return {
    pairs: twoFiles ? first * second : pairsOf(people.size),
    mostMatches: twoFiles ? Math.min(first, second) : 2 * people.size,
    knownPairs: columns.map((column) => knownPairs(column, people.file, twoFiles)),
    exactPairs: columns.map((column) => exactPairs(column, people.file, twoFiles)),
  }
}

function pairsOf(n: number): number {
  return (n * (n - 1)) / 2
}

function knownPairs(column: Column<{ readonly key: string }>, file: Uint8Array, twoFiles: boolean): number {
  const known = [0, 0]
  column.ids.forEach((id, p) => {
    if (id >= 0) known[file[p]!]!++
  })
  return twoFiles ? known[0]! * known[1]! : pairsOf(known[0]! + known[1]!)
}

function exactPairs(column: Column<{ readonly key: string }>, file: Uint8Array, twoFiles: boolean): number {
  if (!twoFiles) return column.counts.reduce((sum, count) => sum + pairsOf(count), 0)
  const inSecond = new Uint32Array(column.values.length)
  column.ids.forEach((id, p) => {
    if (id >= 0 && file[p] === 1) inSecond[id]!++
  })
  return column.counts.reduce((sum, count, id) => sum + (count - inSecond[id]!) * inSecond[id]!, 0)
}
