/**
 * True when one slip of the finger turns `a` into `b`: one character replaced, left out, added, or two neighbours swapped
 * (Damerau–Levenshtein distance of exactly 1). Equal strings are no slip.
 */
export function isOneSlip(a: string, b: string): boolean {
  if (a.length > b.length) return isOneSlip(b, a)
  if (b.length - a.length > 1) return false
  let first = 0
  while (first < a.length && a.charCodeAt(first) === b.charCodeAt(first)) first++
  if (a.length < b.length) return sameFrom(a, first, b, first + 1)
  if (first === a.length) return false
  if (sameFrom(a, first + 1, b, first + 1)) return true
  const swapped = a.charCodeAt(first) === b.charCodeAt(first + 1) && a.charCodeAt(first + 1) === b.charCodeAt(first)
  return swapped && sameFrom(a, first + 2, b, first + 2)
}

/** Whether `a` from `i` on reads as `b` from `j` on; without cutting strings, since it runs for every pair. */
function sameFrom(a: string, i: number, b: string, j: number): boolean {
  if (a.length - i !== b.length - j) return false
  for (let k = i; k < a.length; k++) if (a.charCodeAt(k) !== b.charCodeAt(k - i + j)) return false
  return true
}
