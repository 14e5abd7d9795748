import type { Db } from '../../../kernel/db/database.ts'
import type { Org } from '../../../kernel/tenancy/ctx.ts'
import type { TenantTx } from '../../../kernel/tenancy/tenant-tx.ts'

const ORG = ['id', 'slug', 'name', 'trade', 'currency', 'timezone'] as const

export const orgBySlug = (db: Db, slug: string): Promise<Org | undefined> =>
  db.selectFrom('platform.orgs').select(ORG).where('slug', '=', slug).executeTakeFirst()

export async function insertOrg(
  tx: TenantTx,
  org: Org,
  now: Date,
  key: { version: number; installation_version: number; wrapped: Buffer },
): Promise<boolean> {
  const inserted = await tx
    .insertInto('platform.orgs')
    .values({ ...org, created_at: now })
    .onConflict((conflict) => conflict.column('slug').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted)
    await tx
      .insertInto('platform.org_keys')
      .values({ org_id: org.id, ...key })
      .execute()
  return inserted !== undefined
}

export async function insertFirstStore(
  tx: TenantTx,
  store: { id: string; name: string; timezone: string; now: Date },
): Promise<void> {
  await tx
    .insertInto('stores')
    .values({ org_id: tx.orgId, id: store.id, name: store.name, code: null, timezone: store.timezone, created_at: store.now })
    .execute()
}
