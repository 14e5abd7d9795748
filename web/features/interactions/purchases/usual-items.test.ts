import type { Order } from '@shuke/contract/interactions/purchases.ts'
import { expect, it } from 'vitest'
import { usualItems } from './usual-items.ts'

const order = (kind: Order['kind'], ...names: string[]): Order => ({
  id: '',
  orderNo: '',
  kind,
  customerId: null,
  storeId: null,
  occurredAt: '',
  businessDay: '',
  amount: { amount: 0, currency: 'CNY' },
  units: null,
  items: names.map((name) => ({ name, quantity: 1 })),
  performers: [],
  payments: [],
  refundOf: null,
  note: null,
  createdAt: '',
  version: 1,
})

it('counts sales that contain an item, not pieces, and leaves top-ups and single tries out', () => {
  const orders = [
    order('sale', '剪发', '护理', '护理'),
    order('top_up', '充值'),
    order('sale', '剪发', '护理'),
    order('consumption', '剪发', '染发'),
    order('refund', '剪发'),
  ]
  expect(usualItems(orders)).toEqual({
    items: [
      { name: '剪发', times: 3 },
      { name: '护理', times: 2 },
    ],
    orders: 3,
  })
  expect(usualItems([])).toEqual({ items: [], orders: 0 })
})

it('looks at the last ten', () => {
  const orders = [
    ...Array.from({ length: 10 }, () => order('sale', '剪发')),
    ...Array.from({ length: 30 }, () => order('sale', '染发')),
  ]
  expect(usualItems(orders).items).toEqual([{ name: '剪发', times: 10 }])
})
