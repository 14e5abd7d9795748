/**
 * Gauss' hypergeometric function for the arguments that customer-base models need: 0 ≤ z < 1 and positive parameters, where
 * every term of the series is positive and nothing cancels. Source: DLMF chapter 15.
 */
import { InvalidInput, requireNonNegative, requirePositive } from '../errors.ts'

const EPSILON = 1.1102230246251565e-16
const LARGE = 1e250
const MAX_TERMS = 2_000_000
/** Above this z the continued fraction needs fewer steps than the series. */
const SERIES_UP_TO = 0.8

function requireUnitInterval(z: number): void {
  if (!(z >= 0 && z < 1)) throw new InvalidInput('z', `must lie in [0, 1), got ${z}`)
}

/**
 * ln ₂F₁(a, b; c; z) for a, b ≥ 0, c > 0, 0 ≤ z < 1 (DLMF 15.2.1), after Euler's transformation (15.8.1) where that makes the
 * terms smaller. The sum is rescaled on the way, so the value itself may be far beyond the range of a double.
 */
export function lnHyp2F1(a: number, b: number, c: number, z: number): number {
  requireNonNegative('a', a)
  requireNonNegative('b', b)
  requirePositive('c', c)
  requireUnitInterval(z)
  const excess = c - a - b
  if (excess < 0 && c >= a && c >= b) return excess * Math.log1p(-z) + lnSeries(c - a, c - b, c, z)
  return lnSeries(a, b, c, z)
}

function lnSeries(a: number, b: number, c: number, z: number): number {
  let term = 1
  let sum = 1
  let lnScale = 0
  for (let n = 0; n < MAX_TERMS; n++) {
    const ratio = (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z
    term *= ratio
    sum += term
    // Once the ratio is below 1 the rest is at most a geometric series.
    if (ratio < 1 && term <= EPSILON * sum * (1 - ratio)) return lnScale + Math.log(sum)
    if (sum > LARGE) {
      term /= LARGE
      sum /= LARGE
      lnScale += Math.log(LARGE)
    }
  }
  throw new InvalidInput('z', `is too near 1 for a = ${a}, b = ${b}, c = ${c}: ${z}`)
}

/** Where `unitHyp2F1WithSlopes` writes: the value and its slopes by b, c and z. */
export type UnitHypergeometric = { value: number; byB: number; byC: number; byZ: number }

/**
 * ₂F₁(1, b; c; z) for 0 < b < c, 0 ≤ z < 1, between 1 and 1/(1 − z). Series (DLMF 15.2.1) for small z, otherwise Gauss'
 * continued fraction (15.7.5), whose steps grow only with 1/√(1 − z).
 */
export function unitHyp2F1(b: number, c: number, z: number): number {
  if (!(b > 0 && c > b && c < Infinity && z >= 0 && z < 1))
    throw new InvalidInput('b, c, z', `must obey 0 < b < c and 0 ≤ z < 1, got ${b}, ${c}, ${z}`)
  if (z > SERIES_UP_TO) return unitFraction(b, c, z)
  let term = 1
  let sum = 1
  for (let n = 0; term > EPSILON * sum; n++) {
    term *= ((b + n) / (c + n)) * z
    sum += term
  }
  return sum
}

/**
 * The same with its slopes: term by term in the series; in the continued fraction by its differentiated recurrence, and by z from the
 * differential equation z(1 − z)F′ = (c − 1) − (c − 1 − bz)F.
 */
export function unitHyp2F1WithSlopes(b: number, c: number, z: number, out: UnitHypergeometric): void {
  if (z > SERIES_UP_TO) {
    fractionWithSlopes(b, c, z, out)
    return
  }
  let term = 1
  let sum = 1
  let sumB = 0
  let sumC = 0
  let sumN = 0
  let harmonicB = 0
  let harmonicC = 0
  for (let n = 0; term * (n + 1) > EPSILON * sum; n++) {
    const perB = 1 / (b + n)
    const perC = 1 / (c + n)
    harmonicB += perB
    harmonicC += perC
    term *= (b + n) * perC * z
    sum += term
    sumB += term * harmonicB
    sumC += term * harmonicC
    sumN += term * (n + 1)
  }
  out.value = sum
  out.byB = sumB
  out.byC = -sumC
  out.byZ = z > 0 ? sumN / z : b / c
}

/** The recurrence of `unitFraction`, carried along with its derivatives by b (suffix B) and c (suffix C). */
function fractionWithSlopes(b: number, c: number, z: number, out: UnitHypergeometric): void {
  const e = c - 1
  let [p0, p0B, p0C, q0, q0B, q0C] = [1, 0, 0, 1, 0, 0]
  let [p1, p1B, p1C, q1, q1B, q1C] = [1, 0, 0, 1 - (b / c) * z, -z / c, (b * z) / (c * c)]
  let value = p1 / q1
  // The slopes settle a little later than the value: a quarter more steps, and five.
  for (let k = 1, last = MAX_TERMS; k < last; k++) {
    const even = (-k * (e - b + k) * z) / ((e + 2 * k - 1) * (e + 2 * k))
    const evenB = -even / (e - b + k)
    const evenC = even * (1 / (e - b + k) - 1 / (e + 2 * k - 1) - 1 / (e + 2 * k))
    p0B = p1B + even * p0B + evenB * p0
    p0C = p1C + even * p0C + evenC * p0
    q0B = q1B + even * q0B + evenB * q0
    q0C = q1C + even * q0C + evenC * q0
    p0 = p1 + even * p0
    q0 = q1 + even * q0
    const odd = (-(b + k) * (e + k) * z) / ((e + 2 * k) * (e + 2 * k + 1))
    const oddB = odd / (b + k)
    const oddC = odd * (1 / (e + k) - 1 / (e + 2 * k) - 1 / (e + 2 * k + 1))
    p1B = p0B + odd * p1B + oddB * p1
    p1C = p0C + odd * p1C + oddC * p1
    q1B = q0B + odd * q1B + oddB * q1
    q1C = q0C + odd * q1C + oddC * q1
    p1 = p0 + odd * p1
    q1 = q0 + odd * q1
    const next = p1 / q1
    if (last === MAX_TERMS && Math.abs(next - value) <= 1e-15 * next) last = Math.ceil(1.25 * k) + 5
    value = next
    if (q1 < 1e-150) {
      ;[p0, p0B, p0C, q0, q0B, q0C] = [p0 * 1e150, p0B * 1e150, p0C * 1e150, q0 * 1e150, q0B * 1e150, q0C * 1e150]
      ;[p1, p1B, p1C, q1, q1B, q1C] = [p1 * 1e150, p1B * 1e150, p1C * 1e150, q1 * 1e150, q1B * 1e150, q1C * 1e150]
    }
  }
  out.value = value
  out.byB = (p1B - value * q1B) / q1
  out.byC = (p1C - value * q1C) / q1
  out.byZ = (c - 1 - (c - 1 - b * z) * value) / (z * (1 - z))
}

/** 1/(1 − u₁z/(1 − u₂z/(1 − …))), forward recurrence of its convergents, rescaled. */
function unitFraction(b: number, c: number, z: number): number {
  let p0 = 1
  let p1 = 1
  let q0 = 1
  let q1 = 1 - (b / c) * z
  let value = p1 / q1
  const e = c - 1
  for (let k = 1; k < MAX_TERMS; k++) {
    const even = (-k * (e - b + k) * z) / ((e + 2 * k - 1) * (e + 2 * k))
    p0 = p1 + even * p0
    q0 = q1 + even * q0
    const odd = (-(b + k) * (e + k) * z) / ((e + 2 * k) * (e + 2 * k + 1))
    p1 = p0 + odd * p1
    q1 = q0 + odd * q1
    const next = p1 / q1
    // A few units in the last place: rounding can keep convergents from ever agreeing exactly.
    if (Math.abs(next - value) <= 1e-15 * next) return next
    value = next
    if (q1 < 1e-150) {
      p0 *= 1e150
      q0 *= 1e150
      p1 *= 1e150
      q1 *= 1e150
    }
  }
  return value
}
