import { sql } from 'kysely'
import type { TenantTx } from '../../../kernel/tenancy/tenant.ts'

/**
 * Removes the customers that a run made and that nothing refers to by now: no order, no visit, no row of any module. Those that somebody
 * changed since stay too.
 */
export async function deleteMadeCustomers(tx: TenantTx, runId: string): Promise<{ removed: number; kept: number }> {
  const { rows: references } = await sql<{ table: string; column: string }>`
    select c.relname as table, a.attname as column from pg_constraint k
      join pg_class c on c.oid = k.conrelid join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey) and a.attname <> 'org_id'
    where k.contype = 'f' and k.confrelid = 'customers'::regclass and k.confdeltype <> 'c' order by 1, 2`.execute(tx)
  const unused = references.map(
    ({ table, column }) =>
      sql`not exists (select from ${sql.table(table)} x where x.org_id = ${tx.orgId}::uuid and x.${sql.ref(column)} = c.id)`,
  )
  const made = sql`c.org_id = ${tx.orgId}::uuid and c.import_run_id = ${runId}::uuid`
  const gone = await sql<{ id: string }>`delete from customers c
    where ${sql.join([made, sql`c.version = 1`, ...unused], sql` and `)} returning c.id`.execute(tx)
  const ids = gone.rows.map((row) => row.id)
  await sql`delete from customer_keys k where k.org_id = ${tx.orgId}::uuid and k.customer_id = any(${ids}::uuid[])`.execute(tx)
  const { rows } = await sql<{ kept: number }>`select count(*) as kept from customers c where ${made}`.execute(tx)
  return { removed: ids.length, kept: rows[0]!.kept }
}
