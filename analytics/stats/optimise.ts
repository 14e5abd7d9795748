import { InvalidInput } from '../errors.ts'
import { type SquareMatrix, squareMatrix } from './matrix.ts'
import { descend, holdAtBounds, resetToScaledIdentity, stepWithin, updateInverse } from './projected-bfgs.ts'

/** A smooth function to be made small: returns its value at `x` and writes its gradient into `gradient`. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number

/** What one iteration of a long search reports. */
export type SearchProgress = { readonly iteration: number; readonly maxIterations: number; readonly value: number }

export type SearchOptions = {
  /** Where to begin. Further starts are tried while the search ends at a bound or without converging, until two agree. */
  readonly starts: readonly (readonly number[])[]
  readonly lower: readonly number[]
  readonly upper: readonly number[]
  /** For each start; default 200. */
  readonly maxIterations?: number
  /** The search ends when the decrease it still expects is below `tolerance` × max(1, |value|); default 1e-12. */
  readonly tolerance?: number
  /** A known inverse Hessian at the first start, from a similar problem: saves most iterations when it is good. */
  readonly startInverse?: SquareMatrix
}

export type RunControl = { readonly signal?: AbortSignal; readonly onProgress?: (progress: SearchProgress) => void }

export type Minimum = {
  readonly x: Float64Array
  readonly value: number
  readonly status: 'converged' | 'iteration-limit' | 'stalled'
  /** For each coordinate the bound it rests on, or null. */
  readonly atBound: readonly ('lower' | 'upper' | null)[]
  readonly iterations: number
  readonly evaluations: number
  /** Starts tried, and how many of them reached the best value to 1e-6 of its size. */
  readonly starts: number
  readonly agreeing: number
}

/** Bounded minimum of a smooth function by projected BFGS (Nocedal & Wright 2006, 6.1; active set after Bertsekas 1982). */
export function minimise(f: Objective, options: SearchOptions, control: RunControl = {}): Minimum {
  const search = minimiseSteps(f, options)
  for (;;) {
    control.signal?.throwIfAborted()
    const step = search.next()
    if (step.done) return step.value
    control.onProgress?.(step.value)
  }
}

/** The same search and the same result, giving the event loop a turn between iterations, so that `signal` can abort it. */
export async function minimiseAsync(f: Objective, options: SearchOptions, control: RunControl = {}): Promise<Minimum> {
  const search = minimiseSteps(f, options)
  for (;;) {
    control.signal?.throwIfAborted()
    const step = search.next()
    if (step.done) return step.value
    control.onProgress?.(step.value)
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
}

/** The search as steps, for callers that drive it themselves; yields once an iteration. */
export function* minimiseSteps(f: Objective, options: SearchOptions): Generator<SearchProgress, Minimum> {
  checkOptions(options)
  const found: Minimum[] = []
  for (const [index, start] of options.starts.entries()) {
    const minimum = yield* searchFrom(f, start, options, index === 0 ? options.startInverse : undefined)
    found.push(minimum)
    const clear = minimum.status === 'converged' && minimum.atBound.every((bound) => bound === null)
    if (clear || agreeing(found) >= 2) break
  }
  return {
    ...lowest(found),
    iterations: found.reduce((sum, m) => sum + m.iterations, 0),
    evaluations: found.reduce((sum, m) => sum + m.evaluations, 0),
    starts: found.length,
    agreeing: agreeing(found),
  }
}

function lowest(found: readonly Minimum[]): Minimum {
  return found.reduce((a, b) => (b.value < a.value ? b : a))
}

function agreeing(found: readonly Minimum[]): number {
  const best = lowest(found).value
  return found.filter((m) => m.value - best <= 1e-6 * Math.max(1, Math.abs(best))).length
}

function checkOptions({ starts, lower, upper }: SearchOptions): void {
  if (starts.length === 0) throw new InvalidInput('starts', 'must not be empty')
  lower.forEach((low, i) => {
    if (!(low < upper[i]!)) throw new InvalidInput('upper', `must be above the lower bound ${low}`, i)
  })
  starts.forEach((start, i) => {
    if (start.length !== lower.length || !start.every(Number.isFinite))
      throw new InvalidInput('starts', `must hold ${lower.length} finite numbers each`, i)
  })
}

function* searchFrom(
  f: Objective,
  start: readonly number[],
  options: SearchOptions,
  startInverse: SquareMatrix | undefined,
): Generator<SearchProgress, Minimum> {
  const { lower, upper, maxIterations = 200, tolerance = 1e-12 } = options
  const n = start.length
  const clip = (value: number, i: number) => Math.min(upper[i]!, Math.max(lower[i]!, value))
  let x = Float64Array.from(start, clip)
  let gradient = new Float64Array(n)
  let value = f(x, gradient)
  if (!Number.isFinite(value)) throw new InvalidInput('starts', `the function is ${value} at the start`)
  let evaluations = 1
  let nextX = new Float64Array(n)
  let nextGradient = new Float64Array(n)
  const direction = new Float64Array(n)
  const held = new Uint8Array(n)
  const inverse = squareMatrix(n)
  if (startInverse) inverse.entries.set(startInverse.entries)
  let fresh = startInverse === undefined
  let status: Minimum['status'] = 'iteration-limit'
  let iteration = 0

  for (; iteration < maxIterations; iteration++) {
    if (holdAtBounds(x, gradient, lower, upper, held, inverse)) fresh = true
    if (fresh) resetToScaledIdentity(inverse, gradient, held)
    let slope = descend(inverse, gradient, held, direction)
    if (!(slope < 0)) {
      fresh = true
      resetToScaledIdentity(inverse, gradient, held)
      slope = descend(inverse, gradient, held, direction)
      if (!(slope < 0)) {
        status = 'converged'
        break
      }
    }
    const enough = tolerance * Math.max(1, Math.abs(value))
    if (!fresh && -slope / 2 < enough) {
      status = 'converged'
      break
    }

    // Backtracking with quadratic interpolation, from the full step or from the first bound on the way.
    let step = stepWithin(x, direction, lower, upper)
    let nextValue = Infinity
    let accepted = false
    for (let tries = 0; tries < 40; tries++) {
      let moved = 0
      for (let i = 0; i < n; i++) {
        nextX[i] = clip(x[i]! + step * direction[i]!, i)
        moved += gradient[i]! * (nextX[i]! - x[i]!)
      }
      nextValue = f(nextX, nextGradient)
      evaluations++
      if (Number.isFinite(nextValue) && nextValue <= value + 1e-4 * moved) {
        accepted = true
        break
      }
      const fitted = Number.isFinite(nextValue) ? (-moved * step) / (2 * (nextValue - value - moved)) : 0
      step = Math.min(0.5 * step, Math.max(0.1 * step, fitted))
    }
    if (!accepted) {
      // Rounding hides any further decrease: near the minimum this is convergence, elsewhere begin again along the gradient.
      if (-slope / 2 < 1e3 * enough) status = 'converged'
      else if (!fresh) {
        fresh = true
        continue
      } else status = 'stalled'
      break
    }
    updateInverse(inverse, x, nextX, gradient, nextGradient, held, fresh)
    fresh = false
    ;[x, nextX] = [nextX, x]
    ;[gradient, nextGradient] = [nextGradient, gradient]
    value = nextValue
    yield { iteration: iteration + 1, maxIterations, value }
  }

  const atBound = Array.from(x, (xi, i) => (xi <= lower[i]! ? 'lower' : xi >= upper[i]! ? 'upper' : null))
  return { x, value, status, atBound, iterations: iteration, evaluations, starts: 1, agreeing: 1 }
}

/** Gives an objective with a gradient by central differences (2n evaluations), for functions of few parameters. */
export function withNumericGradient(f: (x: Float64Array) => number, h = 1e-5): Objective {
  return (x, gradient) => {
    const probe = Float64Array.from(x)
    for (let i = 0; i < x.length; i++) {
      probe[i] = x[i]! + h
      const above = f(probe)
      probe[i] = x[i]! - h
      gradient[i] = (above - f(probe)) / (2 * h)
      probe[i] = x[i]!
    }
    return f(x)
  }
}

/** Root of a continuous function between `low` and `high`, where it changes sign, to full precision; method of Brent (1973). */
export function findRoot(f: (x: number) => number, low: number, high: number): number {
  let a = low
  let b = high
  let fa = f(a)
  let fb = f(b)
  if (fa === 0) return a
  if (fb === 0) return b
  if (!(fa * fb < 0)) throw new InvalidInput('low', `and high do not enclose a root: f(${low}) = ${fa}, f(${high}) = ${fb}`)
  let c = a
  let fc = fa
  let width = b - a
  let last = width
  for (let i = 0; i < 200; i++) {
    if (Math.abs(fc) < Math.abs(fb)) {
      ;[a, b, c] = [b, c, b]
      ;[fa, fb, fc] = [fb, fc, fb]
    }
    const limit = 2.220446049250313e-16 * Math.abs(b) + 1e-300
    const middle = 0.5 * (c - b)
    if (Math.abs(middle) <= limit || fb === 0) return b
    if (Math.abs(last) >= limit && Math.abs(fa) > Math.abs(fb)) {
      const s = fb / fa
      let p = 2 * middle * s
      let q = 1 - s
      if (a !== c) {
        const u = fa / fc
        const v = fb / fc
        p = s * (2 * middle * u * (u - v) - (b - a) * (v - 1))
        q = (u - 1) * (v - 1) * (s - 1)
      }
      if (p > 0) q = -q
      p = Math.abs(p)
      if (2 * p < Math.min(3 * middle * q - Math.abs(limit * q), Math.abs(last * q))) {
        last = width
        width = p / q
      } else {
        width = middle
        last = middle
      }
    } else {
      width = middle
      last = middle
    }
    a = b
    fa = fb
    b += Math.abs(width) > limit ? width : Math.sign(middle) * limit
    fb = f(b)
    if (fb * Math.sign(fc) > 0) {
      c = a
      fc = fa
      width = b - a
      last = width
    }
  }
  return b
}
