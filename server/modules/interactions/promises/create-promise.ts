import type { CustomerPromise, createPromise as createPromiseEndpoint } from '@shuke/contract/interactions/promises.ts'
import type { BodyOf } from '@shuke/contract/shared/endpoint.ts'
import { emit } from '../../../kernel/events/outbox.ts'
import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { noteHappened } from '../tasks/history-queries.ts'
import { checkDay, customerFor, staffFor } from '../tasks/prepare.ts'
import { readPromise } from './list-promises.ts'
import * as q from './queries.ts'

/** Notes what was promised to a customer, by whom and for when. @throws AppError invalid, unknown_reference (customer, staff) */
export async function createPromise(ctx: Ctx, input: BodyOf<typeof createPromiseEndpoint>): Promise<CustomerPromise> {
  const rows = authorize(ctx, 'promises.create')
  return inTenantTx(ctx, async (tx, inner) => {
    const customer = await customerFor(tx, rows, input.customerId)
    const staff = await staffFor(tx, ctx, rows, input.staffId, 'staffId')
    checkDay('/dueDay', input.dueDay)
    const id = input.id ?? ctx.ids.uuid()
    await q.insertPromise(tx, {
      id,
      customer_id: customer.id,
      staff_id: staff.id,
      what: input.text,
      due_day: input.dueDay,
      kept_at: null,
      evidence: null,
      broken_at: null,
      broken_reason: null,
      created_at: ctx.clock.now(),
    })
    await noteHappened(tx, inner, { promiseId: id, act: 'created', toDay: input.dueDay, toStaffId: staff.id })
    await audit(tx, inner, 'promise.create', {
      object: { type: 'promise', id },
      customerId: customer.id,
      facts: { staffId: staff.id, dueDay: input.dueDay },
    })
    await emit(tx, inner, 'promise.made', { promiseId: id, customerId: customer.id })
    return readPromise(inner, tx, { kind: 'org' }, id)
  })
}
