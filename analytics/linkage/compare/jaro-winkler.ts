// Scratch marks shared by all calls: a comparison runs to its end before the next begins, and nothing is allocated per pair.
let takenA = new Uint8Array(256)
let takenB = new Uint8Array(256)

/**
 * Jaro–Winkler similarity of two strings in [0, 1]; 1 = equal, 0 = nothing in common or one of them empty.
 *
 * Jaro = (c/|a| + c/|b| + (c − t)/c) / 3 with c characters in common within a window of max(|a|,|b|)/2 − 1 and t half the number of
 * them out of order; Winkler adds `0.1 · prefix · (1 − Jaro)` for up to four equal leading characters.
 * Source: Winkler 1990, "String Comparator Metrics and Enhanced Decision Rules in the Fellegi-Sunter Model of Record Linkage".
 */
export function jaroWinkler(a: string, b: string): number {
  const lengthA = a.length
  const lengthB = b.length
  if (lengthA === 0 || lengthB === 0) return 0
  if (a === b) return 1
  if (lengthA > takenA.length || lengthB > takenB.length) growScratch(Math.max(lengthA, lengthB))
  takenA.fill(0, 0, lengthA)
  takenB.fill(0, 0, lengthB)

  const reach = Math.max(0, (Math.max(lengthA, lengthB) >> 1) - 1)
  let common = 0
  for (let i = 0; i < lengthA; i++) {
    const letter = a.charCodeAt(i)
    const end = Math.min(lengthB, i + reach + 1)
    for (let j = Math.max(0, i - reach); j < end; j++) {
      if (takenB[j] === 0 && b.charCodeAt(j) === letter) {
        takenA[i] = 1
        takenB[j] = 1
        common++
        break
      }
    }
  }
  if (common === 0) return 0

  let outOfOrder = 0
  for (let i = 0, j = 0; i < lengthA; i++) {
    if (takenA[i] === 0) continue
    while (takenB[j] === 0) j++
    if (a.charCodeAt(i) !== b.charCodeAt(j)) outOfOrder++
    j++
  }
  const jaro = (common / lengthA + common / lengthB + (common - outOfOrder / 2) / common) / 3
  let prefix = 0
  while (prefix < 4 && prefix < lengthA && prefix < lengthB && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix++
  return jaro + 0.1 * prefix * (1 - jaro)
}

/** The letters and digits that occur in a text, one bit each: what `mayReach` looks at before it compares. */
export function letterMask(text: string): number {
  let mask = 0
  for (let i = 0; i < text.length; i++) mask |= 1 << (text.charCodeAt(i) & 31)
  return mask
}

/**
 * False when two texts cannot reach a Jaro–Winkler similarity: every letter that the other lacks is at least one character not in
 * common, which bounds Jaro from above. Spares most comparisons of strangers.
 */
export function mayReach(similarity: number, a: string, maskA: number, b: string, maskB: number): boolean {
  const common = Math.min(a.length - bits(maskA & ~maskB), b.length - bits(maskB & ~maskA))
  if (common <= 0) return false
  const most = (common / a.length + common / b.length + 1) / 3
  return most + 0.4 * (1 - most) >= similarity && (a.charCodeAt(0) === b.charCodeAt(0) || most >= similarity)
}

function bits(mask: number): number {
  let v = mask - ((mask >>> 1) & 0x55555555)
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333)
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

function growScratch(length: number): void {
  takenA = new Uint8Array(length * 2)
  takenB = new Uint8Array(length * 2)
}
