import { InvalidInput, requireCount, requireNonEmpty, requireNonNegative } from '../errors.ts'
import { median } from '../stats/quantile.ts'
import { type LowHigh, wilsonInterval } from '../uplift/wilson-interval.ts'

export interface FunnelDeal {
  /** Index of the furthest stage reached, 0 = the first. */
  reached: number
  outcome: 'open' | 'won' | 'lost'
  /** Days spent in stage 0, 1, … as far as the deal has left them; may be shorter than the stages. */
  days?: readonly number[]
}

export interface FunnelStage {
  stage: string
  /** Decided deals that reached the stage. */
  entered: number
  /** Of these, deals that reached the next one (for the last stage: that were won). */
  advanced: number
  /** advanced ÷ entered; null where nothing entered. */
  conversion: number | null
  conversionInterval: LowHigh | null
  /** Share of deals at this stage that end won; null where nothing entered. The stage probability of a sales forecast. */
  winProbability: number | null
  won: number
  medianDays: number | null
  /** Open deals that stand here now. */
  open: number
}

export interface Funnel {
  stages: FunnelStage[]
  decided: number
  won: number
  /** won ÷ decided; the product of the stages' conversions. null without decided deals. */
  totalConversion: number | null
}

/**
 * Sales funnel (销售漏斗, SALES-02): conversion and time for each stage.
 *
 * Counted over decided deals only (won or lost): an open deal is not a failure. Since a stage's entrants are the last one's advanced, the
 * conversions multiply to the total. Where most deals are still open the decided ones lean towards the quick losses; compare `decided` with `open`.
 * Every deal counts as having passed all stages before the one reached. A won deal has passed all stages whatever `reached` says.
 * @throws InvalidInput for a stage index outside the funnel or a negative time (names the deal)
 */
export function funnel(stages: readonly string[], deals: readonly FunnelDeal[], level = 0.95): Funnel {
  requireNonEmpty('stages', stages)
  const last = stages.length - 1
  deals.forEach((deal, i) => {
    requireCount('deals.reached', deal.reached, i)
    if (deal.reached > last) throw new InvalidInput('deals.reached', `is ${deal.reached}, but the last stage is ${last}`, i)
    deal.days?.forEach((days) => {
      requireNonNegative('deals.days', days, i)
    })
  })
  const decided = deals.filter(({ outcome }) => outcome !== 'open')
  const won = decided.filter(({ outcome }) => outcome === 'won').length
  const entered = [...stages, 'won'].map((_, stage) => decided.filter((deal) => passed(deal, last) >= stage).length)
  const described = stages.map((stage, i): FunnelStage => {
    const times = deals.flatMap(({ days }) => (days?.[i] === undefined ? [] : [days[i]]))
    const known = entered[i]! > 0
    return {
      stage,
      entered: entered[i]!,
      advanced: entered[i + 1]!,
      conversion: known ? entered[i + 1]! / entered[i]! : null,
      conversionInterval: known ? wilsonInterval(entered[i + 1]!, entered[i]!, level) : null,
      winProbability: known ? won / entered[i]! : null,
      won,
      medianDays: times.length > 0 ? median(times) : null,
      open: deals.filter(({ outcome, reached }) => outcome === 'open' && reached === i).length,
    }
  })
  return { stages: described, decided: decided.length, won, totalConversion: decided.length > 0 ? won / decided.length : null }
}

function passed({ outcome, reached }: FunnelDeal, last: number): number {
  return outcome === 'won' ? last + 1 : reached
}
