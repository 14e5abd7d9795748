import type { CustomerPromise } from '@shuke/contract/interactions/promises.ts'
import type { FollowUpAct } from '@shuke/contract/interactions/tasks.ts'
import { emit } from '../../../kernel/events/outbox.ts'
import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { noteHappened } from '../tasks/history-queries.ts'
import { wrongState } from '../tasks/prepare.ts'
import { noSuchPromise, readPromise, todayOf } from './list-promises.ts'
import * as q from './queries.ts'
import { PROMISE_TRANSITIONS } from './rules.ts'

type Ending = { act: 'keep'; evidence?: string | undefined } | { act: 'break'; reason: string } | { act: 'cancel' }
const HAPPENED = { keep: 'kept', break: 'broken', cancel: 'cancelled' } as const satisfies Record<Ending['act'], FollowUpAct>

/** Ends an open promise; ending it the same way again changes nothing. @throws AppError not_found, conflict */
async function closePromise(ctx: Ctx, promiseId: string, ending: Ending): Promise<CustomerPromise> {
  const rows = authorize(ctx, 'promises.update')
  return inTenantTx(ctx, async (tx, inner) => {
    const promise = await q.lockPromise(tx, ctx, rows, promiseId)
    if (!promise) throw noSuchPromise()
    const happened = HAPPENED[ending.act]
    if (promise.status !== happened) {
      const status = PROMISE_TRANSITIONS[promise.status][ending.act]
      if (!status) throw wrongState('承诺已结束,请先恢复。', 'the promise is closed: reopen it first.')
      const now = ctx.clock.now()
      await q.changePromise(tx, promiseId, {
        status,
        ...(ending.act === 'keep' && {
          kept_at: now,
          evidence: ending.evidence ?? null,
          kept_late: promise.due_day < (await todayOf(tx, ctx)),
        }),
        ...(ending.act === 'break' && { broken_at: now, broken_reason: ending.reason }),
      })
      await noteHappened(tx, inner, { promiseId, act: happened })
      await audit(tx, inner, `promise.${ending.act}`, {
        object: { type: 'promise', id: promiseId },
        customerId: promise.customer_id,
      })
      await emit(tx, inner, `promise.${happened}`, { promiseId, customerId: promise.customer_id })
    }
    return readPromise(inner, tx, rows, promiseId)
  })
}

/** Kept, with what shows it. Kept after its day it is kept late, which the rate does not count. */
export const keepPromise = (ctx: Ctx, promiseId: string, input: { evidence?: string | undefined }) =>
  closePromise(ctx, promiseId, { act: 'keep', evidence: input.evidence })
/** Admitted as not kept. */
export const breakPromise = (ctx: Ctx, promiseId: string, input: { reason: string }) =>
  closePromise(ctx, promiseId, { act: 'break', reason: input.reason })
/** Noted by mistake, or the customer released us from it: it does not count. */
export const cancelPromise = (ctx: Ctx, promiseId: string) => closePromise(ctx, promiseId, { act: 'cancel' })
