import { z } from 'zod'
import { endpoint } from '../shared/endpoint.ts'
import { Day, Instant, text, Uuid } from '../shared/ids.ts'
import { PageQuery, pageOf } from '../shared/paging.ts'
import { FollowUpEvent } from './tasks.ts'

export const PROMISE_STATUSES = ['open', 'kept', 'broken', 'cancelled'] as const
export const PromiseStatus = z.enum(PROMISE_STATUSES)
export type PromiseStatus = (typeof PROMISE_STATUSES)[number]

const Named = z.object({ id: Uuid, name: z.string() })
export const CustomerPromise = z.object({
  id: Uuid,
  customerId: Uuid,
  staff: Named,
  text: z.string(),
  dueDay: Day,
  status: PromiseStatus,
  isOverdue: z.boolean(),
  /** The day passed before the promise was kept or moved: it does not count as kept. */
  wasMissed: z.boolean(),
  keptAt: Instant.nullable(),
  evidence: z.string().nullable(),
  brokenAt: Instant.nullable(),
  brokenReason: z.string().nullable(),
  createdAt: Instant,
  version: z.int(),
})
export type CustomerPromise = z.infer<typeof CustomerPromise>

const ById = z.object({ promiseId: Uuid })
export const createPromise = endpoint({
  method: 'POST',
  path: '/promises',
  summary: 'Note what was promised to a customer',
  permission: 'promises.create',
  status: 201,
  body: z.strictObject({
    id: z.uuidv7().optional(),
    customerId: Uuid,
    /** The maker when left out. */
    staffId: Uuid.nullish(),
    text: text(500),
    dueDay: Day,
  }),
  output: CustomerPromise,
})
export const listPromises = endpoint({
  method: 'GET',
  path: '/promises',
  summary: 'Promises, the earliest due first',
  permission: 'promises.read',
  query: PageQuery.extend({
    status: PromiseStatus.default('open'),
    staffId: Uuid.optional(),
    customerId: Uuid.optional(),
    overdue: z
      .enum(['true', 'false'])
      .transform((value) => value === 'true')
      .default(false),
  }),
  output: pageOf(CustomerPromise),
})
export const getPromise = endpoint({
  method: 'GET',
  path: '/promises/{promiseId}',
  summary: 'One promise and what happened to it',
  permission: 'promises.read',
  params: ById,
  output: CustomerPromise.extend({ history: z.array(FollowUpEvent) }),
})
export const keepPromise = endpoint({
  method: 'POST',
  path: '/promises/{promiseId}/keep',
  summary: 'Note that a promise was kept, with the evidence',
  permission: 'promises.update',
  bodyOptional: true,
  params: ById,
  body: z.strictObject({ evidence: text(1000).optional() }),
  output: CustomerPromise,
})
export const breakPromise = endpoint({
  method: 'POST',
  path: '/promises/{promiseId}/break',
  summary: 'Admit that a promise was not kept',
  permission: 'promises.update',
  params: ById,
  body: z.strictObject({ reason: text(500) }),
  output: CustomerPromise,
})
export const cancelPromise = endpoint({
  method: 'POST',
  path: '/promises/{promiseId}/cancel',
  summary: 'Take back a promise that was noted by mistake or that the customer released us from',
  permission: 'promises.update',
  params: ById,
  output: CustomerPromise,
})
