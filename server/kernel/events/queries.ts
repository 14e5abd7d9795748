import { type Selectable, sql } from 'kysely'
import type { Db } from '../db/database.ts'
import type { OutboxTable } from '../db/platform-tables.ts'

export type OutboxEvent = Selectable<OutboxTable>

/** First half of the advisory lock under which one process at a time hears an org's events. */
const ORG_CLASS = 0x5_6f_62

const waiting = (db: Db, now: Date) =>
  db.selectFrom('platform.outbox').where('dispatched_at', 'is', null).where('dead_at', 'is', null).where('not_before', '<=', now)

/** Orgs with events that are due. */
export async function orgsWithEvents(db: Db, now: Date): Promise<string[]> {
  const rows = await waiting(db, now).select('org_id').distinct().limit(1000).execute()
  return rows.map((row) => row.org_id)
}

/** The org's due events in the order of their acts (ids grow with time). */
export const dueEvents = (db: Db, orgId: string, now: Date, limit: number): Promise<OutboxEvent[]> =>
  waiting(db, now).selectAll().where('org_id', '=', orgId).orderBy('id').limit(limit).execute()

const update = (db: Db, id: string) => db.updateTable('platform.outbox').where('id', '=', id)

export async function markDispatched(db: Db, id: string, handled: string[], now: Date): Promise<void> {
  await update(db, id).set({ handled, dispatched_at: now, last_error: null }).execute()
}

/** Events that nobody hears are done as they are, all in one statement. */
export async function markUnheard(db: Db, ids: readonly string[], now: Date): Promise<void> {
  await sql`update platform.outbox set dispatched_at = ${now}, last_error = null where id = any(${ids}::uuid[])`.execute(db)
}

export interface Failure {
  handled: string[]
  attempts: number
  lastError: string
  /** When to try again; null gives the event up. */
  next: Date | null
}

export async function markFailed(db: Db, id: string, { handled, attempts, lastError, next }: Failure, now: Date): Promise<void> {
  const change = next ? { not_before: next } : { dead_at: now }
  await update(db, id)
    .set({ handled, attempts, last_error: lastError, ...change })
    .execute()
}

/**
 * Runs `work` as the only one in the world who hears this org's events, or not at all. The lock is the session's: kill -9 of this process
 * frees it at once.
 */
export const asOnlyHearer = (db: Db, orgId: string, work: () => Promise<void>): Promise<boolean> =>
  db.connection().execute(async (connection) => {
    const { rows } = await sql<{
      taken: boolean
    }>`select pg_try_advisory_lock(${ORG_CLASS}, hashtext(${orgId})) as taken`.execute(connection)
    if (!rows[0]!.taken) return false
    try {
      await work()
      return true
    } finally {
      // A broken connection has released it already.
      await sql`select pg_advisory_unlock(${ORG_CLASS}, hashtext(${orgId}))`.execute(connection).catch(() => undefined)
    }
  })
