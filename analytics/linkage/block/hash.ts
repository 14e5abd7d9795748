/** 32-bit FNV-1a of a text. A collision costs one needless comparison, never a wrong one. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return mix(hash)
}

/** Joins two hashes; the order matters. */
export function joinHashes(a: number, b: number): number {
  return mix(Math.imul(a, 0x9e3779b1) ^ b)
}

/** Finaliser of MurmurHash3: every bit of the input reaches every bit of the output. */
function mix(hash: number): number {
  let h = hash
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
