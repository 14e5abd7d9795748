import type { TenantRead, TenantTx } from '../../../kernel/tenancy/tenant-tx.ts'

const API_KEY = ['id', 'name', 'prefix', 'scopes', 'created_at', 'expires_at', 'last_used_at', 'revoked_at'] as const

export const listApiKeys = (tx: TenantRead) =>
  tx.selectFrom('platform.api_keys').select(API_KEY).where('org_id', '=', tx.orgId).orderBy('created_at', 'desc').execute()
export type ApiKeyRow = Awaited<ReturnType<typeof listApiKeys>>[number]

export const insertApiKey = (
  tx: TenantTx,
  key: {
    id: string
    name: string
    prefix: string
    key_hash: Buffer
    scopes: string[]
    created_by: string
    created_at: Date
    expires_at: Date | null
  },
): Promise<ApiKeyRow> =>
  tx
    .insertInto('platform.api_keys')
    .values({ org_id: tx.orgId, ...key })
    .returning(API_KEY)
    .executeTakeFirstOrThrow()

export const revokeApiKey = (tx: TenantTx, id: string, now: Date): Promise<ApiKeyRow | undefined> =>
  tx
    .updateTable('platform.api_keys')
    .set((eb) => ({ revoked_at: eb.fn.coalesce('revoked_at', eb.val(now)) }))
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .returning(API_KEY)
    .executeTakeFirst()
