/**
 * Special functions in double precision. Sources: NIST Digital Library of Mathematical Functions (dlmf.nist.gov), chapters 5
 * (gamma), 7 (error function) and 8 (incomplete gamma and beta); modified Lentz evaluation of continued fractions after
 * Thompson & Barnett (1986). Arguments outside a function's domain throw `InvalidInput`; none of them returns NaN.
 */
import { InvalidInput, requireNonNegative, requirePositive, requireProbability } from '../errors.ts'

const HALF_LN_TWO_PI = 0.9189385332046727
const EPSILON = 2.220446049250313e-16
const TINY = 1e-300
/** Above it ln Γ itself is no longer a number. */
const LARGEST = 1e300

/** ln Γ(x) for x > 0. Stirling's series (DLMF 5.11.1) above 10, reached by the recurrence Γ(x+1) = x Γ(x). */
export function lnGamma(x: number): number {
  requirePositive('x', x)
  if (x > LARGEST) throw new InvalidInput('x', `must be at most ${LARGEST}, got ${x}`)
  let product = 1
  let y = x
  while (y < 10) {
    product *= y
    y += 1
  }
  const w = 1 / (y * y)
  const series = (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w * (1 / 1188 - (w * 691) / 360360))))) / y
  return (y - 0.5) * Math.log(y) - y + HALF_LN_TWO_PI + series - Math.log(product)
}

/** ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a+b), a, b > 0. */
export function lnBeta(a: number, b: number): number {
  return lnGamma(a) + lnGamma(b) - lnGamma(a + b)
}

/** ψ(x) = d ln Γ(x)/dx for x > 0 (DLMF 5.11.2 and the recurrence 5.5.2). */
export function digamma(x: number): number {
  requirePositive('x', x)
  let shift = 0
  let y = x
  while (y < 10) {
    shift += 1 / y
    y += 1
  }
  const w = 1 / (y * y)
  const series = w * (1 / 12 - w * (1 / 120 - w * (1 / 252 - w * (1 / 240 - w * (1 / 132 - (w * 691) / 32760)))))
  return Math.log(y) - 0.5 / y - series - shift
}

/** ψ′(x) for x > 0 (DLMF 5.15.8). */
export function trigamma(x: number): number {
  requirePositive('x', x)
  let shift = 0
  let y = x
  while (y < 10) {
    shift += 1 / (y * y)
    y += 1
  }
  const w = 1 / (y * y)
  const series = w * (1 / 6 - w * (1 / 30 - w * (1 / 42 - w * (1 / 30 - (w * 5) / 66))))
  return (1 + 0.5 / y + series) / y + shift
}

/** ln(eᵃ + eᵇ) without overflow; −Infinity stands for a zero summand. */
export function logAddExp(a: number, b: number): number {
  if (a < b) return a === -Infinity ? b : b + Math.log1p(Math.exp(a - b))
  return b === -Infinity ? a : a + Math.log1p(Math.exp(b - a))
}

/** Lower series of P(a, x), DLMF 8.11.4; x < a + 1. */
function gammaSeries(a: number, x: number): number {
  let term = 1 / a
  let sum = term
  for (let n = 1; n < 100_000; n++) {
    term *= x / (a + n)
    sum += term
    if (term < sum * EPSILON) break
  }
  return sum * Math.exp(a * Math.log(x) - x - lnGamma(a))
}

/** Continued fraction of Q(a, x), DLMF 8.9.2; x ≥ a + 1. */
function gammaFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1 / TINY
  let d = 1 / b
  let h = d
  for (let n = 1; n < 100_000; n++) {
    const an = -n * (n - a)
    b += 2
    d = an * d + b
    if (Math.abs(d) < TINY) d = TINY
    c = b + an / c
    if (Math.abs(c) < TINY) c = TINY
    d = 1 / d
    const step = d * c
    h *= step
    if (Math.abs(step - 1) < EPSILON) break
  }
  return h * Math.exp(a * Math.log(x) - x - lnGamma(a))
}

/** Regularised lower incomplete gamma P(a, x), a > 0, x ≥ 0. */
export function gammaP(a: number, x: number): number {
  requirePositive('a', a)
  requireNonNegative('x', x)
  if (x === 0) return 0
  return x < a + 1 ? Math.min(1, gammaSeries(a, x)) : 1 - gammaFraction(a, x)
}

/** Regularised upper incomplete gamma Q(a, x) = 1 − P(a, x), accurate in the far tail. */
export function gammaQ(a: number, x: number): number {
  requirePositive('a', a)
  requireNonNegative('x', x)
  if (x === 0) return 1
  return x < a + 1 ? Math.max(0, 1 - gammaSeries(a, x)) : gammaFraction(a, x)
}

/** Continued fraction of the incomplete beta function, DLMF 8.17.22. */
function betaFraction(a: number, b: number, x: number): number {
  let c = 1
  let d = 1 - ((a + b) * x) / (a + 1)
  d = 1 / (Math.abs(d) < TINY ? TINY : d)
  let h = d
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 + even * d
    d = 1 / (Math.abs(d) < TINY ? TINY : d)
    c = 1 + even / c
    if (Math.abs(c) < TINY) c = TINY
    h *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 + odd * d
    d = 1 / (Math.abs(d) < TINY ? TINY : d)
    c = 1 + odd / c
    if (Math.abs(c) < TINY) c = TINY
    const step = d * c
    h *= step
    if (Math.abs(step - 1) < EPSILON) break
  }
  return h
}

/** Regularised incomplete beta I_x(a, b), a, b > 0, 0 ≤ x ≤ 1. */
export function betaI(a: number, b: number, x: number): number {
  requirePositive('a', a)
  requirePositive('b', b)
  requireProbability('x', x)
  if (x === 0 || x === 1) return x
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - lnBeta(a, b))
  return x < (a + 1) / (a + b + 2)
    ? Math.min(1, (front * betaFraction(a, b, x)) / a)
    : Math.max(0, 1 - (front * betaFraction(b, a, 1 - x)) / b)
}

/** Complementary error function (DLMF 7.11.2), relative accuracy about 1e-14 until it underflows. */
export function erfc(x: number): number {
  return x >= 0 ? gammaQ(0.5, Math.min(x * x, 1e300)) : 1 + gammaP(0.5, Math.min(x * x, 1e300))
}

/** Error function (DLMF 7.11.1). */
export function erf(x: number): number {
  return Math.sign(x) * gammaP(0.5, Math.min(x * x, 1e300))
}
