import { sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { TenantTx } from '../tenancy/tenant-tx.ts'
import type { ErasuresTable } from './tables.ts'

/** @returns false when the erasure is noted already */
export async function insertErasure(tx: TenantTx, customerId: string, erasedAt: Date): Promise<boolean> {
  const inserted = await tx
    .insertInto('platform.erasures')
    .values({ org_id: tx.orgId, erased_customer: customerId, erased_at: erasedAt })
    .onConflict((conflict) => conflict.doNothing())
    .returning('erased_customer')
    .executeTakeFirst()
  return inserted !== undefined
}

export const allErasures = (db: Db): Promise<ErasuresTable[]> =>
  db.selectFrom('platform.erasures').selectAll().orderBy('erased_at').execute()

export async function appliedMigrations(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from migrations order by name`.execute(db)
  return rows.map((row) => row.name)
}

export async function confirmedKeys(db: Db): Promise<Set<string>> {
  const rows = await db.selectFrom('platform.key_copies').select('fingerprint').execute()
  return new Set(rows.map((row) => row.fingerprint))
}

export async function insertKeyCopies(db: Db, fingerprints: readonly string[], by: string, at: Date): Promise<void> {
  if (fingerprints.length === 0) return
  await db
    .insertInto('platform.key_copies')
    .values(fingerprints.map((fingerprint) => ({ fingerprint, confirmed_at: at, confirmed_by: by })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Whether the database holds anybody's data. */
export async function hasOrgs(db: Db): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass('platform.orgs') is not null as there`.execute(db)
  if (!rows[0]!.there) return false
  return (await db.selectFrom('platform.orgs').select('id').limit(1).executeTakeFirst()) !== undefined
}
