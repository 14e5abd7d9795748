import { notFound } from '../../../kernel/errors.ts'
import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { presentApiKey } from './present.ts'
import * as q from './queries.ts'

/** Ends a key; ending it twice is no error. */
export async function revokeApiKey(ctx: Ctx, id: string) {
  authorize(ctx, 'api_keys.manage')
  return inTenantTx(ctx, async (tx, inner) => {
    const row = await q.revokeApiKey(tx, id, ctx.clock.now())
    if (!row) throw notFound({ zh: 'API 密钥', en: 'API key' })
    await audit(tx, inner, 'api_key.revoke', { object: { type: 'api_key', id } })
    return presentApiKey(row)
  })
}
