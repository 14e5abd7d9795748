import { z } from 'zod'
import { endpoint } from '../shared/endpoint.ts'
import { Instant, text, Uuid } from '../shared/ids.ts'
import { Money } from '../shared/money.ts'
import { PageQuery, pageOf } from '../shared/paging.ts'
import { OrderKind } from './purchases.ts'

/** A relation consists of transactions, service and communication (FRM-16). */
export const INTERACTION_KINDS = ['transaction', 'service', 'communication'] as const
export const InteractionKind = z.enum(INTERACTION_KINDS)
export const INTERACTION_CHANNELS = ['phone', 'wechat', 'visit', 'sms', 'email', 'note', 'order', 'import'] as const
export const InteractionChannel = z.enum(INTERACTION_CHANNELS)

export const Interaction = z.object({
  id: Uuid,
  customerId: Uuid,
  kind: InteractionKind,
  channel: InteractionChannel,
  direction: z.enum(['in', 'out', 'none']),
  occurredAt: Instant,
  summary: z.string().nullable(),
  staff: z.object({ id: Uuid, name: z.string() }).nullable(),
  storeId: Uuid.nullable(),
  /** For a transaction: the order, its kind, amount and items. */
  order: z.object({ id: Uuid, orderNo: z.string(), kind: OrderKind, amount: Money, items: z.array(z.string()) }).nullable(),
  createdAt: Instant,
})
export type Interaction = z.infer<typeof Interaction>

const ById = z.object({ customerId: Uuid })
export const listInteractions = endpoint({
  method: 'GET',
  path: '/customers/{customerId}/interactions',
  summary: "A customer's timeline, newest first",
  permission: 'interactions.read',
  params: ById,
  query: PageQuery.extend({ kind: InteractionKind.optional() }),
  output: pageOf(Interaction),
})
export const createInteraction = endpoint({
  method: 'POST',
  path: '/customers/{customerId}/interactions',
  summary: 'Note a call, message, visit or remark',
  permission: 'interactions.create',
  status: 201,
  params: ById,
  body: z.strictObject({
    id: z.uuidv7().optional(),
    kind: z.enum(['service', 'communication']).default('communication'),
    channel: z.enum(['phone', 'wechat', 'visit', 'sms', 'email', 'note']),
    direction: z.enum(['in', 'out', 'none']).default('none'),
    occurredAt: Instant.optional(),
    summary: text(5000),
  }),
  output: Interaction,
})
