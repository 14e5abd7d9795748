import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantTx, type TenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { lastHappened, noteHappened } from './history-queries.ts'
import { noSuchTask, wrongState } from './prepare.ts'
import * as q from './queries.ts'
import { zoneOf } from './row-queries.ts'
import { instantAt, TASK_TRANSITIONS, timeOfDay } from './rules.ts'

/** Done or cancelled again open. The next occurrence that "done" made goes with it, unless somebody has worked on it already. */
async function reopen(tx: TenantTx, ctx: Ctx, task: q.LockedTask): Promise<void> {
  const status = TASK_TRANSITIONS[task.status].reopen
  if (!status) return
  if (task.status === 'cancelled' && task.previous_id && !(await q.mayFollow(tx, task.previous_id)))
    throw wrongState('上一次任务已经恢复,这一次不再需要。', 'the occurrence before is open again: this one is not needed.')
  const next = await q.nextOf(tx, task.id)
  if (next && (next.status !== 'open' || next.version > 1))
    throw wrongState('下一次任务已经有人处理,不能撤销。', 'the next occurrence has been worked on: this cannot be taken back.')
  if (next) {
    await q.changeTask(tx, next.id, { status: 'cancelled' })
    await noteHappened(tx, ctx, { taskId: next.id, act: 'cancelled' })
  }
  await q.changeTask(tx, task.id, { status, done_at: null, done_by_id: null, result: null })
  await noteHappened(tx, ctx, { taskId: task.id, act: 'reopened' })
}

/**
 * Takes the last act back: done, cancelled, postponed or passed on. Pressed twice, it takes back once.
 * @throws AppError not_found, conflict when the next occurrence has been worked on
 */
export async function undoTask(ctx: Ctx, taskId: string) {
  const rows = authorize(ctx, 'tasks.update')
  return inTenantTx(ctx, async (tx, inner) => {
    const task = await q.lockTask(tx, ctx, rows, taskId)
    if (!task) throw noSuchTask()
    const last = await lastHappened(tx, { column: 'task_id', id: taskId })
    if (task.status !== 'open') await reopen(tx, inner, task)
    else if (last?.act === 'postponed' && last.from_day) {
      const zone = await zoneOf(tx, ctx, { staffId: task.assignee_id })
      const due_at = task.due_at && instantAt(last.from_day, timeOfDay(task.due_at, zone), zone)
      await q.changeTask(tx, taskId, { due_day: last.from_day, due_at })
      await noteHappened(tx, inner, { taskId, act: 'reopened', fromDay: task.due_day, toDay: last.from_day })
    } else if (last?.act === 'passed_on' && last.from_staff_id) {
      await q.changeTask(tx, taskId, { assignee_id: last.from_staff_id })
      await noteHappened(tx, inner, {
        taskId,
        act: 'reopened',
        fromStaffId: task.assignee_id,
        toStaffId: last.from_staff_id,
      })
    } else return { nextDueDay: null }
    await audit(tx, inner, 'task.undo', {
      object: { type: 'task', id: taskId },
      ...(task.customer_id && { customerId: task.customer_id }),
      facts: { act: last?.act ?? null },
    })
    return { nextDueDay: null }
  })
}
