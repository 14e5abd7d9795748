import { Permission } from '@shuke/contract/shared/permissions.ts'
import { API_KEY_PREFIX, tokenHash } from '../../../kernel/auth/tokens.ts'
import { AppError } from '../../../kernel/errors.ts'
import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { presentApiKey } from './present.ts'
import * as q from './queries.ts'

/**
 * Makes a key; the key itself is in the answer and nowhere else. Nobody can give a key more than the own rights over the whole org.
 * @throws AppError forbidden for a scope beyond the maker's, invalid for an end that is past
 */
export async function createApiKey(ctx: Ctx, input: { name: string; scopes?: Permission[]; expiresAt?: string }) {
  authorize(ctx, 'api_keys.manage')
  const own = Permission.options.filter((permission) => ctx.actor.grants.get(permission) === 'org')
  const scopes = input.scopes ?? own
  const beyond = scopes.find((scope) => !own.includes(scope))
  if (beyond) throw new AppError('forbidden', { permission: beyond })
  const now = ctx.clock.now()
  const expiresAt = input.expiresAt ? new Date(input.expiresAt) : null
  if (expiresAt && expiresAt <= now) {
    const reason = { zh: '到期时间应在将来。', en: 'a time in the future.' }
    throw new AppError('invalid', {}, [{ pointer: '/expiresAt', code: 'broken', data: { reason } }])
  }
  const key = `${API_KEY_PREFIX}${ctx.ids.token(32)}`
  return inTenantTx(ctx, async (tx, inner) => {
    const row = await q.insertApiKey(tx, {
      id: ctx.ids.uuid(),
      name: input.name,
      prefix: key.slice(0, API_KEY_PREFIX.length + 4),
      key_hash: tokenHash(key),
      scopes: [...scopes],
      created_by: ctx.actor.name,
      created_at: now,
      expires_at: expiresAt,
    })
    await audit(tx, inner, 'api_key.create', { object: { type: 'api_key', id: row.id }, facts: { scopes } })
    return { ...presentApiKey(row), key }
  })
}
