import { sql } from 'kysely'
import type { Ctx } from '../tenancy/ctx.ts'
import { inTenantRead } from '../tenancy/tenant-tx.ts'

/** What may differ after a revert or a restore: what happened is on record, counters go on. */
const APART = /^(audit_events|idempotency_keys|counters|job_runs|import_.*|.*_history)$/

/**
 * Everything that an org's business tables hold, as text: table → its rows in order. Two equal projections are the same state to the
 * byte (API's fixed meanings: all but audit, outbox, history, counters and the records of the runs themselves).
 */
export function projection(ctx: Ctx): Promise<Record<string, string[]>> {
  return inTenantRead(ctx, async (tx) => {
    const { rows: tables } = await sql<{
      name: string
    }>`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id'
      where n.nspname = 'public' and c.relkind in ('r', 'p') order by 1`.execute(tx)
    const state: Record<string, string[]> = {}
    for (const { name } of tables.filter((table) => !APART.test(table.name))) {
      const { rows } = await sql<{
        line: string
      }>`select to_jsonb(t)::text as line from ${sql.table(name)} t where t.org_id = ${tx.orgId}::uuid
        order by to_jsonb(t)::text collate "C"`.execute(tx)
      state[name] = rows.map((row) => row.line)
    }
    return state
  })
}
