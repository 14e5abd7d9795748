import { NewOrder } from '@shuke/contract/interactions/purchases.ts'
import { MOST_MINOR_UNITS } from '@shuke/contract/shared/money.ts'
import { expect, test } from 'vitest'
import { fixedClock } from '../../../kernel/clock.ts'
import { freshOrg, testRuntime } from '../../../kernel/testing/test-runtime.ts'
import { createCustomer, getCustomer } from '../../customers/index.ts'
import { createStore } from '../../team/index.ts'
import { listInteractions } from '../timeline/list-interactions.ts'
import { noteInteraction } from '../timeline/note-interaction.ts'
import { createOrder } from './create-order.ts'
import { listCustomerOrders } from './list-orders.ts'
import type { NewOrderInput } from './rules.ts'

const runtime = await testRuntime({ clock: fixedClock('2026-03-02T04:00:00Z') })
const { ctx, as, withGrants } = await freshOrg(runtime)
const cny = (amount: number) => ({ amount, currency: 'CNY' })
const someone = async () =>
  (await createCustomer(ctx, { kind: 'person', contacts: [], plates: [], tags: [], leadSource: 'walk_in', name: '王丽华' })).id
const order = (customerId: string, fields: Partial<NewOrderInput> = {}): NewOrderInput => ({
  kind: 'sale',
  customerId,
  amount: cny(10_000),
  items: [],
  performers: [],
  payments: [],
  ...fields,
})
const figures = async (id: string) => (await getCustomer(ctx, id)).purchases

test('a sale, a backdated sale, a top-up, a refund and a cancellation leave the right figures at once', async () => {
  const id = await someone()
  expect(await figures(id)).toBeNull()
  const sale = await createOrder(
    ctx,
    order(id, {
      items: [{ name: '剪发', quantity: 1, amount: cny(10_000) }],
      performers: [{ name: '李娜', requested: true }],
      payments: [{ method: '微信', amount: cny(10_000) }],
    }),
  )
  expect(sale).toMatchObject({
    businessDay: '2026-03-02',
    orderNo: 'O000000001',
    units: 1,
    items: [{ name: '剪发' }],
    performers: [{ name: '李娜', requested: true }],
  })
  await createOrder(ctx, order(id, { occurredAt: '2026-01-31T16:30:00Z', amount: cny(5_000) }))
  await createOrder(ctx, order(id, { kind: 'top_up', amount: cny(100_000) }))
  await createOrder(ctx, order(id, { kind: 'cancellation', amount: cny(-3_000) }))
  expect(await figures(id)).toEqual({ firstDay: '2026-02-01', lastDay: '2026-03-02', orders: 2, days: 2, net: cny(15_000) })
  await createOrder(ctx, order(id, { kind: 'refund', amount: cny(4_000), refundOf: sale.id }))
  expect((await figures(id))?.net).toEqual(cny(11_000))
  await expect(createOrder(ctx, order(id, { kind: 'refund', amount: cny(6_001), refundOf: sale.id }))).rejects.toMatchObject({
    code: 'rule_broken',
  })
})

test('wrong money, unknown people and taken numbers are refused by name, and nothing is written', async () => {
  const id = await someone()
  const stranger = (await freshOrg(runtime)).ctx
  await expect(createOrder(ctx, order(id, { amount: { amount: 1, currency: 'USD' } }))).rejects.toMatchObject({
    code: 'currency_mismatch',
  })
  await expect(createOrder(ctx, order(id, { amount: cny(-1) }))).rejects.toMatchObject({
    code: 'invalid',
    faults: [{ pointer: '/amount/amount' }],
  })
  await expect(createOrder(ctx, order(id, { payments: [{ method: '现金', amount: cny(9_999) }] }))).rejects.toMatchObject({
    faults: [{ pointer: '/payments' }],
  })
  await expect(createOrder(stranger, order(id))).rejects.toMatchObject({ code: 'unknown_reference' })
  await createOrder(ctx, order(id, { orderNo: 'A-1' }))
  await expect(createOrder(ctx, order(id, { orderNo: 'A-1' }))).rejects.toMatchObject({ code: 'already_exists' })
  expect(await figures(id)).toMatchObject({ orders: 1 })
})

test('sales of one customer at the same moment all count', async () => {
  const id = await someone()
  await Promise.all(Array.from({ length: 6 }, () => createOrder(ctx, order(id))))
  expect(await figures(id)).toMatchObject({ orders: 6, days: 1, net: cny(60_000) })
})

test('the timeline holds the three kinds in time order, pages without gaps and counts add up', async () => {
  const id = await someone()
  await createOrder(ctx, order(id, { occurredAt: '2026-01-10T04:00:00Z', items: [{ name: '染发', quantity: 1 }] }))
  await noteInteraction(ctx, id, {
    kind: 'communication',
    channel: 'phone',
    direction: 'out',
    summary: '回访',
    occurredAt: '2026-01-12T04:00:00Z',
  })
  await noteInteraction(ctx, id, {
    kind: 'service',
    channel: 'visit',
    direction: 'in',
    summary: '染膏 7.1',
    occurredAt: '2026-01-11T04:00:00Z',
  })
  const all = await listInteractions(ctx, id, { limit: 50 })
  expect(all.data.map((one) => [one.kind, one.summary ?? one.order?.items[0]])).toEqual([
    ['communication', '回访'],
    ['service', '染膏 7.1'],
    ['transaction', '染发'],
  ])
  const first = await listInteractions(ctx, id, { limit: 2 })
  const second = await listInteractions(ctx, id, { limit: 2, cursor: first.page.nextCursor! })
  expect([...first.data, ...second.data]).toEqual(all.data)
  for (const kind of ['transaction', 'service', 'communication'] as const)
    expect((await listInteractions(ctx, id, { limit: 50, kind })).data.length).toBe(1)
  expect((await listCustomerOrders(ctx, id, { limit: 50 })).data.length).toBe(1)
})

test('an amount no sum can hold and a day that cannot have been are refused, and the customer stays readable', async () => {
  const id = await someone()
  for (const occurredAt of ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '2026-03-04T04:00:01Z'])
    await expect(createOrder(ctx, order(id, { occurredAt }))).rejects.toMatchObject({
      code: 'invalid',
      faults: [{ pointer: '/occurredAt' }],
    })
  const most = { customerId: id, amount: cny(MOST_MINOR_UNITS) }
  expect(NewOrder.safeParse({ ...most, amount: cny(MOST_MINOR_UNITS + 1) }).success).toBe(false)
  for (const input of [most, most]) await createOrder(ctx, NewOrder.parse(input))
  expect((await figures(id))?.net).toEqual(cny(2 * MOST_MINOR_UNITS))
})

test('a manager sells in the own stores only, and a timeline without the right to orders shows none', async () => {
  const [own, other] = [await createStore(ctx, { name: '一店' }), await createStore(ctx, { name: '二店' })]
  const manager = await as('manager', { storeIds: [own.id] })
  const customer = await createCustomer(manager, { kind: 'person', contacts: [], plates: [], tags: [], leadSource: 'walk_in' })
  await expect(createOrder(manager, order(customer.id, { storeId: other.id }))).rejects.toMatchObject({
    code: 'unknown_reference',
    data: { field: 'storeId' },
  })
  expect((await createOrder(manager, order(customer.id))).storeId).toBe(own.id)
  const reader = withGrants({ 'interactions.read': 'org' })
  expect((await listInteractions(manager, customer.id, { limit: 50 })).data.length).toBe(1)
  expect((await listInteractions(reader, customer.id, { limit: 50 })).data).toEqual([])
  await expect(listInteractions(reader, customer.id, { limit: 50, kind: 'transaction' })).rejects.toMatchObject({
    code: 'forbidden',
  })
})
