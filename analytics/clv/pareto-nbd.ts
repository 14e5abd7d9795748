import { logAddExp, type UnitHypergeometric, unitHyp2F1, unitHyp2F1WithSlopes } from '../stats/index.ts'
import type { HistoryGroups } from './histories.ts'
import type { CustomerBaseModel } from './model.ts'

/**
 * Pareto/NBD: purchases at rate λ ~ Gamma(r, α), lifetime exponential with rate μ ~ Gamma(s, β).
 * Schmittlein, Morrison & Colombo (1987), Management Science 33(1); Fader & Hardie (2005), note 009, for the form used here:
 *
 *   L = Γ(r+x)/Γ(r) · α^r β^s · [ s J(r+x, s+1; t_x) + (r+x) J(r+x+1, s; T) ],   J(m, n; t) = ∫_t^∞ (α+u)^−m (β+u)^−n du
 *
 * Both summands are positive, so nothing cancels. With the larger of α, β as base, J is a hypergeometric function of an argument in
 * [0, 1): for p = α+t ≥ q = β+t, J = q^(1−n) p^−m ₂F₁(1, m; m+n; 1 − q/p)/(m+n−1), and the same with the roles exchanged.
 */
export const paretoNbd: CustomerBaseModel = {
  name: 'pnbd',
  parameterNames: ['r', 'alpha', 's', 'beta'],
  timeScaled: [false, true, false, true],
  logLikelihood: likelihood,
  figures([r, alpha, s, beta]) {
    return {
      pAlive(x, tx, T) {
        const rx = r + x
        const alive = -rx * Math.log(alpha + T) - s * Math.log(beta + T)
        const left = Math.log(s) + lnJ(alpha + tx, beta + tx, rx, s + 1)
        const stayed = Math.log(rx) + lnJ(alpha + T, beta + T, rx + 1, s)
        return Math.min(1, Math.exp(alive - logAddExp(left, stayed)))
      },
      expectedIfAlive: (x, T, t) => ((r + x) / (alpha + T)) * meanLifeWithin(s, beta + T, t),
      expectedOfNew: (t) => (r / alpha) * meanLifeWithin(s, beta, t),
      nextWithinIfAlive: (x, T, t) => nextWithin(r + x, alpha + T, s, beta + T, t),
    }
  },
}

/** Expected time alive within t for a death rate Gamma(s, B): (B/(s−1)) · (1 − (B/(B+t))^(s−1)), B ln(1 + t/B) at s = 1. */
function meanLifeWithin(s: number, B: number, t: number): number {
  const ln = Math.log1p(t / B)
  const e = (s - 1) * ln
  return Math.abs(e) < 1e-12 ? B * ln : (-B * Math.expm1(-e)) / (s - 1)
}

/**
 * P(a purchase before death and within t) = R A^R B^s ∫_0^t (A+u)^−(R+1) (B+u)^−s du, as 1 minus the chance of neither event by t
 * and of death first; computed as the difference of two J.
 */
function nextWithin(R: number, A: number, s: number, B: number, t: number): number {
  if (t === 0) return 0
  const scale = Math.log(R) + R * Math.log(A) + s * Math.log(B)
  const ever = Math.exp(scale + lnJ(A, B, R + 1, s))
  const later = Math.exp(scale + lnJ(A + t, B + t, R + 1, s))
  return Math.min(1, Math.max(0, ever - later))
}

/** ln J for p = α+t, q = β+t; m, n > 0, m + n > 1. */
function lnJ(p: number, q: number, m: number, n: number): number {
  return p >= q
    ? (1 - n) * Math.log(q) - m * Math.log(p) + Math.log(unitHyp2F1(m, m + n, (p - q) / p) / (m + n - 1))
    : (1 - m) * Math.log(p) - n * Math.log(q) + Math.log(unitHyp2F1(n, m + n, (q - p) / q) / (m + n - 1))
}

type Slopes = { value: number; byP: number; byQ: number; byM: number; byN: number }
const hyper: UnitHypergeometric = { value: 0, byB: 0, byC: 0, byZ: 0 }

/** ln J and its slopes, written into `out`. */
function lnJWithSlopes(p: number, q: number, m: number, n: number, out: Slopes): void {
  const swapped = p < q
  const high = swapped ? q : p
  const low = swapped ? p : q
  const b = swapped ? n : m
  const other = swapped ? m : n
  unitHyp2F1WithSlopes(b, m + n, (high - low) / high, hyper)
  const f = 1 / hyper.value
  const lnHigh = Math.log(high)
  const lnLow = Math.log(low)
  const common = hyper.byC * f - 1 / (m + n - 1)
  out.value = (1 - other) * lnLow - b * lnHigh - Math.log((m + n - 1) * f)
  const byHigh = (-b + (hyper.byZ * f * low) / high) / high
  const byLow = (1 - other) / low - (hyper.byZ * f) / high
  const byBase = common + hyper.byB * f - lnHigh
  const byOther = common - lnLow
  out.byP = swapped ? byLow : byHigh
  out.byQ = swapped ? byHigh : byLow
  out.byM = swapped ? byOther : byBase
  out.byN = swapped ? byBase : byOther
}

function likelihood(parameters: ArrayLike<number>, groups: HistoryGroups, slopes: Float64Array): number {
  const [r, alpha, s, beta] = [parameters[0]!, parameters[1]!, parameters[2]!, parameters[3]!]
  const { x, tx, T, weight, moreThan, customers } = groups
  let sum = customers * (r * Math.log(alpha) + s * Math.log(beta))
  let byR = customers * Math.log(alpha)
  let byAlpha = (customers * r) / alpha
  let byS = customers * Math.log(beta)
  let byBeta = (customers * s) / beta
  for (let j = 0; j < moreThan.length; j++) {
    sum += moreThan[j]! * Math.log(r + j)
    byR += moreThan[j]! / (r + j)
  }
  const left: Slopes = { value: 0, byP: 0, byQ: 0, byM: 0, byN: 0 }
  const stayed: Slopes = { value: 0, byP: 0, byQ: 0, byM: 0, byN: 0 }
  const lnS = Math.log(s)
  for (let i = 0; i < x.length; i++) {
    const w = weight[i]!
    const rx = r + x[i]!
    lnJWithSlopes(alpha + tx[i]!, beta + tx[i]!, rx, s + 1, left)
    lnJWithSlopes(alpha + T[i]!, beta + T[i]!, rx + 1, s, stayed)
    const lnLeft = lnS + left.value
    const lnStayed = Math.log(rx) + stayed.value
    const total = logAddExp(lnLeft, lnStayed)
    const share = w * Math.exp(lnLeft - total)
    const rest = w - share
    sum += w * total
    byR += share * left.byM + rest * (stayed.byM + 1 / rx)
    byS += share * (left.byN + 1 / s) + rest * stayed.byN
    byAlpha += share * left.byP + rest * stayed.byP
    byBeta += share * left.byQ + rest * stayed.byQ
  }
  slopes[0] = byR
  slopes[1] = byAlpha
  slopes[2] = byS
  slopes[3] = byBeta
  return sum
}
