/**
 * A labelled synthetic panel: 200 customers of each kind and 400 of none, seeded. Behaviour is simulated order by order from each kind's motive
 * (not drawn around the rules' thresholds), surveys are noisy and partly unanswered, and some facts are not recorded.
 */
import { describe, expect, it } from 'vitest'
import { Random } from '../stats/random.ts'
import { classifyLoyalty } from './classify.ts'
import type { LoyaltyFacts } from './facts.ts'
import { LOYALTY_KINDS, type LoyaltyKind } from './rules.ts'

type Label = LoyaltyKind | 'none'

/** What moves a customer. */
interface Motive {
  /** Mean true liking, 1–5. */
  liking: number
  orders: number
  /** 1 = random intervals, larger = steadier (gamma shape). */
  steadiness: number
  waitsForLowPrice: number
  waitsForReward: number
  near: boolean
  captive: boolean
  blocked: boolean
  answers: number
  refers: number
}

const ORDINARY: Motive = {
  liking: 3.5,
  orders: 7,
  steadiness: 1.2,
  waitsForLowPrice: 0.05,
  waitsForReward: 0.05,
  near: false,
  captive: false,
  blocked: false,
  answers: 0.3,
  refers: 0.1,
}

const MOTIVES: Record<Label, Partial<Motive>> = {
  monopoly: { liking: 2.3, orders: 10, captive: true },
  inertia: { liking: 2.2, orders: 14, steadiness: 12, answers: 0.02 },
  convenience: { liking: 3.1, orders: 12, near: true },
  price: { liking: 3.1, orders: 9, waitsForLowPrice: 0.9 },
  incentive: { liking: 3.2, orders: 9, waitsForReward: 0.9 },
  superValue: { liking: 4.7, orders: 14, answers: 0.6, refers: 1.5 },
  latent: { liking: 4.6, orders: 1.2, blocked: true, answers: 0.5 },
  none: {},
}

const REWARD_DAYS = 0.25
const PRICE_DAYS = 0.2

function simulate(motive: Motive, random: Random): LoyaltyFacts {
  const orders = random.poisson(motive.orders)
  let lowest = 0
  let full = 0
  let inReward = 0
  const gaps: number[] = []
  for (let i = 0; i < orders; i++) {
    gaps.push(random.gamma(motive.steadiness))
    if (random.uniform() < Math.max(motive.waitsForReward, REWARD_DAYS)) inReward++
    if (random.uniform() < Math.max(motive.waitsForLowPrice, PRICE_DAYS)) lowest++
    else if (random.uniform() < 0.9) full++
  }
  const liking = motive.liking + random.normal(0, 0.4)
  const answer = (most: number, share: number) =>
    Math.min(most, Math.max(most === 5 ? 1 : 0, Math.round(share + random.normal(0, 0.3))))
  const received = random.poisson(10)
  let answered = 0
  for (let i = 0; i < received; i++) if (random.uniform() < motive.answers) answered++
  const known = <T>(share: number, value: T) => (random.uniform() < share ? value : null)
  return {
    orders,
    gapVariation: gaps.length > 2 ? variation(gaps) : null,
    satisfaction: known(0.8, answer(5, liking)),
    recommend: known(0.6, answer(10, (liking - 1) * 2.5)),
    repurchaseIntention: known(0.4, answer(5, liking)),
    messagesReceived: received,
    messagesAnswered: answered,
    soleSupplier: known(0.95, motive.captive),
    distanceMetres: known(0.9, motive.near ? 100 + 700 * random.uniform() : 500 + random.exponential(1 / 4000)),
    storesUsed: motive.near ? 1 : 1 + random.poisson(0.5),
    stopsWhenStoreCloses: known(0.9, motive.near ? random.uniform() < 0.95 : random.uniform() < 0.1),
    lowestPriceOrders: lowest,
    fullPriceOrders: full,
    leftAfterPriceRise: known(0.5, random.uniform() < (motive.waitsForLowPrice > 0.5 ? 0.8 : 0.1)),
    rewardCampaignOrders: inReward,
    rewardCampaignDayShare: REWARD_DAYS,
    convertedReferrals: random.poisson(motive.refers),
    openBarriers: motive.blocked ? Number(random.uniform() < 0.85) : Number(random.uniform() < 0.03),
  }
}

function variation(gaps: number[]): number {
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
  return Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / (gaps.length - 1)) / mean
}

describe('loyalty types on a labelled synthetic panel', () => {
  const random = new Random(20260131)
  const labels: Label[] = [...LOYALTY_KINDS, 'none']
  const matrix = new Map(
    labels.map((label) => {
      const named = new Map<string, number>()
      for (let i = 0; i < (label === 'none' ? 400 : 200); i++) {
        const { kind } = classifyLoyalty(simulate({ ...ORDINARY, ...MOTIVES[label] }, random))
        named.set(kind, (named.get(kind) ?? 0) + 1)
      }
      return [label, named] as const
    }),
  )
  const cell = (label: Label, kind: string) => matrix.get(label)!.get(kind) ?? 0

  /** superValue is missed most: a third of the panel's fans never answered the question that shows it. */
  const FLOORS: Record<LoyaltyKind, number> = {
    monopoly: 0.85,
    inertia: 0.75,
    convenience: 0.7,
    price: 0.85,
    incentive: 0.85,
    superValue: 0.6,
    latent: 0.7,
  }

  it.each(LOYALTY_KINDS)('%s is found, and right when named', (kind) => {
    const named = labels.reduce((sum, label) => sum + cell(label, kind), 0)
    expect(cell(kind, kind) / 200).toBeGreaterThanOrEqual(FLOORS[kind])
    expect(cell(kind, kind) / named).toBeGreaterThanOrEqual(0.9)
  })

  it('who is not sure says "unknown" instead of a wrong kind', () => {
    const wrong = LOYALTY_KINDS.reduce((sum, label) => sum + 200 - cell(label, label) - cell(label, 'unknown'), 0)
    expect(wrong / 1400).toBeLessThanOrEqual(0.02)
    expect(cell('none', 'unknown') / 400).toBeGreaterThanOrEqual(0.9)
  })
})
