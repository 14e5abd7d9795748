import { dayInZone } from '../../../kernel/clock.ts'
import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { noteHappened } from './history-queries.ts'
import { checkNewDay, noSuchTask, wrongState } from './prepare.ts'
import * as q from './queries.ts'
import { zoneOf } from './row-queries.ts'
import { instantAt, TASK_TRANSITIONS, timeOfDay } from './rules.ts'

/** Moves an open task to another day, at the same hour; its series stays where it is. @throws AppError not_found, conflict, invalid */
export async function postponeTask(ctx: Ctx, taskId: string, input: { dueDay: string }) {
  const rows = authorize(ctx, 'tasks.update')
  return inTenantTx(ctx, async (tx, inner) => {
    const task = await q.lockTask(tx, ctx, rows, taskId)
    if (!task) throw noSuchTask()
    if (!TASK_TRANSITIONS[task.status].postpone) throw wrongState('任务已结束,请先恢复。', 'the task is closed: reopen it first.')
    if (task.due_day === input.dueDay) return { nextDueDay: null }
    const zone = await zoneOf(tx, ctx, { staffId: task.assignee_id })
    checkNewDay(input.dueDay, dayInZone(ctx.clock.now(), zone))
    await q.changeTask(tx, taskId, {
      due_day: input.dueDay,
      due_at: task.due_at && instantAt(input.dueDay, timeOfDay(task.due_at, zone), zone),
    })
    await noteHappened(tx, inner, { taskId, act: 'postponed', fromDay: task.due_day, toDay: input.dueDay })
    await audit(tx, inner, 'task.postpone', {
      object: { type: 'task', id: taskId },
      ...(task.customer_id && { customerId: task.customer_id }),
      facts: { from: task.due_day, to: input.dueDay },
    })
    return { nextDueDay: null }
  })
}
