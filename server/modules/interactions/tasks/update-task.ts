import type { Task, updateTask as updateTaskEndpoint } from '@shuke/contract/interactions/tasks.ts'
import type { BodyOf } from '@shuke/contract/shared/endpoint.ts'
import { AppError } from '../../../kernel/errors.ts'
import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { noteHappened } from './history-queries.ts'
import { readTask } from './list-tasks.ts'
import { checkDay, noSuchTask, wrongState } from './prepare.ts'
import * as q from './queries.ts'
import { zoneOf } from './row-queries.ts'
import { dueIn, TASK_TRANSITIONS } from './rules.ts'

/** Changes what an open task says; a new day or rhythm begins a new series from that day. @throws AppError not_found, stale, conflict, invalid */
export async function updateTask(
  ctx: Ctx,
  taskId: string,
  version: number,
  input: BodyOf<typeof updateTaskEndpoint>,
): Promise<Task> {
  const rows = authorize(ctx, 'tasks.update')
  return inTenantTx(ctx, async (tx, inner) => {
    const task = await q.lockTask(tx, ctx, rows, taskId)
    if (!task) throw noSuchTask()
    if (task.version !== version) throw new AppError('stale')
    if (!TASK_TRANSITIONS[task.status].change) throw wrongState('任务已结束,请先恢复。', 'the task is closed: reopen it first.')
    const zone = await zoneOf(tx, ctx, { staffId: task.assignee_id })
    const due = input.due && dueIn(input.due, zone)
    if (due) checkDay('/due', due.day)
    const day = due?.day ?? task.due_day
    await q.changeTask(tx, taskId, {
      ...(input.title !== undefined && { title: input.title }),
      ...(due && { due_day: due.day, due_at: due.at }),
      ...(input.repeat && { repeat_every: input.repeat.every, repeat_interval: input.repeat.interval }),
      ...((due || input.repeat) && { repeat_from: day, scheduled_day: day }),
    })
    await noteHappened(tx, inner, { taskId, act: 'changed', fromDay: task.due_day, toDay: day })
    await audit(tx, inner, 'task.update', {
      object: { type: 'task', id: taskId },
      ...(task.customer_id && { customerId: task.customer_id }),
      facts: { fields: Object.keys(input) },
    })
    return readTask(inner, tx, rows, taskId)
  })
}
