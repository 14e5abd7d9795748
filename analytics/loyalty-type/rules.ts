import type { SignalName } from './signals.ts'

/** 垄断 惰性 方便 价格 激励 超值 潜在: the seven kinds of loyalty (LOY-05…LOY-11), in the order of the source. */
export const LOYALTY_KINDS = ['monopoly', 'inertia', 'convenience', 'price', 'incentive', 'superValue', 'latent'] as const
export type LoyaltyKind = (typeof LOYALTY_KINDS)[number]

/**
 * How a signal counts. needed: must speak for the kind; eitherNeeded: at least one of these must; barring: must not speak for it (a
 * happy regular is not "only near"); supporting: makes it stronger or weaker. Only unbarred kinds with all that is needed qualify.
 */
export type SignalRole = 'needed' | 'eitherNeeded' | 'barring' | 'supporting'

export interface RuleLine {
  signal: SignalName
  role: SignalRole
  weight: number
}

const needed = (signal: SignalName, weight: number): RuleLine => ({ signal, role: 'needed', weight })
const eitherNeeded = (signal: SignalName, weight: number): RuleLine => ({ signal, role: 'eitherNeeded', weight })
const barring = (signal: SignalName): RuleLine => ({ signal, role: 'barring', weight: 0 })
const supporting = (signal: SignalName, weight: number): RuleLine => ({ signal, role: 'supporting', weight })

/**
 * The rules. Attitude × repetition after Dick & Basu (1994): kinds 1–5 repeat without a strong attitude (spurious), superValue repeats with
 * it, latent has the attitude without the repetition. Weights order the evidence within a kind; they are proposals.
 */
export const LOYALTY_RULES: Record<LoyaltyKind, readonly RuleLine[]> = {
  monopoly: [needed('soleSupplier', 3), barring('attached'), supporting('lowAttitude', 2)],
  inertia: [
    needed('enoughOrders', 1),
    needed('steadyRhythm', 2),
    needed('lowAttitude', 2),
    supporting('silent', 1),
    barring('soleSupplier'),
    barring('stopsWhenStoreCloses'),
    barring('lowestPrice'),
    barring('inCampaigns'),
  ],
  convenience: [
    needed('near', 2),
    needed('stopsWhenStoreCloses', 3),
    barring('attached'),
    barring('soleSupplier'),
    supporting('oneStoreOnly', 1),
  ],
  price: [needed('enoughOrders', 1), needed('lowestPrice', 3), barring('rewardBeforePrice'), supporting('leftAfterPriceRise', 1)],
  incentive: [needed('enoughOrders', 1), needed('inCampaigns', 3), barring('priceBeforeReward')],
  superValue: [
    needed('enoughOrders', 2),
    needed('attached', 3),
    barring('lowestPrice'),
    barring('inCampaigns'),
    supporting('fullPrice', 1),
    supporting('refers', 2),
  ],
  latent: [
    needed('fewOrders', 2),
    needed('highAttitude', 3),
    eitherNeeded('openBarrier', 2),
    eitherNeeded('wouldBuyAgain', 1),
    supporting('refers', 1),
  ],
}
