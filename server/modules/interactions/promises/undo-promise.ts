import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { lastHappened, noteHappened } from '../tasks/history-queries.ts'
import { noSuchPromise } from './list-promises.ts'
import * as q from './queries.ts'
import { PROMISE_TRANSITIONS } from './rules.ts'

/** Takes the last act back: kept, broken, cancelled, postponed or passed on. Pressed twice, it takes back once. @throws AppError not_found */
export async function undoPromise(ctx: Ctx, promiseId: string) {
  const rows = authorize(ctx, 'promises.update')
  return inTenantTx(ctx, async (tx, inner) => {
    const promise = await q.lockPromise(tx, ctx, rows, promiseId)
    if (!promise) throw noSuchPromise()
    const last = await lastHappened(tx, { column: 'promise_id', id: promiseId })
    const status = PROMISE_TRANSITIONS[promise.status].reopen
    if (status) {
      await q.changePromise(tx, promiseId, {
        status,
        kept_at: null,
        evidence: null,
        broken_at: null,
        broken_reason: null,
        kept_late: false,
      })
      await noteHappened(tx, inner, { promiseId, act: 'reopened' })
    } else if (last?.act === 'postponed' && last.from_day) {
      await q.changePromise(tx, promiseId, { due_day: last.from_day })
      await noteHappened(tx, inner, { promiseId, act: 'reopened', fromDay: promise.due_day, toDay: last.from_day })
    } else if (last?.act === 'passed_on' && last.from_staff_id) {
      await q.changePromise(tx, promiseId, { staff_id: last.from_staff_id })
      await noteHappened(tx, inner, {
        promiseId,
        act: 'reopened',
        fromStaffId: promise.staff_id,
        toStaffId: last.from_staff_id,
      })
    } else return { nextDueDay: null }
    await audit(tx, inner, 'promise.undo', {
      object: { type: 'promise', id: promiseId },
      customerId: promise.customer_id,
      facts: { act: last?.act ?? null },
    })
    return { nextDueDay: null }
  })
}
