import { InvalidInput, requireCount, requireFinite, requireNonNegative } from '../errors.ts'
import { requireAnswer } from './facts.ts'

/** Class 1, repurchase intention and attitude: answers to surveys. */
export interface AttitudeAnswers {
  /** 1–5 */
  satisfaction: number | null
  /** 0–10 */
  recommend: number | null
  /** 1–5 */
  repurchaseIntention: number | null
}

/** Class 2, primary behaviour, each as a percentile 0–100 among the shop's customers (recency: the more recent the higher). */
export interface BehaviourPercentiles {
  recency: number | null
  frequency: number | null
  amount: number | null
  retention: number | null
  lifetime: number | null
}

/** Class 3, secondary behaviour: counts of what the customer did for us (LOY-04, behaviours 2–5; the first, buying on, is class 2). */
export interface AdvocacyCounts {
  referrals: number
  sharedResources: number
  adoptedAdvice: number
  protectedImage: number
}

export interface LoyaltyScoreInput {
  attitude: AttitudeAnswers
  behaviour: BehaviourPercentiles
  /** null when the shop does not record advocacy. */
  advocacy: AdvocacyCounts | null
}

export interface LoyaltyScoreWeights {
  attitude: number
  behaviour: number
  advocacy: number
}

export interface LoyaltyScore {
  /** Each class 0–100, null = not asked, not seen, not recorded. */
  attitude: number | null
  behaviour: number | null
  advocacy: number | null
  /** Weighted mean of the classes that are known, 0–100; null when none is. */
  total: number | null
}

/** Acts of advocacy that make half of the full score: a proposal. */
const HALF_SCORE_ACTS = 2

/**
 * The loyalty score of three classes (LOY-03; decisions, reading 13).
 * attitude = mean of (satisfaction − 1)·25, recommend·10, (intention − 1)·25 over the answers given; behaviour = mean of the percentiles known;
 * advocacy = 100·(1 − 2^(−acts / 2)), so that the first acts count most and nobody reaches 100 by counting.
 * @throws InvalidInput for answers off their scale, percentiles outside 0–100, negative counts or weights that sum to 0
 */
export function loyaltyScore(
  input: LoyaltyScoreInput,
  weights: LoyaltyScoreWeights = { attitude: 1 / 3, behaviour: 1 / 3, advocacy: 1 / 3 },
): LoyaltyScore {
  const attitude = attitudeScore(input.attitude)
  const behaviour = behaviourScore(input.behaviour)
  const advocacy = input.advocacy === null ? null : advocacyScore(input.advocacy)
  return { attitude, behaviour, advocacy, total: weigh({ attitude, behaviour, advocacy }, weights) }
}

function attitudeScore({ satisfaction, recommend, repurchaseIntention }: AttitudeAnswers): number | null {
  requireAnswer('satisfaction', satisfaction, 1, 5)
  requireAnswer('recommend', recommend, 0, 10)
  requireAnswer('repurchaseIntention', repurchaseIntention, 1, 5)
  return meanOfKnown([
    satisfaction === null ? null : (satisfaction - 1) * 25,
    recommend === null ? null : recommend * 10,
    repurchaseIntention === null ? null : (repurchaseIntention - 1) * 25,
  ])
}

function behaviourScore(percentiles: BehaviourPercentiles): number | null {
  const { recency, frequency, amount, retention, lifetime } = percentiles
  for (const [name, value] of Object.entries(percentiles) as [string, number | null][]) {
    if (value === null) continue
    requireFinite(`behaviour.${name}`, value)
    if (value < 0 || value > 100) throw new InvalidInput(`behaviour.${name}`, `must lie between 0 and 100, got ${value}`)
  }
  return meanOfKnown([recency, frequency, amount, retention, lifetime])
}

function advocacyScore(counts: AdvocacyCounts): number {
  let acts = 0
  for (const [name, count] of Object.entries(counts) as [string, number][]) {
    requireCount(`advocacy.${name}`, count)
    acts += count
  }
  return 100 * (1 - 2 ** (-acts / HALF_SCORE_ACTS))
}

function weigh(classes: Omit<LoyaltyScore, 'total'>, weights: LoyaltyScoreWeights): number | null {
  let sum = 0
  let known = 0
  let all = 0
  for (const name of ['attitude', 'behaviour', 'advocacy'] as const) {
    requireNonNegative(`weights.${name}`, weights[name])
    all += weights[name]
    const score = classes[name]
    if (score === null) continue
    sum += weights[name] * score
    known += weights[name]
  }
  if (all === 0) throw new InvalidInput('weights', 'must not all be 0')
  return known > 0 ? sum / known : null
}

function meanOfKnown(values: (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length
}
