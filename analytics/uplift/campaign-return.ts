import { requireCount, requireFinite, requireNonNegative } from '../errors.ts'
import type { LowHigh } from './wilson-interval.ts'

export interface CampaignReturn {
  /** What the campaign brought beyond what would have come anyway: lift a head × people treated. */
  incremental: number
  incrementalInterval: LowHigh
  /** incremental·margin − cost. */
  profit: number
  profitInterval: LowHigh
  /** profit ÷ cost; null for a campaign that cost nothing. */
  returnOnCost: number | null
}

/**
 * The money a campaign brought by itself (campaigns are judged by lift, not by opens).
 * @param lift lift a head and its interval, from {@link meanLift} on revenue a head
 * @param treated people in the treated arm
 * @param margin share of revenue that remains, 0–1 (or 1 when the outcome is already margin)
 * @param cost of the campaign, in the unit of the outcome
 */
export function campaignReturn(
  lift: { lift: number; interval: LowHigh },
  treated: number,
  margin: number,
  cost: number,
): CampaignReturn {
  requireFinite('lift.lift', lift.lift)
  lift.interval.forEach((bound, i) => {
    requireFinite('lift.interval', bound, i)
  })
  requireCount('treated', treated)
  requireNonNegative('margin', margin)
  requireNonNegative('cost', cost)
  const [low, high] = lift.interval
  const profitOf = (aHead: number) => aHead * treated * margin - cost
  const profit = profitOf(lift.lift)
  return {
    incremental: lift.lift * treated,
    incrementalInterval: [low * treated, high * treated],
    profit,
    profitInterval: [profitOf(low), profitOf(high)],
    returnOnCost: cost > 0 ? profit / cost : null,
  }
}
