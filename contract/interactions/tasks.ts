import { z } from 'zod'
import { endpoint } from '../shared/endpoint.ts'
import { Day, Instant, text, Uuid } from '../shared/ids.ts'
import { PageQuery, pageOf } from '../shared/paging.ts'

export const TASK_STATUSES = ['open', 'done', 'cancelled'] as const
export const TaskStatus = z.enum(TASK_STATUSES)
export type TaskStatus = (typeof TASK_STATUSES)[number]
export const REPEAT_UNITS = ['none', 'day', 'week', 'month', 'year'] as const
export type RepeatUnit = (typeof REPEAT_UNITS)[number]

/** Every `interval` days, weeks, months or years from the first day on; the next one is made when this one is done. */
export const Repeat = z.strictObject({ every: z.enum(REPEAT_UNITS), interval: z.int().min(1).max(1000).default(1) })
/** A day in the store's zone, with a time of day `HH:MM` or without; or an instant. */
export const Due = z.union([
  z.strictObject({ day: Day, time: z.iso.time({ precision: -1 }).optional() }),
  z.strictObject({ at: Instant }),
])

const Named = z.object({ id: Uuid, name: z.string() })
const NamedCustomer = z.object({
  id: Uuid,
  name: z.string().nullable(),
  customerNo: z.string(),
  formOfAddress: z.string().nullable(),
})
/** What can happen to a task or promise; its history is a list of these. */
export const FOLLOW_UP_ACTS = [
  'created',
  'changed',
  'postponed',
  'passed_on',
  'done',
  'kept',
  'broken',
  'cancelled',
  'reopened',
] as const
export type FollowUpAct = (typeof FOLLOW_UP_ACTS)[number]
export const FollowUpEvent = z.object({
  act: z.enum(FOLLOW_UP_ACTS),
  at: Instant,
  by: z.string(),
  fromDay: Day.nullable(),
  toDay: Day.nullable(),
  from: Named.nullable(),
  to: Named.nullable(),
})

export const Task = z.object({
  id: Uuid,
  title: z.string(),
  /** Null without a customer, and for one outside the reader's rows. */
  customer: NamedCustomer.nullable(),
  assignee: Named,
  dueDay: Day,
  dueAt: Instant.nullable(),
  repeat: Repeat,
  /** Who asked for it: `manual`, `birthday`, or the name a later module gives. */
  source: z.string(),
  status: TaskStatus,
  isOverdue: z.boolean(),
  doneAt: Instant.nullable(),
  result: z.string().nullable(),
  /** The occurrence this one follows. */
  previousId: Uuid.nullable(),
  createdAt: Instant,
  version: z.int(),
})
export type Task = z.infer<typeof Task>

export const NewTask = z.strictObject({
  id: z.uuidv7().optional(),
  title: text(200),
  customerId: Uuid.nullish(),
  /** The maker when left out. */
  assigneeId: Uuid.nullish(),
  due: Due,
  repeat: Repeat.optional(),
})
const ById = z.object({ taskId: Uuid })

export const createTask = endpoint({
  method: 'POST',
  path: '/tasks',
  summary: 'Note something to be done',
  permission: 'tasks.create',
  status: 201,
  body: NewTask,
  output: Task,
})
export const listTasks = endpoint({
  method: 'GET',
  path: '/tasks',
  summary: 'Tasks, the earliest due first',
  permission: 'tasks.read',
  query: PageQuery.extend({
    status: TaskStatus.default('open'),
    assigneeId: Uuid.optional(),
    customerId: Uuid.optional(),
  }),
  output: pageOf(Task),
})
export const getTask = endpoint({
  method: 'GET',
  path: '/tasks/{taskId}',
  summary: 'One task and what happened to it',
  permission: 'tasks.read',
  params: ById,
  output: Task.extend({ history: z.array(FollowUpEvent) }),
})
export const updateTask = endpoint({
  method: 'PATCH',
  path: '/tasks/{taskId}',
  summary: 'Change title, due day or repetition of an open task',
  permission: 'tasks.update',
  ifMatch: true,
  params: ById,
  body: z.strictObject({ title: text(200).optional(), due: Due.optional(), repeat: Repeat.optional() }),
  output: Task,
})
/** A repeating task that is cancelled makes no next one: this ends the series. */
export const cancelTask = endpoint({
  method: 'POST',
  path: '/tasks/{taskId}/cancel',
  summary: 'Drop a task; it can be reopened',
  permission: 'tasks.update',
  params: ById,
  output: Task,
})
export const listColleagues = endpoint({
  method: 'GET',
  path: '/colleagues',
  summary: 'Whom a task may be given to: active staff of the same stores',
  permission: 'tasks.read',
  output: z.object({ data: z.array(Named) }),
})
