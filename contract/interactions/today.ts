import { z } from 'zod'
import { CustomerLine } from '../customers/profile.ts'
import { endpoint } from '../shared/endpoint.ts'
import { Day, Instant, text, Uuid } from '../shared/ids.ts'

export const TODAY_ACTS = ['done', 'postpone', 'pass_on'] as const
export type TodayAct = (typeof TODAY_ACTS)[number]
export const GREETING_CHANNELS = ['wechat', 'phone', 'visit', 'sms'] as const

const Named = z.object({ id: Uuid, name: z.string() })
/**
 * One thing to see to, whatever module it comes from. `facts` are plain values that the source's own line on the screen understands;
 * a screen that does not know the source shows title, customer and day.
 */
export const TodayItem = z.object({
  source: z.string(),
  id: Uuid,
  title: z.string(),
  customer: CustomerLine.nullable(),
  assignee: Named.nullable(),
  dueDay: Day,
  dueAt: Instant.nullable(),
  isOverdue: z.boolean(),
  acts: z.array(z.enum(TODAY_ACTS)),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})
export type TodayItem = z.infer<typeof TodayItem>

export const getToday = endpoint({
  method: 'GET',
  path: '/today',
  summary: 'What one member of staff has to see to: overdue, today and the next seven days',
  permission: 'tasks.read',
  query: z.object({ staffId: Uuid.optional() }),
  output: z.object({
    today: Day,
    /** Null for a reader without a staff record: such a one has birthdays only. */
    staff: Named.nullable(),
    items: z.array(TodayItem),
    /** Sources of which more is due than is listed, with the whole number. */
    more: z.array(z.object({ source: z.string(), total: z.int() })),
    doneToday: z.int(),
  }),
})
export const getTeamToday = endpoint({
  method: 'GET',
  path: '/today/team',
  summary: "The team's day: overdue, due and done for each member of staff, and the promises kept",
  permission: 'tasks.team',
  output: z.object({
    today: Day,
    data: z.array(
      z.object({
        staff: Named,
        overdue: z.int(),
        dueToday: z.int(),
        coming: z.int(),
        doneToday: z.int(),
        overduePromises: z.int(),
        /** Promises closed or overdue, how many of them were kept by their day, and the share (null without any). */
        promises: z.object({ counted: z.int(), kept: z.int(), keptRate: z.number().nullable() }),
      }),
    ),
  }),
})
export const getNextSteps = endpoint({
  method: 'GET',
  path: '/customers/{customerId}/next-steps',
  summary: "What is open with one customer, everybody's",
  permission: 'tasks.read',
  params: z.object({ customerId: Uuid }),
  output: z.object({ today: Day, items: z.array(TodayItem) }),
})

const ItemParams = z.object({ source: z.string().max(40), itemId: Uuid })
const Acted = z.object({
  /** The occurrence that a repeating task left behind. */
  nextDueDay: Day.nullable(),
})
export const finishItem = endpoint({
  method: 'POST',
  path: '/today/{source}/{itemId}/done',
  summary: 'Done: a task is done, a promise kept, a birthday greeted',
  permission: 'tasks.update',
  bodyOptional: true,
  params: ItemParams,
  body: z.strictObject({
    /** Result of a task, evidence of a promise, words of a greeting. */
    note: text(1000).optional(),
    channel: z.enum(GREETING_CHANNELS).optional(),
  }),
  output: Acted,
})
export const postponeItem = endpoint({
  method: 'POST',
  path: '/today/{source}/{itemId}/postpone',
  summary: 'Postpone to another day',
  permission: 'tasks.update',
  params: ItemParams,
  body: z.strictObject({ dueDay: Day }),
  output: Acted,
})
export const passOnItem = endpoint({
  method: 'POST',
  path: '/today/{source}/{itemId}/pass-on',
  summary: 'Pass on to a colleague',
  permission: 'tasks.update',
  params: ItemParams,
  body: z.strictObject({ staffId: Uuid }),
  output: Acted,
})
export const undoItem = endpoint({
  method: 'POST',
  path: '/today/{source}/{itemId}/undo',
  summary: 'Take back "done", "postponed" or "passed on" of a birthday, or "done" of a task or promise',
  permission: 'tasks.update',
  params: ItemParams,
  output: Acted,
})
