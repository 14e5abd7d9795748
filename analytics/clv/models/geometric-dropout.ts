import { betaGeometricExpectation } from './beta-geometric-expectation.ts'
import type { HistoryGroups } from './histories.ts'
import type { CustomerBaseModel, ModelName } from './model.ts'

/**
 * BG/NBD: purchases at rate λ ~ Gamma(r, α); after each repeat purchase the customer drops out with probability p ~ Beta(a, b).
 * Fader, Hardie & Lee (2005), "Counting your customers" the easy way, Marketing Science 24(2).
 */
export const bgNbd: CustomerBaseModel = geometricDropout('bgnbd', false)

/**
 * MBG/NBD: the same, but the customer may also drop out right after the first purchase.
 * Batislam, Denizel & Filiztekin (2007), Int. J. Research in Marketing 24(3); Hoppe & Wagner (2007), Marketing JRM 3.
 */
export const mbgNbd: CustomerBaseModel = geometricDropout('mbgnbd', true)

/**
 * Both have the likelihood Γ(r+x)/Γ(r) · α^r/(α+T)^(r+x) · B(a, c+x)/B(a, b) · (1 + δ D),
 * D = a/(c+x−1) · ((α+T)/(α+t_x))^(r+x). BG: c = b and δ = 1 only for x > 0. MBG: c = b+1 and δ = 1 always.
 */
function geometricDropout(name: ModelName, atStart: boolean): CustomerBaseModel {
  const shift = atStart ? 1 : 0
  return {
    name,
    parameterNames: ['r', 'alpha', 'a', 'b'],
    timeScaled: [false, true, false, false],
    logLikelihood: (parameters, groups, slopes) => likelihood(parameters, groups, atStart, slopes),
    figures([r, alpha, a, b]) {
      return {
        pAlive(x, tx, T) {
          if (x === 0 && !atStart) return 1
          return 1 / (1 + (a / (b + shift + x - 1)) * ((alpha + T) / (alpha + tx)) ** (r + x))
        },
        expectedIfAlive: (x, T, t) => betaGeometricExpectation(r + x, alpha + T, a, b + shift + x, t),
        expectedOfNew: (t) => (atStart ? b / (a + b) : 1) * betaGeometricExpectation(r, alpha, a, b + shift, t),
        nextWithinIfAlive: (x, T, t) => -Math.expm1((r + x) * Math.log((alpha + T) / (alpha + T + t))),
      }
    },
  }
}

function likelihood(parameters: ArrayLike<number>, groups: HistoryGroups, atStart: boolean, slopes: Float64Array): number {
  const [r, alpha, a, b] = [parameters[0]!, parameters[1]!, parameters[2]!, parameters[3]!]
  const c = atStart ? b + 1 : b
  const { x, tx, T, weight, moreThan, ends, customers } = groups
  let [sum, byR, byAlpha, byA, byB] = [0, 0, 0, 0, 0]

  // Gamma and beta functions of whole steps are products: Γ(r+x)/Γ(r) = Π (r+j), B(a, c+x)/B(a, c) = Π (c+j)/(a+c+j), j < x.
  for (let j = 0; j < moreThan.length; j++) {
    const n = moreThan[j]!
    sum += n * Math.log(((r + j) * (c + j)) / (a + c + j))
    byR += n / (r + j)
    byA -= n / (a + c + j)
    byB += (n * a) / ((c + j) * (a + c + j))
  }
  if (atStart) {
    sum -= customers * Math.log1p(a / b)
    byA -= customers / (a + b)
    byB += (customers * a) / (b * (a + b))
  }

  // α^r/(α+T)^r by log1p: with a large α the separate logarithms would cancel.
  const lnAlpha = Math.log(alpha)
  for (let i = 0; i < ends.T.length; i++) {
    const [n, purchases, end] = [ends.customers[i]!, ends.purchases[i]!, ends.T[i]!]
    const lnEnd = Math.log1p(end / alpha)
    sum -= n * r * lnEnd + purchases * (lnAlpha + lnEnd)
    byR -= n * lnEnd
    byAlpha += (n * r * (end / alpha) - purchases) / (alpha + end)
  }

  const lnA = Math.log(a)
  let lastX = -1
  let [rx, cx, lnOdds] = [0, 0, 0]
  for (let i = 0; i < x.length; i++) {
    if (x[i] === 0 && !atStart) continue
    if (x[i] !== lastX) {
      lastX = x[i]!
      rx = r + lastX
      cx = c + lastX - 1
      lnOdds = lnA - Math.log(cx)
    }
    const w = weight[i]!
    const end = alpha + T[i]!
    const last = alpha + tx[i]!
    const silence = Math.log(end / last)
    const lnD = lnOdds + rx * silence
    const e = Math.exp(-Math.abs(lnD))
    sum += w * (Math.log1p(e) + (lnD > 0 ? lnD : 0))
    const dead = (w * (lnD > 0 ? 1 : e)) / (1 + e)
    byR += dead * silence
    byAlpha += (dead * rx * (tx[i]! - T[i]!)) / (end * last)
    byA += dead / a
    byB -= dead / cx
  }
  slopes[0] = byR
  slopes[1] = byAlpha
  slopes[2] = byA
  slopes[3] = byB
  return sum
}
