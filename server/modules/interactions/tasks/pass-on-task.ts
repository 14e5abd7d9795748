import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { noteHappened } from './history-queries.ts'
import { noSuchTask, staffFor, wrongState } from './prepare.ts'
import * as q from './queries.ts'
import { TASK_TRANSITIONS } from './rules.ts'

/** Gives an open task to a colleague. @throws AppError not_found, conflict, unknown_reference */
export async function passOnTask(ctx: Ctx, taskId: string, input: { staffId: string }) {
  const rows = authorize(ctx, 'tasks.update')
  return inTenantTx(ctx, async (tx, inner) => {
    const task = await q.lockTask(tx, ctx, rows, taskId)
    if (!task) throw noSuchTask()
    if (!TASK_TRANSITIONS[task.status].pass_on) throw wrongState('任务已结束,请先恢复。', 'the task is closed: reopen it first.')
    const to = await staffFor(tx, ctx, rows, input.staffId, 'staffId')
    if (to.id === task.assignee_id) return { nextDueDay: null }
    await q.changeTask(tx, taskId, { assignee_id: to.id })
    await noteHappened(tx, inner, { taskId, act: 'passed_on', fromStaffId: task.assignee_id, toStaffId: to.id })
    await audit(tx, inner, 'task.pass_on', {
      object: { type: 'task', id: taskId },
      ...(task.customer_id && { customerId: task.customer_id }),
      facts: { from: task.assignee_id, to: to.id },
    })
    return { nextDueDay: null }
  })
}
