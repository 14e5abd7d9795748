import { InvalidInput, requireFinite, requireNonEmpty } from '../errors.ts'
import { type LowHigh, wilsonInterval } from '../uplift/wilson-interval.ts'

export interface CustomerSatisfaction {
  n: number
  /** Share of answers 4 and 5 of 5 (top two boxes), 0–1. */
  csat: number
  standardError: number
  interval: LowHigh
  /** Mean answer, 1–5. */
  mean: number
}

/**
 * Customer satisfaction (客户满意度, SAT-01): answers of 4 or more ÷ all answers, on the scale 1–5.
 * Standard error √(p(1−p)/n); Wilson interval.
 * @throws InvalidInput for no answers or an answer outside 1–5 (names the index)
 */
export function customerSatisfaction(answers: ArrayLike<number>, level = 0.95): CustomerSatisfaction {
  requireNonEmpty('answers', answers)
  let satisfied = 0
  let sum = 0
  for (let i = 0; i < answers.length; i++) {
    const answer = answers[i]!
    requireFinite('answers', answer, i)
    if (answer < 1 || answer > 5) throw new InvalidInput('answers', `must lie between 1 and 5, got ${answer}`, i)
    if (answer >= 4) satisfied++
    sum += answer
  }
  const n = answers.length
  const csat = satisfied / n
  return {
    n,
    csat,
    standardError: Math.sqrt((csat * (1 - csat)) / n),
    interval: wilsonInterval(satisfied, n, level),
    mean: sum / n,
  }
}
