import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { noteHappened } from '../tasks/history-queries.ts'
import { staffFor, wrongState } from '../tasks/prepare.ts'
import { noSuchPromise } from './list-promises.ts'
import * as q from './queries.ts'
import { PROMISE_TRANSITIONS } from './rules.ts'

/** A colleague keeps the promise instead, and answers for it from now on. @throws AppError not_found, conflict, unknown_reference */
export async function passOnPromise(ctx: Ctx, promiseId: string, input: { staffId: string }) {
  const rows = authorize(ctx, 'promises.update')
  return inTenantTx(ctx, async (tx, inner) => {
    const promise = await q.lockPromise(tx, ctx, rows, promiseId)
    if (!promise) throw noSuchPromise()
    if (!PROMISE_TRANSITIONS[promise.status].pass_on)
      throw wrongState('承诺已结束,请先恢复。', 'the promise is closed: reopen it first.')
    const to = await staffFor(tx, ctx, rows, input.staffId, 'staffId')
    if (to.id === promise.staff_id) return { nextDueDay: null }
    await q.changePromise(tx, promiseId, { staff_id: to.id })
    await noteHappened(tx, inner, { promiseId, act: 'passed_on', fromStaffId: promise.staff_id, toStaffId: to.id })
    await audit(tx, inner, 'promise.pass_on', {
      object: { type: 'promise', id: promiseId },
      customerId: promise.customer_id,
      facts: { from: promise.staff_id, to: to.id },
    })
    return { nextDueDay: null }
  })
}
