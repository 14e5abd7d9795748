import { InvalidInput } from '../errors.ts'

/** A square matrix, row after row, `size × size` entries. */
export type SquareMatrix = { readonly size: number; readonly entries: Float64Array }

/** Zero matrix of the given size. */
export function squareMatrix(size: number): SquareMatrix {
  return { size, entries: new Float64Array(size * size) }
}

/**
 * Cholesky factor L (lower triangle) of a symmetric positive definite matrix, A = L Lᵀ; `undefined` when A is not positive
 * definite to working precision, which callers must read as "the data do not identify all parameters".
 */
export function cholesky(a: SquareMatrix): SquareMatrix | undefined {
  const n = a.size
  const l = squareMatrix(n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a.entries[i * n + j]!
      for (let k = 0; k < j; k++) sum -= l.entries[i * n + k]! * l.entries[j * n + k]!
      if (i !== j) l.entries[i * n + j] = sum / l.entries[j * n + j]!
      else if (sum > 1e-14 * Math.abs(a.entries[i * n + i]!)) l.entries[i * n + i] = Math.sqrt(sum)
      else return undefined
    }
  }
  return l
}

/** Solves A x = b by the Cholesky factor of A. */
export function solveCholesky(l: SquareMatrix, b: ArrayLike<number>): Float64Array {
  const n = l.size
  if (b.length !== n) throw new InvalidInput('b', `has ${b.length} entries, the matrix ${n} rows`)
  const x = Float64Array.from(b)
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i]! -= l.entries[i * n + k]! * x[k]!
    x[i]! /= l.entries[i * n + i]!
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i]! -= l.entries[k * n + i]! * x[k]!
    x[i]! /= l.entries[i * n + i]!
  }
  return x
}

/** Inverse of a symmetric positive definite matrix, or `undefined` where it is not positive definite. */
export function invertPositiveDefinite(a: SquareMatrix): SquareMatrix | undefined {
  const l = cholesky(a)
  if (!l) return undefined
  const inverse = squareMatrix(a.size)
  const unit = new Float64Array(a.size)
  for (let j = 0; j < a.size; j++) {
    unit.fill(0)
    unit[j] = 1
    const column = solveCholesky(l, unit)
    for (let i = 0; i < a.size; i++) inverse.entries[i * a.size + j] = column[i]!
  }
  return inverse
}

/** vᵀ A v. */
export function quadraticForm(a: SquareMatrix, v: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < a.size; i++) for (let j = 0; j < a.size; j++) sum += v[i]! * a.entries[i * a.size + j]! * v[j]!
  return sum
}
