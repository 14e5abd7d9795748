export {
  classifyLoyalty,
  type Evidence as LoyaltyEvidence,
  type LoyaltyCandidate,
  type LoyaltyType,
  type UnknownReason,
} from './classify.ts'
export type { LoyaltyFacts } from './facts.ts'
export {
  type AdvocacyCounts,
  type AttitudeAnswers,
  type BehaviourPercentiles,
  type LoyaltyScore,
  type LoyaltyScoreInput,
  type LoyaltyScoreWeights,
  loyaltyScore,
} from './loyalty-score.ts'
export { LOYALTY_KINDS, LOYALTY_RULES, type LoyaltyKind, type RuleLine as LoyaltyRuleLine } from './rules.ts'
export { attitudeOf, LOYALTY_SETTINGS, type LoyaltySettings, type SignalName as LoyaltySignal } from './signals.ts'
