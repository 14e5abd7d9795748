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
  const { x, tx, T, weight, moreThan, customers } = groups
  let sum = customers * r * Math.log(alpha)
  let byR = customers * Math.log(alpha)
  let byAlpha = (customers * r) / alpha
  let byA = 0
  let byB = 0

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

  const lnA = Math.log(a)
  for (let i = 0; i < x.length; i++) {
    const w = weight[i]!
    const rx = r + x[i]!
    const lnEnd = Math.log(alpha + T[i]!)
    let lnRow = -rx * lnEnd
    let rowByR = -lnEnd
    let rowByAlpha = -rx / (alpha + T[i]!)
    if (atStart || x[i]! > 0) {
      const silence = lnEnd - Math.log(alpha + tx[i]!)
      const cx = c + x[i]! - 1
      const lnD = lnA - Math.log(cx) + rx * silence
      const e = Math.exp(-Math.abs(lnD))
      lnRow += Math.log1p(e) + (lnD > 0 ? lnD : 0)
      const dead = lnD > 0 ? 1 / (1 + e) : e / (1 + e)
      rowByR += dead * silence
      rowByAlpha += dead * rx * (1 / (alpha + T[i]!) - 1 / (alpha + tx[i]!))
      byA += (w * dead) / a
      byB -= (w * dead) / cx
    }
    sum += w * lnRow
    byR += w * rowByR
    byAlpha += w * rowByAlpha
  }
  slopes[0] = byR
  slopes[1] = byAlpha
  slopes[2] = byA
  slopes[3] = byB
  return sum
}
