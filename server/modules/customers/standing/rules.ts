/** Days after which a silent customer counts as dormant and as lost, and within which a first-time buyer is new; by trade. */
export interface StatusWindows {
  newDays: number
  dormantDays: number
  lostDays: number
}

const WINDOWS: Record<string, StatusWindows> = {
  salon: { newDays: 60, dormantDays: 90, lostDays: 180 },
  shop: { newDays: 60, dormantDays: 90, lostDays: 180 },
  dealer: { newDays: 90, dormantDays: 365, lostDays: 730 },
  key_account: { newDays: 90, dormantDays: 120, lostDays: 365 },
}
/** Defaults of a trade (FRM-17); an org's settings may replace them. */
export const statusWindows = (trade: string): StatusWindows => WINDOWS[trade] ?? WINDOWS.shop!

export type CustomerStatus = 'potential' | 'new' | 'existing' | 'dormant' | 'lost'

const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

/** CUST-02: derived, never typed. A first order makes a potential customer new; a second one, or time, an existing one; silence dormant, then lost. */
export function statusOf(
  summary: { orders: number; firstDay: string | null; lastDay: string | null },
  today: string,
  windows: StatusWindows,
): CustomerStatus {
  if (summary.orders === 0 || !summary.firstDay || !summary.lastDay) return 'potential'
  const silent = daysBetween(summary.lastDay, today)
  if (silent > windows.lostDays) return 'lost'
  if (silent > windows.dormantDays) return 'dormant'
  return summary.orders === 1 && daysBetween(summary.firstDay, today) <= windows.newDays ? 'new' : 'existing'
}
