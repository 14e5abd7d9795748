import { type SquareMatrix, squareMatrix } from './matrix.ts'
import type { Objective } from './optimise.ts'

/**
 * Hessian at `x` by differences of the gradient, made symmetric; n + 1 evaluations. The step `h` is in the unit of x and suits
 * log-parameters and other coordinates of size about 1.
 */
export function hessianByGradient(f: Objective, x: Float64Array, h = 1e-5): SquareMatrix {
  const n = x.length
  const result = squareMatrix(n)
  const probe = Float64Array.from(x)
  const here = new Float64Array(n)
  const there = new Float64Array(n)
  f(x, here)
  for (let i = 0; i < n; i++) {
    probe[i] = x[i]! + h
    f(probe, there)
    probe[i] = x[i]!
    for (let j = 0; j < n; j++) {
      const slope = (there[j]! - here[j]!) / (2 * h)
      result.entries[i * n + j]! += slope
      result.entries[j * n + i]! += slope
    }
  }
  return result
}
