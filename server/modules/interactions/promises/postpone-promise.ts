import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { noteHappened } from '../tasks/history-queries.ts'
import { checkNewDay, wrongState } from '../tasks/prepare.ts'
import { noSuchPromise, todayOf } from './list-promises.ts'
import * as q from './queries.ts'
import { missedOn, PROMISE_TRANSITIONS } from './rules.ts'

/** A new day, agreed with the customer. Moved after its day was over, the promise stays missed. @throws AppError not_found, conflict, invalid */
export async function postponePromise(ctx: Ctx, promiseId: string, input: { dueDay: string }) {
  const rows = authorize(ctx, 'promises.update')
  return inTenantTx(ctx, async (tx, inner) => {
    const promise = await q.lockPromise(tx, ctx, rows, promiseId)
    if (!promise) throw noSuchPromise()
    if (!PROMISE_TRANSITIONS[promise.status].postpone)
      throw wrongState('承诺已结束,请先恢复。', 'the promise is closed: reopen it first.')
    if (promise.due_day === input.dueDay) return { nextDueDay: null }
    const today = await todayOf(tx, ctx)
    checkNewDay(input.dueDay, today)
    await q.changePromise(tx, promiseId, { due_day: input.dueDay, missed: missedOn(promise, today) })
    await noteHappened(tx, inner, { promiseId, act: 'postponed', fromDay: promise.due_day, toDay: input.dueDay })
    await audit(tx, inner, 'promise.postpone', {
      object: { type: 'promise', id: promiseId },
      customerId: promise.customer_id,
      facts: { from: promise.due_day, to: input.dueDay },
    })
    return { nextDueDay: null }
  })
}
