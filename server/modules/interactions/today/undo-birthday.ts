import { dayInZone } from '../../../kernel/clock.ts'
import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { customerById, noSuchCustomer } from '../../customers/index.ts'
import { cancelTask } from '../tasks/cancel-task.ts'
import { zoneOf } from '../tasks/row-queries.ts'
import { addDays } from '../tasks/rules.ts'
import * as q from './queries.ts'
import { DAYS_AHEAD } from './rules.ts'

/**
 * The birthday stands in Today again; the note of the greeting goes, the task that was made of it is cancelled.
 * @throws AppError not_found, conflict when that task is done
 */
export async function undoBirthday(ctx: Ctx, customerId: string) {
  const rows = authorize(ctx, 'interactions.create')
  return inTenantTx(ctx, async (tx, inner) => {
    if (!(await customerById(tx, customerId, rows))) throw noSuchCustomer()
    const today = dayInZone(ctx.clock.now(), await zoneOf(tx, ctx, { staffId: ctx.actor.staffId }))
    const mark = await q.markOf(tx, customerId, today, addDays(today, DAYS_AHEAD))
    if (!mark) return { nextDueDay: null }
    if (mark.task_id) await cancelTask(inner, mark.task_id)
    await q.unmark(tx, mark)
    await audit(tx, inner, 'birthday.undo', {
      object: { type: 'customer', id: customerId },
      customerId,
      facts: { keptOn: mark.kept_on },
    })
    return { nextDueDay: null }
  })
}
