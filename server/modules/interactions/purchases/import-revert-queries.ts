import { sql } from 'kysely'
import type { TenantTx } from '../../../kernel/tenancy/tenant.ts'
import type { OrderImage } from './import-updates-queries.ts'

/** Customers whose figures a run touched. */
export async function customersOfRun(tx: TenantTx, runId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select customer_id as id from orders where org_id = ${tx.orgId}::uuid and import_run_id = ${runId}::uuid and customer_id is not null
    union select o.customer_id from import_changes c join orders o on o.org_id = ${tx.orgId}::uuid and o.id = c.object_id
      where c.org_id = ${tx.orgId}::uuid and c.run_id = ${runId}::uuid and c.object_type = 'order' and o.customer_id is not null
    order by 1`.execute(tx)
  return rows.map((row) => row.id)
}

/** Removes the orders that a run made, but those that another order refunds. @returns how many went and how many stay */
export async function deleteMade(tx: TenantTx, runId: string): Promise<{ removed: number; kept: number }> {
  const made = sql`o.org_id = ${tx.orgId}::uuid and o.import_run_id = ${runId}::uuid`
  const gone = await sql`delete from orders o where ${made} and not exists (select from orders r
    where r.org_id = ${tx.orgId}::uuid and r.refund_of = o.id and r.import_run_id is distinct from ${runId}::uuid)`.execute(tx)
  const { rows } = await sql<{ kept: number }>`select count(*) as kept from orders o where ${made}`.execute(tx)
  return { removed: Number(gone.numAffectedRows ?? 0), kept: rows[0]!.kept }
}

const MADE_BY_DATABASE = new Set(['org_id', 'id'])
const PARTS = [
  ['order_items', 'items'],
  ['order_performers', 'performers'],
  ['order_payments', 'payments'],
] as const

/** Writes orders back as they were, where nobody changed them since. @returns ids and customers of those that were written */
export async function restoreOrders(
  tx: TenantTx,
  changes: readonly { objectId: string; versionAfter: number; image: OrderImage }[],
): Promise<{ id: string; customer_id: string | null }[]> {
  const images = JSON.stringify(changes.map((change) => ({ ...change.image.order, version_after: change.versionAfter })))
  const columns = Object.keys(changes[0]!.image.order).filter((column) => !MADE_BY_DATABASE.has(column))
  const set = columns.map((column) => sql`${sql.ref(column)} = i.${sql.ref(column)}`)
  const { rows } = await sql<{ id: string; customer_id: string | null }>`
    with images as (
      select i.*, (a.value->>'version_after')::int as version_after from jsonb_array_elements(${images}::jsonb) a, jsonb_populate_record(null::orders, a.value) i)
    update orders o set ${sql.join(set)} from images i
    where o.org_id = ${tx.orgId}::uuid and o.id = i.id and o.version = i.version_after returning o.id, o.customer_id`.execute(tx)
  const ids = rows.map((row) => row.id)
  const restored = new Set(ids)
  for (const [table, name] of PARTS) {
    const parts = changes.flatMap((change) => (restored.has(change.objectId) ? change.image[name] : []))
    await sql`delete from ${sql.table(table)} x where x.org_id = ${tx.orgId}::uuid and x.order_id = any(${ids}::uuid[])`.execute(
      tx,
    )
    if (parts.length > 0)
      await sql`insert into ${sql.table(table)} select i.* from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(parts)}::jsonb) i`.execute(
        tx,
      )
  }
  return rows
}
