/**
 * Compares two texts in code-point order, the order of PostgreSQL's COLLATE "C" on UTF-8. JavaScript's own `<` compares UTF-16
 * units and puts characters outside the basic plane (surrogates D800–DFFF) before U+E000–U+FFFF; here they come after.
 *
 * @returns negative, 0 or positive, for sort
 */
export function compareCodePoints(a: string, b: string): number {
  const shared = Math.min(a.length, b.length)
  for (let i = 0; i < shared; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return orderOfUnit(x) - orderOfUnit(y)
  }
  return a.length - b.length
}

/** Moves the surrogates behind the rest of the basic plane. */
function orderOfUnit(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}

/** Decides between two customers of equal measure: negative puts index i before index j. Must never call two customers equal. */
export type TieBreak = (i: number, j: number) => number

/** Ties by customer number in code-point order; equal numbers keep the array's order. */
export function tiesByNumber(numbers: ArrayLike<string>): TieBreak {
  return (i, j) => compareCodePoints(numbers[i]!, numbers[j]!) || i - j
}

/** Ties by a rank the caller made (for example the row order of an ORDER BY); smaller first. */
export function tiesByRank(ranks: ArrayLike<number>): TieBreak {
  return (i, j) => ranks[i]! - ranks[j]! || i - j
}
