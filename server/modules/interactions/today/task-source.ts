import type { TodayEntry, TodaySource } from '../../../kernel/seams/seams.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { finishTask } from '../tasks/finish-task.ts'
import { passOnTask } from '../tasks/pass-on-task.ts'
import { postponeTask } from '../tasks/postpone-task.ts'
import * as q from '../tasks/queries.ts'
import { instantAt, isOverdue } from '../tasks/rules.ts'
import { undoTask } from '../tasks/undo-task.ts'

const entryOf = (ctx: Ctx, row: q.TaskRow, today: string): TodayEntry => ({
  id: row.id,
  title: row.title ?? '',
  customerId: row.customer_id,
  assignee: { id: row.assignee_id, name: row.assignee_name },
  dueDay: row.due_day,
  dueAt: row.due_at,
  isOverdue: isOverdue(row, today, ctx.clock.now()),
  acts: ['done', 'postpone', 'pass_on'],
  facts: { repeatEvery: row.repeat_every, repeatInterval: row.repeat_interval, madeBy: row.source },
})

/** Tasks in Today. */
export const taskSource: TodaySource = {
  source: 'tasks',
  permission: 'tasks.read',
  async entriesOf(tx, ctx, { staffId, today, until, limit }) {
    const rows = authorize(ctx, 'tasks.read')
    if (!staffId) return { entries: [], total: 0 }
    const found = await q.listTasks(tx, ctx, rows, { status: 'open', assigneeId: staffId, until, limit })
    const entries = found.slice(0, limit).map((row) => entryOf(ctx, row, today))
    return { entries, total: found.length > limit ? await q.countTasks(tx, staffId, until) : found.length }
  },
  async entriesOfCustomer(tx, ctx, customerId, { today }) {
    const rows = authorize(ctx, 'tasks.read')
    const found = await q.listTasks(tx, ctx, rows, { status: 'open', customerId, limit: 50 })
    return found.map((row) => entryOf(ctx, row, today))
  },
  countsByStaff(tx, ctx, { today, until }) {
    const rows = authorize(ctx, 'tasks.team')
    const since = instantAt(today, '00:00:00', ctx.org.timezone)
    return q.countsByAssignee(tx, ctx, rows, { today, until, now: ctx.clock.now(), since })
  },
  done: finishTask,
  postpone: postponeTask,
  passOn: passOnTask,
  undo: undoTask,
}
