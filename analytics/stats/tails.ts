/** Distribution functions, tails and inverses that tests and intervals need. Tails are computed directly, not as 1 − cdf. */
import { InvalidInput, requireFinite, requirePositive } from '../errors.ts'
import { findRoot } from './optimise.ts'
import { betaI, erfc, gammaP, gammaQ } from './special.ts'

/** Φ(z), the standard normal distribution function. */
export function normalCdf(z: number): number {
  return 0.5 * erfc(-z / Math.SQRT2)
}

/** P(Z > z). */
export function normalTail(z: number): number {
  return 0.5 * erfc(z / Math.SQRT2)
}

/** P(|Z| > |z|), the two-sided p-value of a z statistic. */
export function normalTwoSided(z: number): number {
  return erfc(Math.abs(z) / Math.SQRT2)
}

/** Standard normal density. */
export function normalDensity(z: number): number {
  requireFinite('z', z)
  return Math.exp(-0.5 * z * z) * 0.3989422804014327
}

function requireOpenProbability(p: number): void {
  if (!(p > 0 && p < 1)) throw new InvalidInput('p', `must lie strictly between 0 and 1, got ${p}`)
}

/** Φ⁻¹(p), 0 < p < 1. Wichura (1988), algorithm AS 241, PPND16: relative accuracy about 1e-16. */
export function normalInverse(p: number): number {
  requireOpenProbability(p)
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q
    return q * ratio(CENTRE, r)
  }
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p))
  const z = r <= 5 ? ratio(MIDDLE, r - 1.6) : ratio(FAR, r - 5)
  return q < 0 ? -z : z
}

type Rational = { readonly top: readonly number[]; readonly bottom: readonly number[] }

function ratio(of: Rational, r: number): number {
  return horner(of.top, r) / horner(of.bottom, r)
}

function horner(coefficients: readonly number[], r: number): number {
  let sum = 0
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * r + coefficients[i]!
  return sum
}

const CENTRE: Rational = {
  top: [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
    33430.57558358813, 2509.0809287301227,
  ],
  bottom: [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271, 28729.085735721943,
    5226.495278852546,
  ],
}

const MIDDLE: Rational = {
  top: [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684, 0.2417807251774506,
    0.022723844989269184, 0.0007745450142783414,
  ],
  bottom: [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457, 0.0005475938084995345,
    1.0507500716444169e-9,
  ],
}

const FAR: Rational = {
  top: [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124, 0.0012426609473880784,
    2.7115555687434876e-5, 2.0103343992922881e-7,
  ],
  bottom: [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
    1.421511758316446e-7, 2.0442631033899397e-15,
  ],
}

/** z with P(|Z| ≤ z) = level; 0.9 gives 1.6449. */
export function normalQuantileOfLevel(level: number): number {
  requireOpenProbability(level)
  return normalInverse(0.5 + level / 2)
}

/** P(χ²_df > value). */
export function chiSquareTail(value: number, df: number): number {
  return gammaQ(df / 2, value / 2)
}

/** P(χ²_df ≤ value). */
export function chiSquareCdf(value: number, df: number): number {
  return gammaP(df / 2, value / 2)
}

/** The value whose lower probability under χ²_df is `p`. */
export function chiSquareInverse(p: number, df: number): number {
  requireOpenProbability(p)
  requirePositive('df', df)
  let high = df + 10
  while (chiSquareCdf(high, df) < p) high *= 2
  return findRoot((value) => chiSquareCdf(value, df) - p, 0, high)
}

/** P(T_df > t), Student's t. */
export function studentTail(t: number, df: number): number {
  requireFinite('t', t)
  requirePositive('df', df)
  const half = 0.5 * betaI(df / 2, 0.5, df / (df + t * t))
  return t >= 0 ? half : 1 - half
}

/** P(|T_df| > |t|). */
export function studentTwoSided(t: number, df: number): number {
  return 2 * studentTail(Math.abs(t), df)
}

/** t whose lower probability under Student's t with `df` degrees is `p`. */
export function studentInverse(p: number, df: number): number {
  requireOpenProbability(p)
  if (p === 0.5) return 0
  const tail = Math.min(p, 1 - p)
  let high = 10
  while (studentTail(high, df) > tail) high *= 2
  const t = findRoot((value) => studentTail(value, df) - tail, 0, high)
  return p < 0.5 ? -t : t
}

/** P(F > value) with `df1` and `df2` degrees of freedom. */
export function fTail(value: number, df1: number, df2: number): number {
  requirePositive('df1', df1)
  requirePositive('df2', df2)
  return value <= 0 ? 1 : betaI(df2 / 2, df1 / 2, df2 / (df2 + df1 * value))
}

/** The value whose lower probability under Beta(a, b) is `p`. */
export function betaInverse(p: number, a: number, b: number): number {
  requireOpenProbability(p)
  return findRoot((value) => betaI(a, b, value) - p, 0, 1)
}
