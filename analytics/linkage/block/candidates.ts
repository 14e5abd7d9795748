import type { Population } from '../population.ts'
import { forEachKey, PASSES } from './blocking.ts'
import { clueReader } from './clues.ts'

/** Up to this size everybody in a block is compared with everybody … */
const WHOLE_BLOCK = 12
/** … in a larger one each with so many neighbours, which keeps the work near-linear however common a name is. */
const WINDOW = 3

/** Pairs worth comparing: `left[k]` and `right[k]` are positions, left < right, each pair once. */
export interface CandidatePairs {
  readonly left: Uint32Array
  readonly right: Uint32Array
}

/**
 * Finds the pairs that share a blocking key. With two files only pairs across them. Work and memory grow with
 * people × passes × window, never with the square of a block.
 * @param progress called after each pass with the part done, in [0, 1].
 */
export function findCandidates(
  people: Population,
  twoFiles: boolean,
  progress: (part: number) => void = () => {},
): CandidatePairs {
  const { size, file } = people
  const cluesOf = clueReader(people)
  const allClues = Array.from({ length: size }, (_, p) => cluesOf(p))
  const ranks = { names: identity(size), births: birthOrder(people) }
  const found = new PairBuffer(size)
  const entries = new NumberBuffer()
  PASSES.forEach((pass, index) => {
    const { rankOf, atRank } = ranks[pass.neighbours]
    // One exact integer an entry, key · size + rank: sorting numbers groups the blocks and orders them inside at once.
    entries.clear()
    for (let p = 0; p < size; p++) forEachKey(pass, allClues[p]!, (key) => entries.push(key * size + rankOf[p]!))
    const sorted = entries.sorted()
    for (let start = 0, end = 0; start < sorted.length; start = end) {
      const key = Math.floor(sorted[start]! / size)
      for (end = start + 1; end < sorted.length && Math.floor(sorted[end]! / size) === key; end++);
      const reach = end - start <= WHOLE_BLOCK ? WHOLE_BLOCK : WINDOW
      for (let i = start; i < end; i++) {
        const a = atRank[sorted[i]! - key * size]!
        for (let j = i + 1; j < end && j <= i + reach; j++) {
          const b = atRank[sorted[j]! - key * size]!
          if (a !== b && !(twoFiles && file[a] === file[b])) found.push(a, b)
        }
      }
    }
    progress((index + 1) / PASSES.length)
  })
  return found.distinct()
}

interface Ranking {
  readonly rankOf: Uint32Array
  readonly atRank: Uint32Array
}

/** Positions are already in the order of names (see `readPopulation`). */
function identity(size: number): Ranking {
  const same = Uint32Array.from({ length: size }, (_, p) => p)
  return { rankOf: same, atRank: same }
}

function birthOrder({ size, birthDate }: Population): Ranking {
  const atRank = Uint32Array.from({ length: size }, (_, p) => p)
  const keys = Array.from(atRank, (p) => Number(birthDate.keyAt(p)))
  atRank.sort((a, b) => keys[a]! - keys[b]! || a - b)
  const rankOf = new Uint32Array(size)
  atRank.forEach((p, rank) => {
    rankOf[p] = rank
  })
  return { rankOf, atRank }
}

/** A growing list of numbers without boxing. */
class NumberBuffer {
  #numbers = new Float64Array(1024)
  #length = 0

  clear(): void {
    this.#length = 0
  }

  push(value: number): void {
    if (this.#length === this.#numbers.length) {
      const larger = new Float64Array(this.#length * 2)
      larger.set(this.#numbers)
      this.#numbers = larger
    }
    this.#numbers[this.#length++] = value
  }

  sorted(): Float64Array {
    return this.#numbers.subarray(0, this.#length).sort()
  }
}

class PairBuffer {
  readonly #codes = new NumberBuffer()
  readonly #size: number

  constructor(size: number) {
    this.#size = size
  }

  push(a: number, b: number): void {
    this.#codes.push(a < b ? a * this.#size + b : b * this.#size + a)
  }

  distinct(): CandidatePairs {
    const codes = this.#codes.sorted()
    let kept = 0
    for (let k = 0; k < codes.length; k++) if (k === 0 || codes[k] !== codes[k - 1]) codes[kept++] = codes[k]!
    const left = new Uint32Array(kept)
    const right = new Uint32Array(kept)
    for (let k = 0; k < kept; k++) {
      left[k] = Math.floor(codes[k]! / this.#size)
      right[k] = codes[k]! % this.#size
    }
    return { left, right }
  }
}
