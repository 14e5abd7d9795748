import type { Order } from '@shuke/contract/interactions/purchases.ts'

export interface Usual {
  /** Items bought most often, best first. */
  items: { name: string; times: number }[]
  /** Number of orders looked at. */
  orders: number
}

const LOOKED_AT = 10
const SHOWN = 3

/** What a customer usually has: item names by the number of the last ten sales that contain them, at least twice. */
export function usualItems(orders: readonly Order[]): Usual {
  const sales = orders
    .filter((order) => (order.kind === 'sale' || order.kind === 'consumption') && order.items.length > 0)
    .slice(0, LOOKED_AT)
  const times = new Map<string, number>()
  for (const order of sales)
    for (const name of new Set(order.items.map((item) => item.name))) times.set(name, (times.get(name) ?? 0) + 1)
  const items = [...times].map(([name, count]) => ({ name, times: count })).filter((item) => item.times > 1)
  return { items: items.sort((a, b) => b.times - a.times).slice(0, SHOWN), orders: sales.length }
}
