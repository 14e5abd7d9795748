import { expect, test } from 'vitest'
import { dealer } from './dealer.ts'
import { keyAccounts } from './key-accounts.ts'
import { salon } from './salon.ts'

const worlds = [salon, dealer, keyAccounts].map((make) => make(7, '2026-11-21'))

test('the same seed and day make the same businesses, another seed others', () => {
  expect([salon, dealer, keyAccounts].map((make) => make(7, '2026-11-21'))).toEqual(worlds)
  expect(salon(8, '2026-11-21').customers[20]).not.toEqual(worlds[0]!.customers[20])
})

test('about two thousand customers with three years behind them, nothing in the future', () => {
  const customers = worlds.flatMap((world) => world.customers)
  expect(customers.length).toBeGreaterThan(1900)
  expect(customers.length).toBeLessThan(2200)
  for (const world of worlds) {
    const days = world.orders.map((order) => order.at.slice(0, 10)).toSorted()
    expect(days.at(-1)! <= '2026-11-21', world.slug).toBe(true)
    expect(days[0]! < '2024-06-01', world.slug).toBe(true)
  }
})

test('numbers and names hold together', () => {
  for (const world of worlds) {
    expect(new Set(world.customers.map((one) => one.customerNo)).size).toBe(world.customers.length)
    expect(new Set(world.orders.map((one) => one.orderNo)).size).toBe(world.orders.length)
    const [known, staff] = [new Set(world.customers.map((one) => one.customerNo)), new Set(world.staff.map((one) => one.name))]
    for (const order of world.orders)
      expect(known.has(order.customerNo) && staff.has(order.performer) && world.stores.includes(order.store)).toBe(true)
    expect(world.customers.every((one) => staff.has(one.owner) && (one.phone === null || /^1990000\d{4}$/.test(one.phone)))).toBe(
      true,
    )
  }
})
