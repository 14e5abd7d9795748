import { InvalidInput } from '../errors.ts'
import { type SquareMatrix, squareMatrix } from '../stats/matrix.ts'

/**
 * Eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations (Golub & Van Loan, §8.5): A = V·diag(values)·Vᵀ.
 * Column k of `vectors` belongs to values[k]; in no particular order. For the small matrices of surveys.
 * @throws InvalidInput when the matrix is not symmetric
 */
export function symmetricEigen(matrix: SquareMatrix): { values: Float64Array; vectors: SquareMatrix } {
  const n = matrix.size
  const a = Float64Array.from(matrix.entries)
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++)
      if (Math.abs(a[i * n + j]! - a[j * n + i]!) > 1e-12 * (1 + Math.abs(a[i * n + j]!)))
        throw new InvalidInput('matrix', `must be symmetric, but (${i}, ${j}) differs from (${j}, ${i})`)
  const vectors = squareMatrix(n)
  for (let i = 0; i < n; i++) vectors.entries[i * n + i] = 1
  for (let sweep = 0; sweep < 60 && offDiagonal(a, n) > 1e-26 * n * n; sweep++)
    for (let p = 0; p < n - 1; p++) for (let q = p + 1; q < n; q++) rotate(a, vectors.entries, n, p, q)
  return { values: Float64Array.from({ length: n }, (_, i) => a[i * n + i]!), vectors }
}

function offDiagonal(a: Float64Array, n: number): number {
  let sum = 0
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) sum += a[i * n + j]! ** 2
  return sum
}

/** Makes entry (p, q) zero by a rotation of rows and columns p and q. */
function rotate(a: Float64Array, vectors: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q]!
  if (apq === 0) return
  const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * apq)
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const c = 1 / Math.sqrt(t * t + 1)
  const s = t * c
  const turn = (m: Float64Array, x: number, y: number) => {
    const mx = m[x]!
    const my = m[y]!
    m[x] = c * mx - s * my
    m[y] = s * mx + c * my
  }
  for (let k = 0; k < n; k++) turn(a, k * n + p, k * n + q)
  for (let k = 0; k < n; k++) turn(a, p * n + k, q * n + k)
  for (let k = 0; k < n; k++) turn(vectors, k * n + p, k * n + q)
}
