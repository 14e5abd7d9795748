import { type Insertable, type Selectable, sql } from 'kysely'
import { copyInto, copyRows, copyText } from '../../../kernel/db/copy.ts'
import type { RowFault } from '../../../kernel/seams/import-kind.ts'
import type { TenantRead, TenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import type { RecognisedHeader } from './file/header-rules.ts'
import type { ImportRunsTable, RunCounts } from './tables.ts'

export const insertRun = (tx: TenantTx, run: Omit<Insertable<ImportRunsTable>, 'org_id'>) =>
  tx
    .insertInto('import_runs')
    .values({ org_id: tx.orgId, ...run })
    .execute()

/** A run with the state of its jobs: those rows say how far it is, so the two can never disagree. */
const runs = (tx: TenantRead) =>
  tx
    .selectFrom('import_runs as r')
    .leftJoin('job_runs as j', (join) => join.onRef('j.org_id', '=', 'r.org_id').onRef('j.id', '=', 'r.job_id'))
    .leftJoin('job_runs as b', (join) => join.onRef('b.org_id', '=', 'r.org_id').onRef('b.id', '=', 'r.revert_job_id'))
    .selectAll('r')
    .select(['j.status as job_status', 'j.error as job_error', 'b.status as revert_status'])
    .where('r.org_id', '=', tx.orgId)

export const runById = (tx: TenantRead, id: string) => runs(tx).where('r.id', '=', id).executeTakeFirst()
export type RunRow = NonNullable<Awaited<ReturnType<typeof runById>>>

export const lockRun = (tx: TenantTx, id: string): Promise<Selectable<ImportRunsTable> | undefined> =>
  tx.selectFrom('import_runs').selectAll().where('org_id', '=', tx.orgId).where('id', '=', id).forUpdate().executeTakeFirst()

export const listRuns = (
  tx: TenantRead,
  { limit, after, startedBy }: { limit: number; after: { at: string; id: string } | null; startedBy: string | null },
) =>
  runs(tx)
    .$if(startedBy !== null, (query) => query.where('r.started_by', '=', startedBy!))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(r.created_at, r.id) < (${after!.at}::timestamptz, ${after!.id}::uuid)`),
    )
    .orderBy('r.created_at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(limit + 1)
    .execute()

/** The newest run of the same file with the same settings that is not finished. */
export const unfinishedRun = (tx: TenantRead, same: { kind: string; fileHash: Buffer; options: string; dryRun: boolean }) =>
  runs(tx)
    .where('r.kind', '=', same.kind)
    .where('r.file_hash', '=', same.fileHash)
    .where('r.dry_run', '=', same.dryRun)
    .where(sql<boolean>`r.options = ${same.options}::jsonb`)
    .where('j.status', 'in', ['queued', 'running'])
    .orderBy('r.created_at', 'desc')
    .executeTakeFirst()

export const setReading = (
  tx: TenantTx,
  id: string,
  reading: { encoding: string; delimiter: string | null; columns: RecognisedHeader[] },
) =>
  tx
    .updateTable('import_runs')
    .set({ encoding: reading.encoding, delimiter: reading.delimiter, columns: JSON.stringify(reading.columns) })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .execute()

export const setProgress = (tx: TenantTx, id: string, progress: { nextRow: number; counts: RunCounts; seconds: number }) =>
  tx
    .updateTable('import_runs')
    .set({ next_row: progress.nextRow, counts: JSON.stringify(progress.counts), seconds: progress.seconds })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .execute()

export async function finishRun(tx: TenantTx, id: string, now: Date): Promise<void> {
  await tx.updateTable('import_runs').set({ finished_at: now }).where('org_id', '=', tx.orgId).where('id', '=', id).execute()
  await tx.deleteFrom('import_repeats').where('org_id', '=', tx.orgId).where('run_id', '=', id).execute()
}

/** Imports of one org write one after the other: they touch the same customers and the same counters. */
export async function waitForTurn(tx: TenantTx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('import'), hashtext(${tx.orgId}))`.execute(tx)
  // A connection keeps the plans by which foreign keys are checked. One made while a table was nearly empty reads all of it for every row.
  await sql.raw('discard plans; set local enable_seqscan = off').execute(tx)
}

export async function insertFaults(tx: TenantTx, runId: string, faults: readonly RowFault[]): Promise<void> {
  if (faults.length === 0) return
  await sql`create temporary table if not exists import_new_faults
    (row_no bigint, n int, column_name text, code text, refused boolean, data jsonb) on commit drop`.execute(tx)
  await sql`truncate import_new_faults`.execute(tx)
  let n = 0
  const line = (fault: RowFault) =>
    `${fault.row}\t${n++}\t${copyText(fault.column)}\t${fault.code}\t${fault.refused ? 't' : 'f'}\t${copyText(JSON.stringify(fault.data ?? {}))}`
  await copyInto(tx, 'import_new_faults', copyRows(faults, line))
  await sql`insert into import_faults (org_id, run_id, row_no, n, column_name, code, refused, data)
    select ${tx.orgId}::uuid, ${runId}::uuid, row_no, n, column_name, code, refused, data from import_new_faults`.execute(tx)
}

/** Faults in file order, a page at a time. */
export const faultsFrom = (tx: TenantRead, runId: string, after: { row: number; n: number } | null, limit: number) =>
  tx
    .selectFrom('import_faults')
    .select(['row_no', 'n', 'column_name', 'code', 'refused', 'data'])
    .where('org_id', '=', tx.orgId)
    .where('run_id', '=', runId)
    .$if(after !== null, (query) => query.where(sql<boolean>`(row_no, n) > (${after!.row}::bigint, ${after!.n}::int)`))
    .orderBy('row_no')
    .orderBy('n')
    .limit(limit)
    .execute()
export type FaultRow = Awaited<ReturnType<typeof faultsFrom>>[number]

export const deleteFaults = (tx: TenantTx, runId: string) =>
  tx.deleteFrom('import_faults').where('org_id', '=', tx.orgId).where('run_id', '=', runId).execute()

export const oldSources = (tx: TenantRead, before: Date) =>
  tx
    .selectFrom('import_runs')
    .select(['id', 'storage_key'])
    .where('org_id', '=', tx.orgId)
    .where('created_at', '<', before)
    .where('storage_key', 'is not', null)
    .execute()

export const forgetSource = (tx: TenantTx, id: string) =>
  tx.updateTable('import_runs').set({ storage_key: null }).where('org_id', '=', tx.orgId).where('id', '=', id).execute()

export const setRevertJob = (tx: TenantTx, id: string, jobId: string) =>
  tx.updateTable('import_runs').set({ revert_job_id: jobId }).where('org_id', '=', tx.orgId).where('id', '=', id).execute()

export const setReverted = (tx: TenantTx, id: string, now: Date) =>
  tx.updateTable('import_runs').set({ reverted_at: now }).where('org_id', '=', tx.orgId).where('id', '=', id).execute()
