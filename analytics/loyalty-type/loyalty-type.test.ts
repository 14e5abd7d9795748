import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../errors.ts'
import { classifyLoyalty } from './classify.ts'
import type { LoyaltyFacts } from './facts.ts'
import { loyaltyScore } from './loyalty-score.ts'

const nothing: LoyaltyFacts = {
  orders: 0,
  gapVariation: null,
  satisfaction: null,
  recommend: null,
  repurchaseIntention: null,
  messagesReceived: 0,
  messagesAnswered: 0,
  soleSupplier: null,
  distanceMetres: null,
  storesUsed: null,
  stopsWhenStoreCloses: null,
  lowestPriceOrders: null,
  fullPriceOrders: null,
  leftAfterPriceRise: null,
  rewardCampaignOrders: null,
  rewardCampaignDayShare: null,
  convertedReferrals: null,
  openBarriers: null,
}

describe('seven kinds of loyalty: the planted customers', () => {
  it.each<[string, Partial<LoyaltyFacts>]>([
    ['monopoly', { orders: 6, soleSupplier: true, satisfaction: 2 }],
    ['inertia', { orders: 12, gapVariation: 0.1, satisfaction: 2, messagesReceived: 8, messagesAnswered: 0 }],
    ['convenience', { orders: 10, distanceMetres: 300, storesUsed: 1, stopsWhenStoreCloses: true }],
    ['price', { orders: 10, lowestPriceOrders: 9, rewardCampaignOrders: 1 }],
    ['incentive', { orders: 10, rewardCampaignOrders: 8, rewardCampaignDayShare: 0.2, lowestPriceOrders: 3 }],
    ['superValue', { orders: 10, fullPriceOrders: 10, lowestPriceOrders: 0, recommend: 10, convertedReferrals: 2 }],
    ['latent', { orders: 1, satisfaction: 5, openBarriers: 1 }],
  ])('%s', (kind, facts) => {
    const typed = classifyLoyalty({ ...nothing, ...facts })
    expect(typed.kind).toBe(kind)
    const evidence = typed.candidates[0]!.evidence
    expect(evidence.filter(({ role }) => role === 'needed').every(({ verdict }) => verdict === 'for')).toBe(true)
  })

  it('evidence names the value and what it was held against', () => {
    const [best] = classifyLoyalty({ ...nothing, orders: 10, lowestPriceOrders: 9, leftAfterPriceRise: false }).candidates
    expect(best!.evidence).toContainEqual({
      signal: 'lowestPrice',
      role: 'needed',
      weight: 3,
      value: 0.9,
      threshold: 0.7,
      verdict: 'for',
    })
    expect(best!.evidence).toContainEqual(expect.objectContaining({ signal: 'leftAfterPriceRise', verdict: 'against' }))
  })
})

describe('"unknown" is an answer', () => {
  it('when what would decide is not known', () => {
    expect(classifyLoyalty(nothing)).toMatchObject({ kind: 'unknown', reason: 'tooFewFacts', strength: 0 })
  })

  it('when enough is known and no rule holds', () => {
    const middling: LoyaltyFacts = {
      ...nothing,
      orders: 5,
      gapVariation: 0.9,
      satisfaction: 3.5,
      recommend: 7,
      soleSupplier: false,
      distanceMetres: 8000,
      stopsWhenStoreCloses: false,
      lowestPriceOrders: 1,
      rewardCampaignOrders: 1,
    }
    expect(classifyLoyalty(middling)).toMatchObject({ kind: 'unknown', reason: 'noRuleHolds' })
  })

  it('when price and reward speak equally', () => {
    const both = { ...nothing, orders: 10, lowestPriceOrders: 9, rewardCampaignOrders: 9 }
    expect(classifyLoyalty(both)).toMatchObject({ kind: 'unknown' })
  })

  it('when orders fall into campaigns only because campaigns are always on', () => {
    const facts = { ...nothing, orders: 10, rewardCampaignOrders: 8, rewardCampaignDayShare: 0.75 }
    expect(classifyLoyalty(facts).kind).toBe('unknown')
  })

  it('when two kinds are equally strong', () => {
    const facts = { ...nothing, orders: 10, soleSupplier: null, distanceMetres: 300, stopsWhenStoreCloses: true, storesUsed: 1 }
    const near = classifyLoyalty(facts).candidates[0]!.strength
    const typed = classifyLoyalty({ ...facts, lowestPriceOrders: 9, rewardCampaignOrders: 0, leftAfterPriceRise: true })
    expect(near).toBe(1)
    expect(typed).toMatchObject({ kind: 'unknown', reason: 'twoKinds' })
  })

  it('a happy neighbour is not "only near", and a happy regular is no captive', () => {
    const facts = { ...nothing, orders: 10, recommend: 10, distanceMetres: 300, stopsWhenStoreCloses: true, soleSupplier: true }
    expect(classifyLoyalty(facts).kind).toBe('superValue')
  })
})

it('refuses facts that cannot be, by name', () => {
  expect(() => classifyLoyalty({ ...nothing, orders: 3, lowestPriceOrders: 4 })).toThrow(/facts.lowestPriceOrders/)
  expect(() => classifyLoyalty({ ...nothing, satisfaction: 6 })).toThrow(/facts.satisfaction/)
  expect(() => classifyLoyalty({ ...nothing, gapVariation: Number.NaN })).toThrow(InvalidInput)
  expect(() => classifyLoyalty({ ...nothing, messagesAnswered: 1 })).toThrow(/facts.messagesAnswered/)
})

describe('three-class loyalty score', () => {
  const unknownBehaviour = { recency: null, frequency: null, amount: null, retention: null, lifetime: null }
  const unasked = { satisfaction: null, recommend: null, repurchaseIntention: null }

  it('a customer who was never asked has no attitude, and the total rests on the rest', () => {
    const score = loyaltyScore({
      attitude: unasked,
      behaviour: { ...unknownBehaviour, recency: 80, frequency: 60 },
      advocacy: { referrals: 2, sharedResources: 0, adoptedAdvice: 0, protectedImage: 0 },
    })
    expect(score).toEqual({ attitude: null, behaviour: 70, advocacy: 50, total: 60 })
  })

  it('adopted advice raises advocacy; answers map to 0–100', () => {
    const attitude = { satisfaction: 5, recommend: 8, repurchaseIntention: 3 }
    const with0 = loyaltyScore({
      attitude,
      behaviour: unknownBehaviour,
      advocacy: { referrals: 0, sharedResources: 0, adoptedAdvice: 0, protectedImage: 0 },
    })
    const with1 = loyaltyScore({
      attitude,
      behaviour: unknownBehaviour,
      advocacy: { referrals: 0, sharedResources: 0, adoptedAdvice: 1, protectedImage: 0 },
    })
    expect(with0.attitude).toBeCloseTo((100 + 80 + 50) / 3, 12)
    expect(with0.advocacy).toBe(0)
    expect(with1.advocacy).toBeGreaterThan(25)
    expect(loyaltyScore({ attitude: unasked, behaviour: unknownBehaviour, advocacy: null }).total).toBeNull()
  })

  it('refuses what is off the scale', () => {
    expect(() => loyaltyScore({ attitude: unasked, behaviour: { ...unknownBehaviour, amount: 101 }, advocacy: null })).toThrow(
      /behaviour.amount/,
    )
  })
})
