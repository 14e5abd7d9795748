/** The parts of a projected BFGS step; `minimise` puts them together. Coordinates marked in `held` rest on a bound and do not move. */
import type { SquareMatrix } from './matrix.ts'

type Vector = Float64Array

/**
 * Holds coordinates that rest on a bound and are pushed outwards. One newly held leaves the inverse Hessian as the covariance of the
 * others given it: H − hᵢhᵢᵀ/Hᵢᵢ. True when one was let go, about which the inverse knows nothing any more.
 */
export function holdAtBounds(
  x: Vector,
  gradient: Vector,
  lower: readonly number[],
  upper: readonly number[],
  held: Uint8Array,
  inverse: SquareMatrix,
): boolean {
  const n = x.length
  const h = inverse.entries
  let released = false
  for (let i = 0; i < n; i++) {
    const hold = (x[i]! <= lower[i]! && gradient[i]! > 0) || (x[i]! >= upper[i]! && gradient[i]! < 0)
    if (!hold && held[i]) released = true
    if (hold && !held[i] && h[i * n + i]! > 0) {
      const column = Float64Array.from({ length: n }, (_, k) => h[k * n + i]!)
      for (let a = 0; a < n; a++) for (let b = 0; b < n; b++) h[a * n + b]! -= (column[a]! * column[b]!) / column[i]!
    }
    held[i] = hold ? 1 : 0
  }
  return released
}

/** The longest step up to 1 that stays in the box; coordinates that already rest on a bound have no say. */
export function stepWithin(x: Vector, direction: Vector, lower: readonly number[], upper: readonly number[]): number {
  let step = 1
  for (let i = 0; i < x.length; i++) {
    const room = direction[i]! > 0 ? upper[i]! - x[i]! : x[i]! - lower[i]!
    if (room > 0 && room < step * Math.abs(direction[i]!)) step = room / Math.abs(direction[i]!)
  }
  return step
}

/** First step of length 1 at most in any coordinate: on log-parameters a factor e. */
export function resetToScaledIdentity(inverse: SquareMatrix, gradient: Vector, held: Uint8Array): void {
  let norm = 0
  for (let i = 0; i < gradient.length; i++) if (!held[i]) norm = Math.max(norm, Math.abs(gradient[i]!))
  inverse.entries.fill(0)
  for (let i = 0; i < inverse.size; i++) inverse.entries[i * inverse.size + i] = norm > 0 ? Math.min(1, 1 / norm) : 1
}

/** direction = −H g over the free coordinates; returns its slope gᵀ·direction. */
export function descend(inverse: SquareMatrix, gradient: Vector, held: Uint8Array, direction: Vector): number {
  const n = inverse.size
  let slope = 0
  for (let i = 0; i < n; i++) {
    let sum = 0
    if (!held[i]) for (let j = 0; j < n; j++) if (!held[j]) sum -= inverse.entries[i * n + j]! * gradient[j]!
    direction[i] = sum
    slope += sum * gradient[i]!
  }
  return slope
}

/** BFGS update of the inverse Hessian (Nocedal & Wright 6.17), skipped where the curvature is not positive. */
export function updateInverse(
  h: SquareMatrix,
  x: Vector,
  x1: Vector,
  g: Vector,
  g1: Vector,
  held: Uint8Array,
  fresh: boolean,
): void {
  const n = h.size
  let sy = 0
  let yy = 0
  for (let i = 0; i < n; i++) {
    if (held[i]) continue
    const y = g1[i]! - g[i]!
    sy += (x1[i]! - x[i]!) * y
    yy += y * y
  }
  if (!(sy > 1e-14 * yy) || sy <= 0) return
  if (fresh) for (let i = 0; i < n; i++) h.entries[i * n + i] = sy / yy
  const hy = new Float64Array(n)
  let yhy = 0
  for (let i = 0; i < n; i++) {
    if (held[i]) continue
    for (let j = 0; j < n; j++) if (!held[j]) hy[i]! += h.entries[i * n + j]! * (g1[j]! - g[j]!)
    yhy += hy[i]! * (g1[i]! - g[i]!)
  }
  for (let i = 0; i < n; i++) {
    if (held[i]) continue
    const si = x1[i]! - x[i]!
    for (let j = 0; j < n; j++) {
      if (held[j]) continue
      const sj = x1[j]! - x[j]!
      h.entries[i * n + j]! += ((1 + yhy / sy) * si * sj - hy[i]! * sj - si * hy[j]!) / sy
    }
  }
}
