import { type LoyaltyFacts, requireLoyaltyFacts } from './facts.ts'
import { LOYALTY_KINDS, LOYALTY_RULES, type LoyaltyKind, type SignalRole } from './rules.ts'
import { LOYALTY_SETTINGS, type LoyaltySettings, OBSERVATIONS, type Observation, type SignalName } from './signals.ts'

/** One line of evidence: what was asked, what the facts said, and how it counts for the kind. */
export interface Evidence extends Observation {
  signal: SignalName
  role: SignalRole
  weight: number
}

export interface LoyaltyCandidate {
  kind: LoyaltyKind
  qualifies: boolean
  /** −1…1: (weight for − weight against) ÷ all weight; unknown counts for neither side. */
  strength: number
  evidence: Evidence[]
}

/** Why no kind is named: nothing qualifies although enough is known; two kinds are equally likely; what would decide is not known. */
export type UnknownReason = 'noRuleHolds' | 'twoKinds' | 'tooFewFacts'

export interface LoyaltyType {
  kind: LoyaltyKind | 'unknown'
  reason: UnknownReason | null
  /** Strength of the named kind, 0 when unknown. */
  strength: number
  /** All seven, the best first, each with its evidence for and against. */
  candidates: LoyaltyCandidate[]
}

/**
 * Names the kind of loyalty of one customer by the rules of {@link LOYALTY_RULES}, or "unknown". A kind qualifies when all that it needs
 * speaks for it, nothing bars it, and its strength reaches `minimumStrength`; the strongest wins if it leads by `minimumLead`.
 * @throws InvalidInput naming a fact that cannot be (negative counts, answers off the scale)
 */
export function classifyLoyalty(facts: LoyaltyFacts, settings: LoyaltySettings = LOYALTY_SETTINGS): LoyaltyType {
  requireLoyaltyFacts(facts)
  const candidates = LOYALTY_KINDS.map((kind) => examine(kind, facts, settings)).sort(
    (a, b) => Number(b.qualifies) - Number(a.qualifies) || b.strength - a.strength,
  )
  const [best, second] = candidates as [LoyaltyCandidate, LoyaltyCandidate]
  if (!best.qualifies) {
    const couldBe = candidates.some(({ evidence }) => missesOnlyTheUnknown(evidence))
    return { kind: 'unknown', reason: couldBe ? 'tooFewFacts' : 'noRuleHolds', strength: 0, candidates }
  }
  if (second.qualifies && best.strength - second.strength < settings.minimumLead)
    return { kind: 'unknown', reason: 'twoKinds', strength: 0, candidates }
  return { kind: best.kind, reason: null, strength: best.strength, candidates }
}

function examine(kind: LoyaltyKind, facts: LoyaltyFacts, settings: LoyaltySettings): LoyaltyCandidate {
  const evidence = LOYALTY_RULES[kind].map((line) => ({ ...line, ...OBSERVATIONS[line.signal](facts, settings) }))
  let all = 0
  let net = 0
  for (const { weight, verdict } of evidence) {
    all += weight
    if (verdict === 'for') net += weight
    if (verdict === 'against') net -= weight
  }
  const strength = net / all
  return { kind, qualifies: holds(evidence) && strength >= settings.minimumStrength, strength, evidence }
}

function holds(evidence: Evidence[]): boolean {
  const either = evidence.filter(({ role }) => role === 'eitherNeeded')
  return (
    evidence.every(({ role, verdict }) => (role === 'needed' ? verdict === 'for' : role !== 'barring' || verdict !== 'for')) &&
    (either.length === 0 || either.some(({ verdict }) => verdict === 'for'))
  )
}

/** No needed signal speaks against the kind and nothing bars it, so that more facts could still name it. */
function missesOnlyTheUnknown(evidence: Evidence[]): boolean {
  const either = evidence.filter(({ role }) => role === 'eitherNeeded')
  return (
    evidence.every(({ role, verdict }) =>
      role === 'needed' ? verdict !== 'against' : role !== 'barring' || verdict !== 'for',
    ) &&
    (either.length === 0 || either.some(({ verdict }) => verdict !== 'against')) &&
    evidence.some(({ role, verdict }) => (role === 'needed' || role === 'eitherNeeded') && verdict === 'unknown')
  )
}
