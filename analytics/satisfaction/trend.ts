import { requireProbability } from '../errors.ts'
import { normalTwoSided } from '../stats/tails.ts'
import { holm } from '../uplift/holm.ts'
import type { LowHigh } from '../uplift/wilson-interval.ts'
import { customerSatisfaction } from './customer-satisfaction.ts'
import { netPromoterScore } from './net-promoter-score.ts'

export interface SurveyPeriod {
  label: string
  answers: ArrayLike<number>
}

export interface TrendPoint {
  label: string
  n: number
  /** null where nobody answered: a gap in the line, not a zero. */
  value: number | null
  standardError: number | null
  /** The band to draw. */
  interval: LowHigh | null
  /** high or low when the period differs from all others together by more than chance, with the number of periods taken into account. */
  mark: 'high' | 'low' | null
}

/**
 * Trend of NPS or CSAT over periods with a band, and the peaks and lows marked (高峰和低谷, SAT-06).
 *
 * A period is held against the pooled answers of all other periods: z = (v − v₋) / √(s²·(1/n + 1/n₋)), s² = the variance of an answer over all periods
 * (what it would be if nothing had happened). Two-sided p-values are stepped down by Holm (1979), so that false marks appear in at most `alpha`
 * of the charts.
 * @throws InvalidInput for an answer off its scale
 */
export function satisfactionTrend(
  periods: readonly SurveyPeriod[],
  measure: 'nps' | 'csat',
  level = 0.95,
  alpha = 0.05,
): TrendPoint[] {
  requireProbability('alpha', alpha)
  const counts = periods.map(({ answers }) => count(answers, measure))
  const all = counts.reduce(add, { n: 0, up: 0, down: 0 })
  const pValues = counts.map((one) => differenceFromRest(one, all))
  const marked = holm(pValues.map(({ p }) => p)).map((p) => p <= alpha)
  return periods.map(({ label, answers }, i) => {
    if (answers.length === 0) return { label, n: 0, value: null, standardError: null, interval: null, mark: null }
    const { value, standardError, interval } = measured(answers, measure, level)
    return {
      label,
      n: answers.length,
      value,
      standardError,
      interval,
      mark: marked[i] ? (pValues[i]!.z > 0 ? 'high' : 'low') : null,
    }
  })
}

/** Answers that count +1 (promoters, satisfied) and −1 (detractors; none for CSAT). */
interface Counts {
  n: number
  up: number
  down: number
}

const add = (a: Counts, b: Counts): Counts => ({ n: a.n + b.n, up: a.up + b.up, down: a.down + b.down })

function count(answers: ArrayLike<number>, measure: 'nps' | 'csat'): Counts {
  const counts = { n: answers.length, up: 0, down: 0 }
  const [up, down] = measure === 'nps' ? [9, 7] : [4, -Infinity]
  for (let i = 0; i < answers.length; i++) {
    if (answers[i]! >= up) counts.up++
    else if (answers[i]! < down) counts.down++
  }
  return counts
}

function differenceFromRest(one: Counts, all: Counts): { z: number; p: number } {
  const rest = { n: all.n - one.n, up: all.up - one.up, down: all.down - one.down }
  const variance = (all.up + all.down) / all.n - ((all.up - all.down) / all.n) ** 2
  if (one.n === 0 || rest.n === 0 || !(variance > 0)) return { z: 0, p: 1 }
  const difference = (one.up - one.down) / one.n - (rest.up - rest.down) / rest.n
  const z = difference / Math.sqrt(variance * (1 / one.n + 1 / rest.n))
  return { z, p: normalTwoSided(z) }
}

function measured(answers: ArrayLike<number>, measure: 'nps' | 'csat', level: number) {
  if (measure === 'csat') {
    const { csat, standardError, interval } = customerSatisfaction(answers, level)
    return { value: csat, standardError, interval }
  }
  const { nps, standardError, interval } = netPromoterScore(answers, level)
  return { value: nps, standardError, interval }
}
