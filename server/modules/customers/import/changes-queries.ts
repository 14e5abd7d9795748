import { sql } from 'kysely'
import { copyBytes, copyInto, copyRows } from '../../../kernel/db/copy.ts'
import type { TenantRead, TenantTx } from '../../../kernel/tenancy/tenant.ts'

export interface SealedChange {
  objectType: string
  objectId: string
  versionAfter: number
  sealed: Buffer
}

export async function insertChanges(tx: TenantTx, runId: string, changes: readonly SealedChange[]): Promise<void> {
  await sql`create temporary table if not exists import_new_changes (object_type text, object_id uuid, version_after int, sealed bytea) on commit drop`.execute(
    tx,
  )
  await sql`truncate import_new_changes`.execute(tx)
  const line = (one: SealedChange) => `${one.objectType}\t${one.objectId}\t${one.versionAfter}\t${copyBytes(one.sealed)}`
  await copyInto(tx, 'import_new_changes', copyRows(changes, line))
  await sql`insert into import_changes (org_id, run_id, object_type, object_id, version_after, sealed)
    select ${tx.orgId}::uuid, ${runId}::uuid, object_type, object_id, version_after, sealed from import_new_changes`.execute(tx)
}

export const changesFrom = (tx: TenantRead, runId: string, objectType: string, after: string, limit: number) =>
  tx
    .selectFrom('import_changes')
    .select(['object_id', 'version_after', 'sealed'])
    .where('org_id', '=', tx.orgId)
    .where('run_id', '=', runId)
    .where('object_type', '=', objectType)
    .where('object_id', '>', after)
    .orderBy('object_id')
    .limit(limit)
    .execute()

export const deleteChanges = (tx: TenantTx, runId: string) =>
  tx.deleteFrom('import_changes').where('org_id', '=', tx.orgId).where('run_id', '=', runId).execute()
