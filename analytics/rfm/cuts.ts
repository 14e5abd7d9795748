import { InvalidInput, requireAllFinite, requireCount, requireNonEmpty } from '../errors.ts'
import { selectRanks } from './select.ts'

/** Quantile scores fit a byte and stay readable. */
const MOST_PARTS = 100

/**
 * The `parts − 1` inner quantiles of `values` by the type-7 (linear) rule of Hyndman & Fan 1996, the default of R and numpy:
 * with the sorted values x and h = (n − 1)·k/parts, cut k = x[⌊h⌋] + (h − ⌊h⌋)·(x[⌊h⌋+1] − x[⌊h⌋]).
 *
 * @param values any order, left untouched; at least one, all finite
 * @param parts number of groups, default 5 (fifths)
 * @returns ascending cuts in the unit of `values`; for fifths the 20, 40, 60 and 80 % quantiles
 * @throws InvalidInput for an empty or non-finite array or an impossible `parts`
 */
export function quantileCuts(values: Float64Array, parts = 5): Float64Array {
  requireNonEmpty('values', values)
  requireAllFinite('values', values)
  requireParts(parts)
  const last = values.length - 1
  const ranks: number[] = []
  for (let k = 1; k < parts; k++) {
    const below = Math.floor((last * k) / parts)
    ranks.push(below, Math.min(below + 1, last))
  }
  const work = values.slice()
  selectRanks(work, ranks)
  const cuts = new Float64Array(parts - 1)
  for (let k = 1; k < parts; k++) {
    const position = (last * k) / parts
    const below = Math.floor(position)
    const low = work[below]!
    const high = work[Math.min(below + 1, last)]!
    cuts[k - 1] = low + (position - below) * (high - low)
  }
  return cuts
}

/** Throws unless `parts` is a whole number of groups a score can have. */
export function requireParts(parts: number): void {
  requireCount('parts', parts, undefined, 2)
  if (parts > MOST_PARTS) throw new InvalidInput('parts', `must be at most ${MOST_PARTS}, got ${parts}`)
}

/** Throws unless the cuts ascend (equal neighbours are allowed: a score in between stays empty). */
export function requireAscendingCuts(argument: string, cuts: ArrayLike<number>): void {
  requireNonEmpty(argument, cuts)
  requireAllFinite(argument, cuts)
  for (let i = 1; i < cuts.length; i++) {
    if (cuts[i]! < cuts[i - 1]!) throw new InvalidInput(argument, 'must ascend', i)
  }
}
