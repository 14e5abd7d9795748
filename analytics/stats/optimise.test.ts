import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hessianByGradient } from './hessian.ts'
import { cholesky, invertPositiveDefinite, type SquareMatrix, solveCholesky } from './matrix.ts'
import { findRoot, minimise, minimiseAsync, type Objective, withNumericGradient } from './optimise.ts'

const rosenbrock: Objective = (x, gradient) => {
  const [a, b] = [x[0]!, x[1]!]
  gradient[0] = -2 * (1 - a) - 400 * a * (b - a * a)
  gradient[1] = 200 * (b - a * a)
  return (1 - a) ** 2 + 100 * (b - a * a) ** 2
}
const box = { starts: [[-1.2, 1]], lower: [-5, -5], upper: [5, 5] }

test('finds the minimum of a curved valley', () => {
  const found = minimise(rosenbrock, box)
  expect(found.status).toBe('converged')
  expect(found.atBound).toEqual([null, null])
  expect(found.x[0]).toBeCloseTo(1, 6)
  expect(found.x[1]).toBeCloseTo(1, 6)
})

test('names the bound it rests on, and tries further starts then', () => {
  const found = minimise(rosenbrock, {
    ...box,
    starts: [
      [-1.2, 1],
      [0, 0],
    ],
    upper: [0.5, 5],
  })
  expect(found.status).toBe('converged')
  expect(found.atBound).toEqual(['upper', null])
  expect([...found.x]).toEqual([0.5, expect.closeTo(0.25, 6)])
  expect(found).toMatchObject({ starts: 2, agreeing: 2 })
})

test('a bound whose pull ends lets go again', () => {
  // From the start the slope drives x below its bound, but the minimum lies inside.
  const f: Objective = (x, gradient) => {
    gradient[0] = 2 * (x[0]! - 1) + 3 * x[1]!
    gradient[1] = 3 * x[0]! + 20 * x[1]!
    return (x[0]! - 1) ** 2 + 3 * x[0]! * x[1]! + 10 * x[1]! ** 2
  }
  const found = minimise(f, { starts: [[0, 2]], lower: [0, -5], upper: [5, 5] })
  expect(found.atBound).toEqual([null, null])
  expect(found.x[0]! / (20 / 15.5)).toBeCloseTo(1, 5)
})

test('quadratic bowls in four dimensions: the minimum, and the Hessian it was made of', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 20, maxLength: 20 }), (numbers) => {
      const root = numbers.slice(0, 16)
      const centre = numbers.slice(16)
      // A = R Rᵀ + I is positive definite.
      const a = Array.from({ length: 16 }, (_, at) => {
        const [i, j] = [at >> 2, at & 3]
        let sum = i === j ? 1 : 0
        for (let k = 0; k < 4; k++) sum += root[i * 4 + k]! * root[j * 4 + k]!
        return sum
      })
      const f: Objective = (x, gradient) => {
        let value = 0
        for (let i = 0; i < 4; i++) {
          gradient[i] = 0
          for (let j = 0; j < 4; j++) gradient[i]! += a[i * 4 + j]! * (x[j]! - centre[j]!)
          value += 0.5 * gradient[i]! * (x[i]! - centre[i]!)
        }
        return value
      }
      const found = minimise(f, { starts: [[3, 3, 3, 3]], lower: [-9, -9, -9, -9], upper: [9, 9, 9, 9] })
      expect(found.status).toBe('converged')
      found.x.forEach((value, i) => {
        expect(value).toBeCloseTo(centre[i]!, 4)
      })
      hessianByGradient(f, found.x).entries.forEach((entry, at) => {
        expect(entry).toBeCloseTo(a[at]!, 4)
      })
    }),
    { numRuns: 50 },
  )
})

test('numeric slopes find the same minimum', () => {
  const found = minimise(
    withNumericGradient((x) => (x[0]! - 2) ** 2 + (x[1]! + 1) ** 4),
    { ...box, starts: [[0, 0]] },
  )
  expect(found.x[0]).toBeCloseTo(2, 5)
  expect(found.x[1]).toBeCloseTo(-1, 1)
})

test('async gives the same result, reports progress, and stops when aborted', async () => {
  const seen: number[] = []
  const found = await minimiseAsync(rosenbrock, box, { onProgress: ({ iteration }) => seen.push(iteration) })
  expect(found).toEqual(minimise(rosenbrock, box))
  expect(seen).toEqual(Array.from({ length: found.iterations }, (_, i) => i + 1))
  const control = new AbortController()
  const running = minimiseAsync(rosenbrock, box, { signal: control.signal, onProgress: () => control.abort() })
  await expect(running).rejects.toThrow(/abort/)
})

test('the iteration limit is reported, not hidden', () => {
  expect(minimise(rosenbrock, { ...box, maxIterations: 3 })).toMatchObject({ status: 'iteration-limit', iterations: 3 })
})

test('wrong starts and bounds are refused', () => {
  expect(() => minimise(rosenbrock, { ...box, starts: [] })).toThrow(/starts must not be empty/)
  expect(() => minimise(rosenbrock, { ...box, starts: [[0, Number.NaN]] })).toThrow(/starts\[0\]/)
  expect(() => minimise(rosenbrock, { ...box, lower: [-5, 5] })).toThrow(/upper\[1\] must be above/)
})

test('findRoot reaches full precision and refuses an interval without a change of sign', () => {
  expect(findRoot((x) => Math.cos(x) - x, 0, 1)).toBeCloseTo(0.7390851332151607, 15)
  expect(findRoot((x) => x ** 9 - 1e-18, 0, 2)).toBeCloseTo(0.01, 12)
  expect(() => findRoot((x) => x * x + 1, -1, 1)).toThrow(/do not enclose a root/)
})

test('Cholesky solves, inverts, and says when a matrix is not positive definite', () => {
  const a: SquareMatrix = { size: 2, entries: Float64Array.of(4, 2, 2, 3) }
  expect([...solveCholesky(cholesky(a)!, [2, 5])]).toEqual([expect.closeTo(-0.5, 12), expect.closeTo(2, 12)])
  expect([...invertPositiveDefinite(a)!.entries]).toEqual([0.375, -0.25, -0.25, 0.5].map((v) => expect.closeTo(v, 12)))
  expect(cholesky({ size: 2, entries: Float64Array.of(1, 2, 2, 4) })).toBeUndefined()
})
