import { type UnitHypergeometric, unitHyp2F1, unitHyp2F1WithSlopes } from '../../stats/index.ts'
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
      pAlive: (x, tx, T) => pAlive(r + x, s, alpha + tx, beta + tx, alpha + T, beta + T),
      expectedIfAlive: (x, T, t) => ((r + x) / (alpha + T)) * meanLifeWithin(s, beta + T, t),
      expectedOfNew: (t) => (r / alpha) * meanLifeWithin(s, beta, t),
      nextWithinIfAlive: (x, T, t) => nextWithin(r + x, alpha + T, s, beta + T, t),
    }
  },
}

/**
 * P(alive) = (α+T)^−k (β+T)^−s / [s J(k, s+1; t_x) + k J(k+1, s; T)] with k = r+x, all divided by the numerator; p, q are α+t, β+t at the
 * last purchase, P, Q at the end.
 */
function pAlive(k: number, s: number, p: number, q: number, P: number, Q: number): number {
  const silence = Math.exp(k * Math.log(P / p) + s * Math.log(Q / q))
  const all = k + s
  if (p >= q) {
    const left = s * silence * unitHyp2F1(k, all + 1, (p - q) / p)
    return all / Math.max(all, left + k * (Q / P) * unitHyp2F1(k + 1, all + 1, (P - Q) / P))
  }
  const left = s * silence * (p / q) * unitHyp2F1(s + 1, all + 1, (q - p) / q)
  return all / Math.max(all, left + k * unitHyp2F1(s, all + 1, (Q - P) / Q))
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
  const later = t === Infinity ? 0 : Math.exp(scale + lnJ(A + t, B + t, R + 1, s))
  return Math.min(1, Math.max(0, ever - later))
}

/** ln J for p = α+t, q = β+t; m, n > 0, m + n > 1. */
function lnJ(p: number, q: number, m: number, n: number): number {
  return p >= q
    ? (1 - n) * Math.log(q) - m * Math.log(p) + Math.log(unitHyp2F1(m, m + n, (p - q) / p) / (m + n - 1))
    : (1 - m) * Math.log(p) - n * Math.log(q) + Math.log(unitHyp2F1(n, m + n, (q - p) / q) / (m + n - 1))
}

type Slopes = { value: number; byHigh: number; byLow: number; byBase: number; byOther: number }
const hyper: UnitHypergeometric = { value: 0, byB: 0, byC: 0, byZ: 0 }

/** ₂F₁(1, b; c; 1 − low/high), and the slopes of its logarithm by high, low, by the exponent in both b and c, and by the one in c alone. */
function hypergeometric(high: number, low: number, b: number, c: number, out: Slopes): void {
  unitHyp2F1WithSlopes(b, c, (high - low) / high, hyper)
  const inverse = 1 / hyper.value
  const byZ = (hyper.byZ * inverse) / high
  out.value = hyper.value
  out.byHigh = (byZ * low) / high
  out.byLow = -byZ
  out.byOther = hyper.byC * inverse
  out.byBase = hyper.byB * inverse + out.byOther
}

/**
 * Each row of the likelihood is (α+T)^−k (β+T)^−s · [s·silence·F₁ + k·F₂]/(k+s), as in `pAlive`; the first part depends on T alone and
 * is summed over distinct T. `high` stands for the larger of α, β and its own exponent, `low` for the other.
 */
function likelihood(parameters: ArrayLike<number>, groups: HistoryGroups, slopes: Float64Array): number {
  const [r, alpha, s, beta] = [parameters[0]!, parameters[1]!, parameters[2]!, parameters[3]!]
  const { x, tx, T, weight, moreThan, ends } = groups
  let [sum, byK, byS, byAlpha, byBeta] = [0, 0, 0, 0, 0]
  for (let j = 0; j < moreThan.length; j++) {
    sum += moreThan[j]! * Math.log(r + j)
    byK += moreThan[j]! / (r + j)
  }
  // α^r/(α+T)^r and β^s/(β+T)^s by log1p: with large α or β the separate logarithms would cancel.
  const lnAlpha = Math.log(alpha)
  for (let i = 0; i < ends.T.length; i++) {
    const [n, purchases, end] = [ends.customers[i]!, ends.purchases[i]!, ends.T[i]!]
    const lnP = Math.log1p(end / alpha)
    const lnQ = Math.log1p(end / beta)
    sum -= n * (r * lnP + s * lnQ) + purchases * (lnAlpha + lnP)
    byK -= n * lnP
    byS -= n * lnQ
    byAlpha += (n * r * (end / alpha) - purchases) / (alpha + end)
    byBeta += (n * s * (end / beta)) / (beta + end)
  }

  const swapped = alpha < beta
  // All customers without a repeat purchase were last seen at 0 and share one value.
  const atStart: Slopes = { value: 0, byHigh: 0, byLow: 0, byBase: 0, byOther: 0 }
  const atLast: Slopes = { value: 0, byHigh: 0, byLow: 0, byBase: 0, byOther: 0 }
  const stayed: Slopes = { value: 0, byHigh: 0, byLow: 0, byBase: 0, byOther: 0 }
  if (swapped) hypergeometric(beta, alpha, s + 1, r + s + 1, atStart)
  else hypergeometric(alpha, beta, r, r + s + 1, atStart)
  for (let i = 0; i < x.length; i++) {
    const w = weight[i]!
    const k = r + x[i]!
    const [p, q, P, Q] = [alpha + tx[i]!, beta + tx[i]!, alpha + T[i]!, beta + T[i]!]
    const left = x[i] === 0 ? atStart : atLast
    if (swapped) {
      if (left === atLast) hypergeometric(q, p, s + 1, k + s + 1, left)
      hypergeometric(Q, P, s, k + s + 1, stayed)
    } else {
      if (left === atLast) hypergeometric(p, q, k, k + s + 1, left)
      hypergeometric(P, Q, k + 1, k + s + 1, stayed)
    }
    // The common factor e^lnSilence is taken out when it is large, so that it cannot overflow.
    const lnP = Math.log1p((T[i]! - tx[i]!) / p)
    const lnQ = Math.log1p((T[i]! - tx[i]!) / q)
    const lnSilence = k * lnP + s * lnQ
    const e = Math.exp(-Math.abs(lnSilence))
    const wLeft = s * left.value * (swapped ? p / q : 1) * (lnSilence > 0 ? 1 : e)
    const wStayed = k * stayed.value * (swapped ? 1 : Q / P) * (lnSilence > 0 ? e : 1)
    const both = wLeft + wStayed
    sum += w * (Math.log(both / (k + s)) + (lnSilence > 0 ? lnSilence : 0))
    const gone = (w * wLeft) / both
    const here = w - gone
    const ownExponent = gone * left.byBase + here * stayed.byBase
    const otherExponent = gone * left.byOther + here * stayed.byOther
    const byHigh = gone * left.byHigh + here * stayed.byHigh
    const byLow = gone * left.byLow + here * stayed.byLow
    byK += (swapped ? otherExponent : ownExponent) + gone * lnP + here / k - w / (k + s)
    byS += (swapped ? ownExponent : otherExponent) + gone * (lnQ + 1 / s) - w / (k + s)
    // Besides F: the silence, and the ratio low/high that goes with `stayed`, or when swapped with `left`.
    byAlpha += (swapped ? byLow + gone / p : byHigh - here / P) + (gone * k * (tx[i]! - T[i]!)) / (P * p)
    byBeta += (swapped ? byHigh - gone / q : byLow + here / Q) + (gone * s * (tx[i]! - T[i]!)) / (Q * q)
  }
  slopes[0] = byK
  slopes[1] = byAlpha
  slopes[2] = byS
  slopes[3] = byBeta
  return sum
}
