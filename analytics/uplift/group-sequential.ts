import { InvalidInput, requireNonEmpty } from '../errors.ts'
import { findRoot } from '../stats/optimise.ts'
import { normalDensity, normalInverse, normalTail } from '../stats/tails.ts'

/** How the error rate is spent over the looks: sparingly at first (O'Brien & Fleming), or evenly (Pocock). */
export type Spending = 'obrienFleming' | 'pocock'

export interface PlannedLook {
  /** Share of the planned information (people with an outcome) at this look, 0–1. */
  information: number
  /** Error rate spent up to and with this look. */
  spent: number
  /** Stop when |z| reaches this. */
  boundary: number
}

/** Grid of the integration: with 12 steps a standard deviation, boundaries agree with 40 to five digits. */
const STEPS_PER_SD = 12
/** Boundaries beyond this mean "never here": the tail of the normal ends in double precision. */
const FARTHEST = 37

/**
 * Boundaries for |z| at planned looks, so that a campaign without effect is stopped by any of them with probability `alpha` in total.
 *
 * Spending functions of Lan & DeMets (1983): O'Brien–Fleming type 4·(1 − Φ(z_{α/4}/√t)) (two one-sided halves of α/2 each), Pocock type
 * α·ln(1 + (e − 1)·t). Boundaries by recursive numerical integration (Armitage, McPherson & Rowe 1969): the density of the score process S_k
 * (variance t_k, independent increments) of campaigns not yet stopped is carried from look to look by Simpson's rule. More power than
 * {@link AlwaysValidTest} when the looks are few and planned.
 * @param information rising shares, the last normally 1, e.g. [0.25, 0.5, 0.75, 1]
 * @throws InvalidInput for shares that do not rise within 0–1 (names the index)
 */
export function groupSequentialBoundaries(
  information: readonly number[],
  alpha = 0.05,
  spending: Spending = 'obrienFleming',
): PlannedLook[] {
  requireNonEmpty('information', information)
  if (!(alpha > 0 && alpha < 1)) throw new InvalidInput('alpha', `must lie strictly between 0 and 1, got ${alpha}`)
  information.forEach((t, i) => {
    if (!(t > (i === 0 ? 0 : information[i - 1]!) && t <= 1))
      throw new InvalidInput('information', `must rise within 0–1, got ${t}`, i)
  })
  const looks: PlannedLook[] = []
  let carried: Carried | null = null
  let before = 0
  for (const t of information) {
    const spent = Math.max(before, spentAt(t, alpha, spending))
    const boundary =
      carried === null
        ? Math.min(FARTHEST, -normalInverse(Math.max(spent / 2, Number.MIN_VALUE)))
        : boundaryFor(carried, t, spent - before)
    looks.push({ information: t, spent, boundary })
    carried = carry(carried, t, boundary * Math.sqrt(t))
    before = spent
  }
  return looks
}

function spentAt(t: number, alpha: number, spending: Spending): number {
  if (spending === 'pocock') return alpha * Math.log(1 + (Math.E - 1) * t)
  return 4 * normalTail(normalInverse(1 - alpha / 4) / Math.sqrt(t))
}

/** Density of S at a look, of campaigns that go on, on a grid with Simpson weights already in it. */
interface Carried {
  t: number
  points: Float64Array
  mass: Float64Array
}

function carry(from: Carried | null, t: number, bound: number): Carried {
  const sd = Math.sqrt(t - (from?.t ?? 0))
  const edge = Math.min(bound, 8 * Math.sqrt(t))
  const half = Math.max(20, Math.ceil((edge / sd) * STEPS_PER_SD))
  const step = edge / half
  const points = Float64Array.from({ length: 2 * half + 1 }, (_, i) => (i - half) * step)
  const mass = points.map((s, i) => {
    const simpson = (step / 3) * (i === 0 || i === 2 * half ? 1 : i % 2 === 1 ? 4 : 2)
    return simpson * densityAt(from, s, sd)
  })
  return { t, points, mass }
}

function densityAt(from: Carried | null, s: number, sd: number): number {
  if (from === null) return normalDensity(s / sd) / sd
  let sum = 0
  for (let i = 0; i < from.points.length; i++) sum += from.mass[i]! * normalDensity((s - from.points[i]!) / sd)
  return sum / sd
}

/** The boundary with P(not stopped before, |S| ≥ boundary·√t) = error. */
function boundaryFor(from: Carried, t: number, error: number): number {
  const sd = Math.sqrt(t - from.t)
  const root = Math.sqrt(t)
  const exceeded = (boundary: number) => {
    let sum = 0
    for (let i = 0; i < from.points.length; i++) sum += from.mass[i]! * normalTail((boundary * root - from.points[i]!) / sd)
    return 2 * sum - error
  }
  return findRoot(exceeded, 0, FARTHEST)
}
