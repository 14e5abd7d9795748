/**
 * True when one slip of the finger turns `a` into `b`: one character replaced, left out, added, or two neighbours swapped
 * (Damerau–Levenshtein distance of exactly 1). Equal strings are no slip.
 */
export function isOneSlip(a: string, b: string): boolean {
  if (a.length > b.length) return isOneSlip(b, a)
  if (b.length - a.length > 1) return false
  const first = firstDifference(a, b)
  if (a.length < b.length) return a.slice(first) === b.slice(first + 1)
  if (first === a.length) return false
  if (a.slice(first + 1) === b.slice(first + 1)) return true
  return a[first] === b[first + 1] && a[first + 1] === b[first] && a.slice(first + 2) === b.slice(first + 2)
}

function firstDifference(a: string, b: string): number {
  let i = 0
  while (i < a.length && a.charCodeAt(i) === b.charCodeAt(i)) i++
  return i
}
