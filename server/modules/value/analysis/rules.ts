import { concentration, rankPyramid, rfmHeatMap, rfmScores, SEGMENT_NAMES, segmentOf, tiesByRank } from '@shuke/analytics'
import { currencyExponent, toMajor } from '@shuke/contract/shared/money.ts'

export const TIERS = ['tier_a', 'tier_b', 'tier_c', 'tier_d'] as const
export type Tier = (typeof TIERS)[number]

/** Segments carry stable codes; screens give them names. */
export const segmentCode = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll("'", '')
    .replace(/[^a-z]+/g, '_')
export const SEGMENT_CODES: readonly string[] = SEGMENT_NAMES.map(segmentCode)

/** What the mathematics reads: one entry a customer, in the order of the customer numbers. */
export interface Figures {
  /** Days from the last counted order to the day of the analysis. */
  recency: Float64Array
  frequency: Float64Array
  /** Major units of the org's currency. */
  monetary: Float64Array
  /** Decimals of that currency: sums are rounded to them, so that no binary dust is shown. */
  decimals: number
}

const roundTo = (amount: number, decimals: number): number => Math.round(amount * 10 ** decimals) / 10 ** decimals

const DAY_MS = 86_400_000

/** The arrays of the mathematics out of stored columns. R = day of analysis − last day. */
export function figuresOf(
  columns: { lastDay: Int32Array; orders: Int32Array; net: Float64Array },
  asOf: string,
  currency: string,
): Figures {
  const today = Date.parse(asOf) / DAY_MS
  return {
    recency: Float64Array.from(columns.lastDay, (day) => today - day),
    frequency: Float64Array.from(columns.orders),
    monetary: Float64Array.from(columns.net, (net) => toMajor(net, currency)),
    decimals: currencyExponent(currency),
  }
}

const NO_SCORES = { R: new Uint8Array(), F: new Uint8Array(), M: new Uint8Array() }
const zeros = (length: number) => new Array<number>(length).fill(0)

/** RFM quintiles; with nobody to score all counts and cuts are zero. */
export function rfmOf(figures: Figures) {
  if (figures.recency.length === 0) {
    const counts = { R: zeros(5), F: zeros(5), M: zeros(5) }
    return {
      cuts: { R: zeros(4), F: zeros(4), M: zeros(4) },
      counts,
      scores: NO_SCORES,
      heatMap: [1, 2, 3, 4, 5].map(() => zeros(5)),
      segmentOfRow: [] as string[],
      segments: [],
    }
  }
  const { cuts, counts, scores } = rfmScores(figures)
  const heatMap = rfmHeatMap(scores.R, scores.F, figures.monetary).customers
  const segmentOfRow = Array.from(scores.R, (r, row) => segmentCode(segmentOf(r, scores.F[row]!, scores.M[row]!)))
  const segments = new Map<string, { customers: number; revenue: number }>()
  for (const [row, segment] of segmentOfRow.entries()) {
    const sum = segments.get(segment) ?? { customers: 0, revenue: 0 }
    segments.set(segment, { customers: sum.customers + 1, revenue: sum.revenue + figures.monetary[row]! })
  }
  const ordered = SEGMENT_CODES.flatMap((segment) => {
    const sum = segments.get(segment)
    return sum ? [{ segment, customers: sum.customers, revenue: roundTo(sum.revenue, figures.decimals) }] : []
  })
  return { cuts, counts, scores, heatMap, segmentOfRow, segments: ordered }
}

/** The pyramid 1/4/15/80 by money, ties by customer number. Money below zero (refunds of older sales) counts as none. */
export function pyramidOf(figures: Figures) {
  const { length } = figures.monetary
  if (length === 0) {
    return {
      tierOfRow: [] as Tier[],
      tiers: TIERS.map((tier) => ({ tier, customers: 0, revenue: 0, revenueShare: 0 })),
      top20Share: 0,
      gini: 0,
      concentration: [] as { customers: number; revenue: number }[],
    }
  }
  const money = figures.monetary.map((amount) => Math.max(0, amount))
  const { tierOf, tiers } = rankPyramid(money, undefined, tiesByRank(Uint32Array.from(money, (_, row) => row)))
  const { top20Share, gini, curve } = concentration(money)
  return {
    tierOfRow: Array.from(tierOf, (tier) => TIERS[tier]!),
    tiers: tiers.map((tier, index) => ({
      tier: TIERS[index]!,
      customers: tier.customers,
      revenue: roundTo(tier.total, figures.decimals),
      revenueShare: tier.share,
    })),
    top20Share,
    gini: gini ?? 0,
    concentration: curve.map(([customers, revenue]) => ({ customers, revenue })),
  }
}
