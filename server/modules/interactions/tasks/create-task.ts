import type { NewTask, Task } from '@shuke/contract/interactions/tasks.ts'
import type { z } from 'zod'
import { dayInZone } from '../../../kernel/clock.ts'
import { emit } from '../../../kernel/events/outbox.ts'
import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { noteHappened } from './history-queries.ts'
import { checkDay, customerFor, staffFor } from './prepare.ts'
import { presentTask } from './present.ts'
import * as q from './queries.ts'
import { zoneOf } from './row-queries.ts'
import { dueIn } from './rules.ts'

export type NewTaskInput = z.output<typeof NewTask>

/**
 * Notes something to be done. `source` says who asked for it: people by hand, or the module that made the task for them.
 * @throws AppError invalid, unknown_reference (customer, staff)
 */
export async function createTask(ctx: Ctx, input: NewTaskInput, source = 'manual'): Promise<Task> {
  const rows = authorize(ctx, 'tasks.create')
  return inTenantTx(ctx, async (tx, inner) => {
    const customer = input.customerId ? await customerFor(tx, rows, input.customerId) : null
    const assignee = await staffFor(tx, ctx, rows, input.assigneeId, 'assigneeId')
    const zone = await zoneOf(tx, ctx, { storeId: customer?.store_id ?? null, staffId: assignee.id })
    const due = dueIn(input.due, zone)
    checkDay('/due', due.day)
    const id = input.id ?? ctx.ids.uuid()
    await q.insertTask(tx, {
      id,
      title: input.title,
      customer_id: customer?.id ?? null,
      assignee_id: assignee.id,
      due_day: due.day,
      due_at: due.at,
      repeat_every: input.repeat?.every ?? 'none',
      repeat_interval: input.repeat?.interval ?? 1,
      repeat_from: due.day,
      scheduled_day: due.day,
      previous_id: null,
      source,
      done_at: null,
      done_by_id: null,
      result: null,
      created_at: ctx.clock.now(),
    })
    await noteHappened(tx, inner, { taskId: id, act: 'created', toDay: due.day, toStaffId: assignee.id })
    await audit(tx, inner, 'task.create', {
      object: { type: 'task', id },
      ...(customer && { customerId: customer.id }),
      facts: { source, assigneeId: assignee.id, dueDay: due.day },
    })
    await emit(tx, inner, 'task.created', { taskId: id, customerId: customer?.id ?? null, source })
    const row = await q.taskById(tx, inner, { kind: 'org' }, id)
    return presentTask(row!, dayInZone(ctx.clock.now(), zone), ctx.clock.now())
  })
}
