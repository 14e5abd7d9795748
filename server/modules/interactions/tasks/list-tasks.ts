import type { Task, TaskStatus } from '@shuke/contract/interactions/tasks.ts'
import { dayInZone } from '../../../kernel/clock.ts'
import { decodeCursor, encodeCursor, pageOfRows } from '../../../kernel/http/cursor.ts'
import { authorize, type Rows } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantRead, type TenantRead } from '../../../kernel/tenancy/tenant-tx.ts'
import { historyOf } from './history-queries.ts'
import { noSuchTask } from './prepare.ts'
import { presentHappened, presentTask } from './present.ts'
import * as q from './queries.ts'
import { colleagues, zoneOf } from './row-queries.ts'

const todayOf = async (tx: TenantRead, ctx: Ctx): Promise<string> =>
  dayInZone(ctx.clock.now(), await zoneOf(tx, ctx, { staffId: ctx.actor.staffId }))

/** One task inside a transaction that has authorised. @throws AppError not_found */
export async function readTask(ctx: Ctx, tx: TenantRead, rows: Rows, taskId: string): Promise<Task> {
  const row = await q.taskById(tx, ctx, rows, taskId)
  if (!row) throw noSuchTask()
  return presentTask(row, await todayOf(tx, ctx), ctx.clock.now())
}

/** One task with its history. @throws AppError not_found */
export async function getTask(ctx: Ctx, taskId: string) {
  const rows = authorize(ctx, 'tasks.read')
  return inTenantRead(ctx, async (tx) => {
    const task = await readTask(ctx, tx, rows, taskId)
    const history = await historyOf(tx, { column: 'task_id', id: taskId })
    return { ...task, history: history.map(presentHappened) }
  })
}

interface Filter {
  status: TaskStatus
  assigneeId?: string | undefined
  customerId?: string | undefined
  limit: number
  cursor?: string | undefined
}

/** Tasks within the reader's rows, the earliest due first. */
export async function listTasks(ctx: Ctx, input: Filter) {
  const rows = authorize(ctx, 'tasks.read')
  const after = input.cursor ? decodeCursor(input.cursor, 'tasks', ['day', 'uuid']) : null
  return inTenantRead(ctx, async (tx) => {
    const today = await todayOf(tx, ctx)
    const found = await q.listTasks(tx, ctx, rows, { ...input, after: after && { day: String(after[0]), id: String(after[1]) } })
    const page = pageOfRows(found, input.limit, (last) => encodeCursor('tasks', [last.due_day, last.id]))
    return {
      data: page.rows.map((row) => presentTask(row, today, ctx.clock.now())),
      page: { nextCursor: page.nextCursor, total: null },
    }
  })
}

/** Whom the actor may give something to. */
export async function listColleagues(ctx: Ctx) {
  const rows = authorize(ctx, 'tasks.read')
  return { data: await inTenantRead(ctx, (tx) => colleagues(tx, ctx, rows)) }
}
