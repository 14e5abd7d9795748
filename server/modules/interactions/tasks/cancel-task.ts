import type { Task } from '@shuke/contract/interactions/tasks.ts'
import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { noteHappened } from './history-queries.ts'
import { readTask } from './list-tasks.ts'
import { noSuchTask, wrongState } from './prepare.ts'
import * as q from './queries.ts'
import { TASK_TRANSITIONS } from './rules.ts'

/** Drops a task; a series ends with it. @throws AppError not_found, conflict (done already) */
export async function cancelTask(ctx: Ctx, taskId: string): Promise<Task> {
  const rows = authorize(ctx, 'tasks.update')
  return inTenantTx(ctx, async (tx, inner) => {
    const task = await q.lockTask(tx, ctx, rows, taskId)
    if (!task) throw noSuchTask()
    if (task.status !== 'cancelled') {
      const status = TASK_TRANSITIONS[task.status].cancel
      if (!status) throw wrongState('任务已完成。', 'the task is done.')
      await q.changeTask(tx, taskId, { status })
      await noteHappened(tx, inner, { taskId, act: 'cancelled' })
      await audit(tx, inner, 'task.cancel', {
        object: { type: 'task', id: taskId },
        ...(task.customer_id && { customerId: task.customer_id }),
      })
    }
    return readTask(inner, tx, rows, taskId)
  })
}
