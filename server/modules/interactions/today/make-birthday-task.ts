import { AppError } from '../../../kernel/errors.ts'
import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { createTask } from '../tasks/create-task.ts'
import { checkNewDay } from '../tasks/prepare.ts'
import { findBirthday } from './find-birthday.ts'
import * as q from './queries.ts'

/**
 * Postponed or passed on, a birthday becomes a task for another day or a colleague, and leaves the list of birthdays.
 * @throws AppError not_found, rule_broken, invalid, unknown_reference, conflict when it was seen to already
 */
export async function makeBirthdayTask(ctx: Ctx, customerId: string, to: { dueDay?: string; staffId?: string }) {
  const rows = authorize(ctx, 'tasks.create')
  return inTenantTx(ctx, async (tx, inner) => {
    const { keptOn, today } = await findBirthday(tx, ctx, rows, customerId)
    const day = to.dueDay ?? keptOn
    checkNewDay(day, today)
    const task = await createTask(
      inner,
      {
        title: ctx.locale === 'en' ? 'Birthday greeting' : '生日问候',
        customerId,
        assigneeId: to.staffId ?? null,
        due: { day },
      },
      'birthday',
    )
    const isFirst = await q.markBirthday(tx, {
      customer_id: customerId,
      kept_on: keptOn,
      outcome: 'task',
      interaction_id: null,
      task_id: task.id,
      at: ctx.clock.now(),
    })
    if (!isFirst)
      throw new AppError('conflict', { reason: { zh: '这个生日已经处理过。', en: 'this birthday has been seen to already.' } })
    await audit(tx, inner, 'birthday.hand_over', {
      object: { type: 'customer', id: customerId },
      customerId,
      facts: { keptOn, taskId: task.id },
    })
    return { nextDueDay: null }
  })
}
