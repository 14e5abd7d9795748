import { dayInZone } from '../../../kernel/clock.ts'
import { emit } from '../../../kernel/events/outbox.ts'
import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantTx, type TenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { noteHappened } from './history-queries.ts'
import { noSuchTask, wrongState } from './prepare.ts'
import * as q from './queries.ts'
import { zoneOf } from './row-queries.ts'
import { dueAfter, instantAt, TASK_TRANSITIONS, timeOfDay } from './rules.ts'

/** Makes the occurrence after a repeating task; at the same time of day. @returns its day, null when there is none */
async function makeNext(tx: TenantTx, ctx: Ctx, task: q.LockedTask): Promise<string | null> {
  const zone = await zoneOf(tx, ctx, { staffId: task.assignee_id })
  const day = dueAfter(task, dayInZone(ctx.clock.now(), zone))
  if (day === null) return null
  const id = ctx.ids.uuid()
  await q.insertTask(tx, {
    id,
    title: task.title,
    customer_id: task.customer_id,
    assignee_id: task.assignee_id,
    due_day: day,
    due_at: task.due_at && instantAt(day, timeOfDay(task.due_at, zone), zone),
    repeat_every: task.repeat_every,
    repeat_interval: task.repeat_interval,
    repeat_from: task.repeat_from,
    scheduled_day: day,
    previous_id: task.id,
    source: task.source,
    done_at: null,
    done_by_id: null,
    result: null,
    created_at: ctx.clock.now(),
  })
  await noteHappened(tx, ctx, { taskId: id, act: 'created', toDay: day, toStaffId: task.assignee_id })
  return day
}

/**
 * Done. A repeating task leaves exactly one next behind; a second press changes nothing.
 * @throws AppError not_found, conflict (cancelled)
 */
export async function finishTask(ctx: Ctx, taskId: string, input: { note?: string | undefined }) {
  const rows = authorize(ctx, 'tasks.update')
  return inTenantTx(ctx, async (tx, inner) => {
    const task = await q.lockTask(tx, ctx, rows, taskId)
    if (!task) throw noSuchTask()
    if (task.status === 'done') return { nextDueDay: (await q.nextOf(tx, taskId))?.due_day ?? null }
    const status = TASK_TRANSITIONS[task.status].finish
    if (!status) throw wrongState('任务已取消,请先恢复。', 'the task is cancelled: reopen it first.')
    await q.changeTask(tx, taskId, {
      status,
      done_at: ctx.clock.now(),
      done_by_id: ctx.actor.staffId,
      result: input.note ?? null,
    })
    const nextDueDay = await makeNext(tx, inner, task)
    await noteHappened(tx, inner, { taskId, act: 'done' })
    await audit(tx, inner, 'task.finish', {
      object: { type: 'task', id: taskId },
      ...(task.customer_id && { customerId: task.customer_id }),
      facts: { nextDueDay },
    })
    await emit(tx, inner, 'task.done', { taskId, customerId: task.customer_id, source: task.source })
    return { nextDueDay }
  })
}
