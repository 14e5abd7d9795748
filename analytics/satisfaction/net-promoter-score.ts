import { InvalidInput, requireFinite, requireNonEmpty } from '../errors.ts'
import { normalQuantileOfLevel } from '../stats/tails.ts'
import type { LowHigh } from '../uplift/wilson-interval.ts'

export interface NetPromoterScore {
  n: number
  /** Shares 0–1 of answers 9–10, 7–8 and 0–6. */
  promoters: number
  passives: number
  detractors: number
  /** promoters − detractors, −1…1; times 100 it is the figure people quote. */
  nps: number
  standardError: number
  interval: LowHigh
}

/**
 * Net promoter score (推荐意愿, SAT-09) of answers 0–10.
 *
 * nps = p − d; standard error √((p + d − (p − d)²) / n), the trinomial formula (Rocks 2016). The interval is the adjusted Wald of the same
 * paper: 3 answers are added, ¾ of them promoters and ¾ detractors, then z standard errors either side, kept within −1…1 and holding the score. It has a width even
 * when all agree, and covers as stated from n ≈ 5 on.
 * @param level of the interval, e.g. 0.95
 * @throws InvalidInput for no answers or an answer outside 0–10 (names the index)
 */
export function netPromoterScore(scores: ArrayLike<number>, level = 0.95): NetPromoterScore {
  requireNonEmpty('scores', scores)
  let promoters = 0
  let detractors = 0
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i]!
    requireFinite('scores', score, i)
    if (score < 0 || score > 10) throw new InvalidInput('scores', `must lie between 0 and 10, got ${score}`, i)
    if (score >= 9) promoters++
    else if (score < 7) detractors++
  }
  const n = scores.length
  const shares = { promoters: promoters / n, passives: (n - promoters - detractors) / n, detractors: detractors / n }
  const nps = (promoters - detractors) / n
  return {
    n,
    ...shares,
    nps,
    standardError: trinomialError(promoters, detractors, n),
    interval: adjustedWald(promoters, detractors, n, level),
  }
}

function trinomialError(promoters: number, detractors: number, n: number): number {
  const difference = (promoters - detractors) / n
  return Math.sqrt(Math.max(0, (promoters + detractors) / n - difference * difference) / n)
}

function adjustedWald(promoters: number, detractors: number, n: number, level: number): LowHigh {
  const centre = (promoters - detractors) / (n + 3)
  const half = normalQuantileOfLevel(level) * trinomialError(promoters + 0.75, detractors + 0.75, n + 3)
  const nps = (promoters - detractors) / n
  return [Math.max(-1, Math.min(nps, centre - half)), Math.min(1, Math.max(nps, centre + half))]
}
