import { InvalidInput, requireCount, requireFinite, requireNonNegative, requireProbability } from '../errors.ts'

/** What is known of one customer in a window of time. null = not known; a rule never reads null as "no". */
export interface LoyaltyFacts {
  /** Purchase occasions in the window. */
  orders: number
  /** Standard deviation ÷ mean of the days between purchases; 0 = like clockwork, 1 = random. */
  gapVariation: number | null
  /** Mean answer to satisfaction questions, 1–5. */
  satisfaction: number | null
  /** Latest answer to "would you recommend us", 0–10. */
  recommend: number | null
  /** Latest answer to "will you buy again", 1–5. */
  repurchaseIntention: number | null
  messagesReceived: number
  messagesAnswered: number
  /** Are we the only supplier within the customer's reach (or by law)? */
  soleSupplier: boolean | null
  /** From home or work to the store used most. */
  distanceMetres: number | null
  /** Different stores used. */
  storesUsed: number | null
  /** Stays away while the own store is closed (seen at least once), instead of going to another of ours. */
  stopsWhenStoreCloses: boolean | null
  /** Orders at the lowest price of the window, below the ordinary one. */
  lowestPriceOrders: number | null
  /** Orders without any price reduction. */
  fullPriceOrders: number | null
  /** Stopped or clearly bought less after a price rise. */
  leftAfterPriceRise: boolean | null
  /** Orders inside reward campaigns (points, gifts, prizes). */
  rewardCampaignOrders: number | null
  /** Share of the window's days that lay inside reward campaigns, 0–1: what chance alone would give. */
  rewardCampaignDayShare: number | null
  /** Recommended people who became customers. */
  convertedReferrals: number | null
  /** Open obstacles recorded for the customer: a rule of ours, disorder, opening hours … (LOY-14). */
  openBarriers: number | null
}

const COUNTS = ['lowestPriceOrders', 'fullPriceOrders', 'rewardCampaignOrders'] as const

/**
 * @throws InvalidInput naming the fact: negative or broken counts, more orders of a kind than orders, answers outside their scale
 */
export function requireLoyaltyFacts(facts: LoyaltyFacts): void {
  requireCount('facts.orders', facts.orders)
  requireCount('facts.messagesReceived', facts.messagesReceived)
  requireCount('facts.messagesAnswered', facts.messagesAnswered)
  requireAtMost('messagesAnswered', facts.messagesAnswered, facts.messagesReceived)
  for (const name of COUNTS) {
    const count = facts[name]
    if (count === null) continue
    requireCount(`facts.${name}`, count)
    requireAtMost(name, count, facts.orders)
  }
  requireAtMost('lowestPriceOrders', (facts.lowestPriceOrders ?? 0) + (facts.fullPriceOrders ?? 0), facts.orders)
  for (const name of ['convertedReferrals', 'openBarriers', 'storesUsed'] as const)
    if (facts[name] !== null) requireCount(`facts.${name}`, facts[name])
  for (const name of ['gapVariation', 'distanceMetres'] as const)
    if (facts[name] !== null) requireNonNegative(`facts.${name}`, facts[name])
  if (facts.rewardCampaignDayShare !== null) requireProbability('facts.rewardCampaignDayShare', facts.rewardCampaignDayShare)
  requireAnswer('satisfaction', facts.satisfaction, 1, 5)
  requireAnswer('repurchaseIntention', facts.repurchaseIntention, 1, 5)
  requireAnswer('recommend', facts.recommend, 0, 10)
}

/** Throws unless an answer is null or lies on its scale. */
export function requireAnswer(name: string, answer: number | null, least: number, most: number): void {
  if (answer === null) return
  requireFinite(`facts.${name}`, answer)
  if (answer < least || answer > most)
    throw new InvalidInput(`facts.${name}`, `must lie between ${least} and ${most}, got ${answer}`)
}

function requireAtMost(name: string, count: number, most: number): void {
  if (count > most) throw new InvalidInput(`facts.${name}`, `is ${count}, more than the ${most} there are`)
}
