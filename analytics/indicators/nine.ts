import { InvalidInput, requireNonNegative } from '../errors.ts'

/** The nine value indicators in the order of the customer value card (VAL-06…VAL-08). */
export const INDICATORS = [
  'profit',
  'volume',
  'serviceCost',
  'credit',
  'loyalty',
  'trust',
  'innovation',
  'network',
  'interaction',
] as const
export type Indicator = (typeof INDICATORS)[number]

/** 现在价值, 未来价值, 社会价值: three indicators each. */
export const INDICATOR_GROUPS = {
  present: ['profit', 'volume', 'serviceCost'],
  future: ['credit', 'loyalty', 'trust'],
  social: ['innovation', 'network', 'interaction'],
} as const satisfies Record<string, readonly Indicator[]>
export type IndicatorGroup = keyof typeof INDICATOR_GROUPS

/** Indicators where less is better: a customer who costs little service stands high. */
export const REVERSED_INDICATORS: ReadonlySet<Indicator> = new Set<Indicator>(['serviceCost'])

/** Raise this when a formula of this folder changes: stored scores name the version that made them. */
export const INDICATOR_FORMULA_VERSION = 1

export type IndicatorWeights = Record<Indicator, number>

/** Equal weights: the total is then the mean of the nine scores. */
export const EQUAL_WEIGHTS: Readonly<IndicatorWeights> = weightsOf(() => 1 / 9)

/** The group an indicator belongs to. */
export function groupOf(indicator: Indicator): IndicatorGroup {
  const groups = Object.keys(INDICATOR_GROUPS) as IndicatorGroup[]
  return groups.find((group) => (INDICATOR_GROUPS[group] as readonly Indicator[]).includes(indicator))!
}

/**
 * Throws unless every indicator has a weight ≥ 0 and the nine sum to 1 (within 1e-9).
 * @throws InvalidInput naming the indicator, or `weights` when the sum is wrong
 */
export function requireWeights(weights: IndicatorWeights): void {
  let sum = 0
  for (const indicator of INDICATORS) {
    requireNonNegative(`weights.${indicator}`, weights[indicator])
    sum += weights[indicator]
  }
  if (Math.abs(sum - 1) > 1e-9) throw new InvalidInput('weights', `must sum to 1, got ${sum}; divide each by the sum`)
}

function weightsOf(weight: (indicator: Indicator) => number): IndicatorWeights {
  return Object.fromEntries(INDICATORS.map((indicator) => [indicator, weight(indicator)])) as IndicatorWeights
}
