import { z } from 'zod'
import { endpoint } from '../shared/endpoint.ts'
import { Day, Instant, text, Uuid } from '../shared/ids.ts'
import { EnteredMoney, Money } from '../shared/money.ts'
import { PageQuery, pageOf } from '../shared/paging.ts'

/** A top-up is not a purchase: value figures read `sale` and `consumption` only. */
export const ORDER_KINDS = ['sale', 'consumption', 'top_up', 'package_sale', 'refund', 'cancellation', 'adjustment'] as const
export const OrderKind = z.enum(ORDER_KINDS)
export type OrderKind = z.infer<typeof OrderKind>

const Item = z.strictObject({
  name: text(200),
  sku: text(80).nullish(),
  quantity: z.number().min(-1e6).max(1e6).default(1),
  amount: Money.nullish(),
})
const Performer = z.strictObject({ staffId: Uuid.nullish(), name: text(100), requested: z.boolean().default(false) })
const Payment = z.strictObject({ method: text(40), amount: Money })

export const Order = z.object({
  id: Uuid,
  orderNo: z.string(),
  kind: OrderKind,
  customerId: Uuid.nullable(),
  storeId: Uuid.nullable(),
  occurredAt: Instant,
  /** The store's calendar day at writing; all value mathematics reads only this. */
  businessDay: Day,
  amount: Money,
  units: z.number().nullable(),
  items: z.array(Item),
  performers: z.array(Performer),
  payments: z.array(Payment),
  refundOf: Uuid.nullable(),
  note: z.string().nullable(),
  createdAt: Instant,
  version: z.int(),
})
export type Order = z.infer<typeof Order>

export const NewOrder = z.strictObject({
  id: z.uuidv7().optional(),
  orderNo: text(80).nullish(),
  kind: OrderKind.default('sale'),
  customerId: Uuid,
  storeId: Uuid.nullish(),
  occurredAt: Instant.optional(),
  amount: EnteredMoney,
  items: z.array(Item).max(500).default([]),
  performers: z.array(Performer).max(50).default([]),
  payments: z.array(Payment).max(50).default([]),
  refundOf: Uuid.nullish(),
  note: text(2000, 0).nullish(),
})

export const createOrder = endpoint({
  method: 'POST',
  path: '/orders',
  summary: 'Record a purchase, refund or cancellation',
  permission: 'orders.create',
  status: 201,
  body: NewOrder,
  output: Order,
})
export const getOrder = endpoint({
  method: 'GET',
  path: '/orders/{orderId}',
  summary: 'One order',
  permission: 'orders.read',
  params: z.object({ orderId: Uuid }),
  output: Order,
})
export const listCustomerOrders = endpoint({
  method: 'GET',
  path: '/customers/{customerId}/orders',
  summary: "A customer's orders, newest first",
  permission: 'orders.read',
  params: z.object({ customerId: Uuid }),
  query: PageQuery,
  output: pageOf(Order),
})
