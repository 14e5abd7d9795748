import { AppError } from '../../../kernel/errors.ts'
import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { isTimezone } from '../orgs/rules.ts'
import * as q from './queries.ts'

/** Adds a store; its time zone decides its business days. */
export async function createStore(ctx: Ctx, input: { id?: string; name: string; code?: string | null; timezone?: string }) {
  authorize(ctx, 'stores.manage')
  const timezone = input.timezone ?? ctx.org.timezone
  if (!isTimezone(timezone)) {
    const reason = { zh: '应为 IANA 时区,如 Asia/Shanghai。', en: 'an IANA time zone such as Asia/Shanghai.' }
    throw new AppError('invalid', {}, [{ pointer: '/timezone', code: 'broken', data: { reason } }])
  }
  return inTenantTx(ctx, async (tx, inner) => {
    const store = await q.insertStore(tx, {
      id: input.id ?? ctx.ids.uuid(),
      name: input.name,
      code: input.code ?? null,
      timezone,
      created_at: ctx.clock.now(),
    })
    await audit(tx, inner, 'store.create', { object: { type: 'store', id: store.id } })
    return store
  })
}
