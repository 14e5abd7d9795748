import type { TaskStatus } from '@shuke/contract/interactions/tasks.ts'
import { type Insertable, sql, type Updateable } from 'kysely'
import type { Rows } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import type { TenantRead, TenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { inRows } from '../../customers/index.ts'
import type { TasksTable } from '../tables.ts'
import { followUpInRows, nameableCustomers } from './row-queries.ts'

/** Tasks with the names a line shows; a customer outside the reader's rows stays nameless. */
const tasks = (tx: TenantRead, ctx: Ctx, rows: Rows) =>
  tx
    .selectFrom('tasks as t')
    .innerJoin('staff as a', (join) => join.onRef('a.org_id', '=', 't.org_id').onRef('a.id', '=', 't.assignee_id'))
    .leftJoin(
      (eb) =>
        eb
          .selectFrom('customers as c')
          .select(['c.id', 'c.name', 'c.customer_no', 'c.form_of_address'])
          .where('c.org_id', '=', tx.orgId)
          .where(inRows(nameableCustomers(ctx)))
          .as('v'),
      (join) => join.onRef('v.id', '=', 't.customer_id'),
    )
    .selectAll('t')
    .select([
      'a.name as assignee_name',
      'v.id as seen_customer_id',
      'v.name as customer_name',
      'v.customer_no',
      'v.form_of_address',
    ])
    .where('t.org_id', '=', tx.orgId)
    .where(followUpInRows(tx, ctx, rows, 'task'))

export const taskById = (tx: TenantRead, ctx: Ctx, rows: Rows, id: string) =>
  tasks(tx, ctx, rows).where('t.id', '=', id).executeTakeFirst()
export type TaskRow = NonNullable<Awaited<ReturnType<typeof taskById>>>

export interface TaskFilter {
  status: TaskStatus
  assigneeId?: string | undefined
  customerId?: string | undefined
  until?: string | undefined
  limit: number
  after?: { day: string; id: string } | null
}
/** Tasks by due day; one more than the limit, to know whether there is another page. */
export const listTasks = (tx: TenantRead, ctx: Ctx, rows: Rows, filter: TaskFilter) =>
  tasks(tx, ctx, rows)
    .where('t.status', '=', filter.status)
    .$if(filter.assigneeId !== undefined, (query) => query.where('t.assignee_id', '=', filter.assigneeId!))
    .$if(filter.customerId !== undefined, (query) => query.where('t.customer_id', '=', filter.customerId!))
    .$if(filter.until !== undefined, (query) => query.where('t.due_day', '<=', filter.until!))
    .$if(Boolean(filter.after), (query) =>
      query.where(sql<boolean>`(t.due_day, t.id) > (${filter.after?.day}::date, ${filter.after?.id}::uuid)`),
    )
    .orderBy('t.due_day')
    .orderBy('t.id')
    .limit(filter.limit + 1)
    .execute()

export const countTasks = async (tx: TenantRead, assigneeId: string, until: string): Promise<number> =>
  (
    await tx
      .selectFrom('tasks')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('org_id', '=', tx.orgId)
      .where('assignee_id', '=', assigneeId)
      .where('status', '=', 'open')
      .where('due_day', '<=', until)
      .executeTakeFirstOrThrow()
  ).n

/** Locks one task within the actor's rows. */
export const lockTask = (tx: TenantTx, ctx: Ctx, rows: Rows, id: string) =>
  tx
    .selectFrom('tasks as t')
    .selectAll('t')
    .where('t.org_id', '=', tx.orgId)
    .where('t.id', '=', id)
    .where(followUpInRows(tx, ctx, rows, 'task'))
    .forUpdate('t')
    .executeTakeFirst()
export type LockedTask = NonNullable<Awaited<ReturnType<typeof lockTask>>>

export const insertTask = (tx: TenantTx, task: Omit<Insertable<TasksTable>, 'org_id'>) =>
  tx
    .insertInto('tasks')
    .values({ org_id: tx.orgId, ...task })
    .execute()

export const changeTask = (tx: TenantTx, id: string, change: Updateable<TasksTable>) =>
  tx
    .updateTable('tasks')
    .set({ ...change, version: sql<number>`version + 1` })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .execute()

/** The living occurrence after this one. */
export const nextOf = (tx: TenantTx, id: string) =>
  tx
    .selectFrom('tasks')
    .select(['id', 'status', 'version', 'due_day'])
    .where('org_id', '=', tx.orgId)
    .where('previous_id', '=', id)
    .where('status', '<>', 'cancelled')
    .forUpdate()
    .executeTakeFirst()

/** Whether an occurrence is done and has no living successor, so that a cancelled one may live again. */
export const mayFollow = async (tx: TenantTx, id: string): Promise<boolean> => {
  const before = await tx
    .selectFrom('tasks')
    .select('status')
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return before?.status === 'done' && (await nextOf(tx, id)) === undefined
}

/** Open tasks of each member of staff within the reader's rows, and those done since `since`. */
export async function countsByAssignee(
  tx: TenantRead,
  ctx: Ctx,
  rows: Rows,
  days: { today: string; until: string; now: Date; since: Date },
) {
  const late = sql`(t.due_day < ${days.today}::date or t.due_at < ${days.now}::timestamptz)`
  const open = sql`t.status = 'open'`
  return tx
    .selectFrom('tasks as t')
    .select('t.assignee_id as staffId')
    .select([
      sql<number>`count(*) filter (where ${open} and ${late})`.as('overdue'),
      sql<number>`count(*) filter (where ${open} and t.due_day = ${days.today}::date and not coalesce(${late}, false))`.as(
        'dueToday',
      ),
      sql<number>`count(*) filter (where ${open} and t.due_day > ${days.today}::date)`.as('coming'),
      sql<number>`count(*) filter (where t.status = 'done')`.as('doneToday'),
    ])
    .where('t.org_id', '=', tx.orgId)
    .where((eb) =>
      eb.or([
        eb.and([eb('t.status', '=', 'open'), eb('t.due_day', '<=', days.until)]),
        eb.and([eb('t.status', '=', 'done'), eb('t.done_at', '>=', days.since)]),
      ]),
    )
    .where(followUpInRows(tx, ctx, rows, 'task'))
    .groupBy('t.assignee_id')
    .execute()
}

export const countDoneSince = async (tx: TenantRead, staffId: string, since: Date): Promise<number> =>
  (
    await tx
      .selectFrom('tasks')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('org_id', '=', tx.orgId)
      .where('assignee_id', '=', staffId)
      .where('status', '=', 'done')
      .where('done_at', '>=', since)
      .executeTakeFirstOrThrow()
  ).n
