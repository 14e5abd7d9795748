import type { LoyaltyFacts } from './facts.ts'

/**
 * Thresholds of the rules. The sources describe the seven kinds in words only (LOY-05…LOY-11): these figures are proposals,
 * and a shop may set its own.
 */
export interface LoyaltySettings {
  satisfiedFrom: number
  /** Mean satisfaction that counts as attachment where nobody asked for a recommendation. */
  delightedFrom: number
  dissatisfiedUpTo: number
  promoterFrom: number
  detractorUpTo: number
  /** Orders in the window that count as repetition. */
  repeatOrders: number
  steadyGapVariation: number
  silentAnswerRate: number
  nearMetres: number
  lowestPriceShare: number
  /** Share of orders in reward campaigns. */
  campaignShare: number
  /** The same after chance is taken off: (share − share of days) ÷ (1 − share of days). */
  campaignExcess: number
  fullPriceShare: number
  /** A kind is named from this strength on … */
  minimumStrength: number
  /** … and only this far ahead of the next one. */
  minimumLead: number
}

export const LOYALTY_SETTINGS: Readonly<LoyaltySettings> = {
  satisfiedFrom: 4,
  delightedFrom: 4.5,
  dissatisfiedUpTo: 3,
  promoterFrom: 9,
  detractorUpTo: 6,
  repeatOrders: 4,
  steadyGapVariation: 0.5,
  silentAnswerRate: 0.1,
  nearMetres: 1000,
  lowestPriceShare: 0.7,
  campaignShare: 0.7,
  campaignExcess: 0.5,
  fullPriceShare: 0.6,
  minimumStrength: 0.5,
  minimumLead: 0.1,
}

export type Verdict = 'for' | 'against' | 'unknown'

/** One observation: the fact as it was read, what it was held against, and the verdict. */
export interface Observation {
  value: number | boolean | string | null
  threshold: number | boolean | string
  verdict: Verdict
}

type Observe = (facts: LoyaltyFacts, settings: LoyaltySettings) => Observation

/** The questions that the rules ask. Each can answer "unknown". */
export const OBSERVATIONS = {
  soleSupplier: (facts) => yesNo(facts.soleSupplier),
  enoughOrders: (facts, { repeatOrders }) => atLeast(facts.orders, repeatOrders),
  fewOrders: (facts, { repeatOrders }) => below(facts.orders, repeatOrders),
  steadyRhythm: (facts, { steadyGapVariation }) => atMost(facts.gapVariation, steadyGapVariation),
  highAttitude: (facts, settings) => attitudeIs('high', facts, settings),
  attached: (facts, settings) => attached(facts, settings),
  lowAttitude: (facts, settings) => attitudeIs('low', facts, settings),
  silent: (facts, { silentAnswerRate }) => atMost(share(facts.messagesAnswered, facts.messagesReceived), silentAnswerRate),
  near: (facts, { nearMetres }) => atMost(facts.distanceMetres, nearMetres),
  oneStoreOnly: (facts) => atMost(facts.storesUsed, 1),
  stopsWhenStoreCloses: (facts) => yesNo(facts.stopsWhenStoreCloses),
  lowestPrice: (facts, { lowestPriceShare }) => atLeast(share(facts.lowestPriceOrders, facts.orders), lowestPriceShare),
  leftAfterPriceRise: (facts) => yesNo(facts.leftAfterPriceRise),
  inCampaigns: (facts, settings) => inCampaigns(facts, settings),
  priceBeforeReward: (facts) => compare(facts.lowestPriceOrders, facts.rewardCampaignOrders),
  rewardBeforePrice: (facts) => compare(facts.rewardCampaignOrders, facts.lowestPriceOrders),
  fullPrice: (facts, { fullPriceShare }) => atLeast(share(facts.fullPriceOrders, facts.orders), fullPriceShare),
  refers: (facts) => atLeast(facts.convertedReferrals, 1),
  wouldBuyAgain: (facts, { satisfiedFrom }) => atLeast(facts.repurchaseIntention, satisfiedFrom),
  openBarrier: (facts) => atLeast(facts.openBarriers, 1),
} as const satisfies Record<string, Observe>

export type SignalName = keyof typeof OBSERVATIONS

/** High: some answer is good and none is bad; low: the other way round; middle: neither or mixed; null: nobody asked. */
export function attitudeOf(facts: LoyaltyFacts, settings: LoyaltySettings): 'high' | 'middle' | 'low' | null {
  const { satisfaction, recommend } = facts
  if (satisfaction === null && recommend === null) return null
  const good = reaches(satisfaction, settings.satisfiedFrom) || reaches(recommend, settings.promoterFrom)
  const bad = staysWithin(satisfaction, settings.dissatisfiedUpTo) || staysWithin(recommend, settings.detractorUpTo)
  if (good === bad) return 'middle'
  return good ? 'high' : 'low'
}

const reaches = (answer: number | null, from: number) => answer !== null && answer >= from
const staysWithin = (answer: number | null, upTo: number) => answer !== null && answer <= upTo

function attitudeIs(wanted: 'high' | 'low', facts: LoyaltyFacts, settings: LoyaltySettings): Observation {
  const attitude = attitudeOf(facts, settings)
  return { value: attitude, threshold: wanted, verdict: verdict(attitude === null ? null : attitude === wanted) }
}

/** More than satisfied: would recommend us (9–10); where that was not asked, delighted. */
function attached({ recommend, satisfaction }: LoyaltyFacts, settings: LoyaltySettings): Observation {
  return recommend !== null ? atLeast(recommend, settings.promoterFrom) : atLeast(satisfaction, settings.delightedFrom)
}

function inCampaigns(facts: LoyaltyFacts, settings: LoyaltySettings): Observation {
  const seen = atLeast(share(facts.rewardCampaignOrders, facts.orders), settings.campaignShare)
  const byChance = facts.rewardCampaignDayShare
  if (seen.verdict !== 'for' || byChance === null) return seen
  const excess = byChance === 1 ? 0 : ((seen.value as number) - byChance) / (1 - byChance)
  return excess >= settings.campaignExcess ? seen : { value: excess, threshold: settings.campaignExcess, verdict: 'against' }
}

/** For when the first count is at least the second: an order at the lowest price inside a campaign speaks for both kinds. */
function compare(first: number | null, second: number | null): Observation {
  return {
    value: first,
    threshold: second ?? 'unknown',
    verdict: verdict(first === null || second === null ? null : first >= second),
  }
}

function yesNo(value: boolean | null): Observation {
  return { value, threshold: true, verdict: verdict(value) }
}

function atLeast(value: number | null, threshold: number): Observation {
  return { value, threshold, verdict: verdict(value === null ? null : value >= threshold) }
}

function atMost(value: number | null, threshold: number): Observation {
  return { value, threshold, verdict: verdict(value === null ? null : value <= threshold) }
}

function below(value: number, threshold: number): Observation {
  return { value, threshold, verdict: verdict(value < threshold) }
}

function share(part: number | null, whole: number): number | null {
  return part === null || whole === 0 ? null : part / whole
}

function verdict(answer: boolean | null): Verdict {
  if (answer === null) return 'unknown'
  return answer ? 'for' : 'against'
}
