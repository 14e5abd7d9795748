/** Which customers stand behind a figure, as the address says it. */
export interface RowsView {
  asOf?: string
  tier?: (typeof TIERS)[number]
  r?: string
  f?: string
  m?: string
  segment?: string
}

/** Tiers from the top of the pyramid down. */
export const TIERS = ['tier_a', 'tier_b', 'tier_c', 'tier_d'] as const

const matching = (value: unknown, pattern: RegExp): string | undefined =>
  typeof value === 'string' && pattern.test(value) ? value : undefined
const SCORE = /^[1-5]$/
const DAY = /^\d{4}-\d{2}-\d{2}$/

export const readAsOf = (search: Record<string, unknown>): { asOf?: string } => ({ asOf: matching(search.asOf, DAY) })

export const readRowsView = (search: Record<string, unknown>): RowsView => ({
  ...readAsOf(search),
  tier: TIERS.find((tier) => tier === search.tier),
  r: matching(search.r, SCORE),
  f: matching(search.f, SCORE),
  m: matching(search.m, SCORE),
  segment: matching(search.segment, /^.{1,40}$/),
})
