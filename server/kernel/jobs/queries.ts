import { type Selectable, sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { JobRunsTable } from '../db/platform-tables.ts'
import type { Rows } from '../tenancy/authorize.ts'
import type { TenantRead, TenantTx } from '../tenancy/tenant-tx.ts'
import type { AskedBy } from './asked-by.ts'
import { RUNS } from './boss.ts'
import type { JobProgress } from './job.ts'
import { LEASE_CLASS } from './run-leases.ts'

export type JobRun = Selectable<JobRunsTable>

interface NewRun {
  id: string
  kind: string
  input: Record<string, unknown>
  askedBy: AskedBy
  now: Date
}

export async function insertRun(tx: TenantTx, run: NewRun): Promise<void> {
  await tx
    .insertInto('job_runs')
    .values({
      org_id: tx.orgId,
      id: run.id,
      kind: run.kind,
      status: 'queued',
      input: JSON.stringify(run.input),
      asked_by: JSON.stringify(run.askedBy),
      started_by: run.askedBy.id,
      created_at: run.now,
      total: null,
      result: null,
      error: null,
      started_at: null,
      heartbeat_at: null,
      finished_at: null,
    })
    .execute()
}

const thisRun = (tx: TenantRead, id: string) =>
  tx.selectFrom('job_runs').selectAll().where('org_id', '=', tx.orgId).where('id', '=', id)

export const findRun = (tx: TenantRead, id: string): Promise<JobRun | undefined> => thisRun(tx, id).executeTakeFirst()
export const lockRun = (tx: TenantTx, id: string): Promise<JobRun | undefined> => thisRun(tx, id).forUpdate().executeTakeFirst()

const update = (tx: TenantTx, id: string) => tx.updateTable('job_runs').where('org_id', '=', tx.orgId).where('id', '=', id)

/** Takes a run up: the first time or again after it broke off. Undefined when it is finished. */
export const startAttempt = (tx: TenantTx, id: string, now: Date): Promise<JobRun | undefined> =>
  update(tx, id)
    .set((eb) => ({
      status: 'running',
      attempt: eb('attempt', '+', 1),
      stalled: eb('stalled', '+', 1),
      started_at: eb.fn.coalesce('started_at', eb.val(now)),
      resumed_at: now,
      resumed_done: eb.ref('done'),
      heartbeat_at: now,
    }))
    .where('status', 'in', ['queued', 'running'])
    .returningAll()
    .executeTakeFirst()

const heldAttempt = (tx: TenantTx, { id, attempt }: JobRun) =>
  update(tx, id).where('attempt', '=', attempt).where('status', '=', 'running')

/** Undefined when this attempt no longer holds the run. */
export const saveProgress = (tx: TenantTx, run: JobRun, progress: Required<JobProgress>, now: Date) =>
  heldAttempt(tx, run)
    .set((eb) => ({
      done: progress.done,
      total: progress.total,
      counts: JSON.stringify(progress.counts),
      stalled: eb.case().when('done', '<', progress.done).then(0).else(eb.ref('stalled')).end(),
      heartbeat_at: now,
    }))
    .returning('cancel_requested')
    .executeTakeFirst()

export interface Ending {
  status: 'done' | 'failed' | 'cancelled'
  result?: Record<string, unknown>
  error?: Record<string, unknown>
}

export async function finishRun(
  tx: TenantTx,
  run: JobRun,
  ending: Ending,
  progress: Required<JobProgress>,
  now: Date,
): Promise<void> {
  await heldAttempt(tx, run)
    .set({
      status: ending.status,
      done: progress.done,
      total: progress.total,
      counts: JSON.stringify(progress.counts),
      result: ending.result ? JSON.stringify(ending.result) : null,
      error: ending.error ? JSON.stringify(ending.error) : null,
      heartbeat_at: now,
      finished_at: now,
    })
    .execute()
}

/** Gives a run back, to be taken up again by whoever comes next. A `blameless` break is not counted against it. */
export async function putBack(tx: TenantTx, run: JobRun, blameless: boolean): Promise<void> {
  const stalled = blameless ? sql<number>`greatest(stalled - 1, 0)` : sql<number>`stalled`
  await heldAttempt(tx, run).set({ status: 'queued', stalled }).execute()
}

export const requestCancel = (tx: TenantTx, id: string): Promise<JobRun> =>
  update(tx, id).set({ cancel_requested: true }).returningAll().executeTakeFirstOrThrow()

export const cancelQueued = (tx: TenantTx, id: string, now: Date): Promise<JobRun> =>
  update(tx, id).set({ status: 'cancelled', cancel_requested: true, finished_at: now }).returningAll().executeTakeFirstOrThrow()

export interface ListFilter {
  rows: Rows
  actorId: string
  kind?: string
  status?: JobRun['status']
  /** Id of the last row of the page before; ids grow with time. */
  before?: string
  limit: number
}

/** Newest first. Readers without org scope see what they started themselves. */
export function listRuns(tx: TenantRead, filter: ListFilter): Promise<JobRun[]> {
  let query = tx.selectFrom('job_runs').selectAll().where('org_id', '=', tx.orgId).orderBy('id', 'desc').limit(filter.limit)
  if (filter.rows.kind !== 'org') query = query.where('started_by', '=', filter.actorId)
  if (filter.kind) query = query.where('kind', '=', filter.kind)
  if (filter.status) query = query.where('status', '=', filter.status)
  if (filter.before) query = query.where('id', '<', filter.before)
  return query.execute()
}

/** Marks a queue entry as being worked on by the calling process, without a worker having fetched it. */
export async function activateEntry(tx: TenantTx, id: string): Promise<void> {
  await sql`update pgboss.job set state = 'active', started_on = now() where name = ${RUNS} and id = ${id}`.execute(tx)
}

/** Entries that are being worked on according to the queue, but whose lease nobody holds: their process is gone. */
export async function abandonedEntries(db: Db, graceSeconds: number): Promise<{ id: string; retryCount: number }[]> {
  const { rows } = await sql<{ id: string; retryCount: number }>`
    select j.id, j.retry_count as "retryCount" from pgboss.job j
    where j.name = ${RUNS} and j.state = 'active' and j.started_on < now() - make_interval(secs => ${graceSeconds})
      and not exists (select from pg_locks l
        where l.locktype = 'advisory' and l.classid::bigint = ${LEASE_CLASS} and l.objsubid = 2
          and l.database = (select oid from pg_database where datname = current_database())
          and l.objid::bigint = (hashtext(j.id::text)::bigint & 4294967295))`.execute(db)
  return rows
}
