import type { FollowUpAct } from '@shuke/contract/interactions/tasks.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import type { TenantRead, TenantTx } from '../../../kernel/tenancy/tenant-tx.ts'

export interface Happened {
  taskId?: string
  promiseId?: string
  act: FollowUpAct
  fromDay?: string
  toDay?: string
  fromStaffId?: string
  toStaffId?: string
}

/** Adds a line to the history of a task or promise. */
export const noteHappened = (tx: TenantTx, ctx: Ctx, event: Happened) =>
  tx
    .insertInto('follow_up_events')
    .values({
      org_id: tx.orgId,
      id: ctx.ids.uuid(),
      task_id: event.taskId ?? null,
      promise_id: event.promiseId ?? null,
      act: event.act,
      at: ctx.clock.now(),
      staff_id: ctx.actor.staffId,
      actor_name: ctx.actor.name,
      from_day: event.fromDay ?? null,
      to_day: event.toDay ?? null,
      from_staff_id: event.fromStaffId ?? null,
      to_staff_id: event.toStaffId ?? null,
    })
    .execute()

/** The history of a task or promise, oldest first. */
export const historyOf = (tx: TenantRead, of: { column: 'task_id' | 'promise_id'; id: string }) =>
  tx
    .selectFrom('follow_up_events as e')
    .leftJoin('staff as f', (join) => join.onRef('f.org_id', '=', 'e.org_id').onRef('f.id', '=', 'e.from_staff_id'))
    .leftJoin('staff as g', (join) => join.onRef('g.org_id', '=', 'e.org_id').onRef('g.id', '=', 'e.to_staff_id'))
    .leftJoin('staff as b', (join) => join.onRef('b.org_id', '=', 'e.org_id').onRef('b.id', '=', 'e.staff_id'))
    .selectAll('e')
    .select(['f.name as from_name', 'g.name as to_name', 'b.name as staff_name'])
    .where('e.org_id', '=', tx.orgId)
    .where(`e.${of.column}`, '=', of.id)
    .orderBy('e.at')
    .orderBy('e.id')
    .execute()
export type HappenedRow = Awaited<ReturnType<typeof historyOf>>[number]

/** What was done last. */
export const lastHappened = (tx: TenantRead, of: { column: 'task_id' | 'promise_id'; id: string }) =>
  tx
    .selectFrom('follow_up_events')
    .select(['act', 'from_day', 'from_staff_id'])
    .where('org_id', '=', tx.orgId)
    .where(of.column, '=', of.id)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
