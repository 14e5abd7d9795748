import { type RawBuilder, sql } from 'kysely'
import type { TenantTx } from '../../../kernel/tenancy/tenant.ts'
import { businessDay, insertParts, type OrderParts, occurredAt, type RunOfOrders } from './import-orders-queries.ts'

/** An order as it was, with its parts: what a revert writes back. */
export interface OrderImage {
  order: Record<string, unknown>
  items: Record<string, unknown>[]
  performers: Record<string, unknown>[]
  payments: Record<string, unknown>[]
}

const differs = (column: string, staged: RawBuilder<unknown>) => sql`o.${sql.ref(column)} is distinct from ${staged}`

/** One line of a part: what the file says against what is there. Orders with several lines hold more than the file and stay. */
const partDiffers = (tx: TenantTx, table: string, staged: RawBuilder<unknown>, same: RawBuilder<unknown>) =>
  sql`(${staged} is not null and (select count(*) <= 1 and not coalesce(bool_or(${same}), false) from ${sql.table(table)} x where x.org_id = ${tx.orgId}::uuid and x.order_id = o.id))`

/**
 * Notes which known orders of a round the file says something new about, in `import_matched`. Only columns that the file has are
 * compared, and a day without a time does not take the time away.
 */
export async function matchOrders(tx: TenantTx, round: number, run: RunOfOrders, parts: OrderParts): Promise<number> {
  await sql`drop table if exists import_matched`.execute(tx)
  const changes = [
    differs('amount', sql`s.amount`),
    sql`(case when s.has_time then o.occurred_at is distinct from ${occurredAt(run)} else o.business_day is distinct from ${businessDay(run)} end)`,
    sql`(s.p is not null and o.customer_id is distinct from p.customer_id)`,
    ...(parts.kind ? [differs('kind', sql`s.kind`)] : []),
    ...(parts.store ? [sql`(s.store_id is not null and ${differs('store_id', sql`s.store_id`)})`] : []),
    ...(parts.units ? [sql`(s.units is not null and ${differs('units', sql`s.units`)})`] : []),
    ...(parts.lines ? [sql`(s.lines is not null and ${differs('lines', sql`s.lines`)})`] : []),
    ...(parts.note ? [sql`(s.note is not null and ${differs('note', sql`s.note`)})`] : []),
    ...(parts.item
      ? [partDiffers(tx, 'order_items', sql`s.item`, sql`x.name = s.item and (s.sku is null or x.sku = s.sku)`)]
      : []),
    ...(parts.performer ? [partDiffers(tx, 'order_performers', sql`s.performer`, sql`x.name = s.performer`)] : []),
    ...(parts.payment
      ? [partDiffers(tx, 'order_payments', sql`s.payment`, sql`x.method = s.payment and x.amount = s.amount`)]
      : []),
  ]
  await sql`create temporary table import_matched on commit drop as
    select s.id as staged_id, o.id as order_id, o.customer_id as old_customer_id, coalesce(p.customer_id, o.customer_id) as customer_id,
      coalesce(o.import_run_id = ${run.runId}::uuid, false) as is_own
    from import_orders s
      join orders o on o.org_id = ${tx.orgId}::uuid and o.order_no = s.order_no
      left join import_people p on p.p = s.p
    where s.round = ${round} and o.id <> s.id and (${sql.join(changes, sql` or `)})`.execute(tx)
  const { rows } = await sql<{ n: number }>`select count(*) as n from import_matched`.execute(tx)
  return rows[0]!.n
}

const PAGE = 2000

/** Known orders of `import_matched` as they are now, a page at a time; orders of this very run need none, its revert removes them. */
export async function* imagesOfMatched(
  tx: TenantTx,
  runId: string,
): AsyncGenerator<{ id: string; version: number; image: OrderImage }[]> {
  let after = '00000000-0000-0000-0000-000000000000'
  const parts = (table: string) =>
    sql`coalesce((select jsonb_agg(to_jsonb(x) order by x.line_no) from ${sql.table(table)} x where x.org_id = ${tx.orgId}::uuid and x.order_id = o.id), '[]')`
  for (;;) {
    const { rows } = await sql<{ id: string; version: number; image: OrderImage }>`
      select o.id, o.version, jsonb_build_object('order', to_jsonb(o), 'items', ${parts('order_items')}, 'performers', ${parts('order_performers')},
        'payments', ${parts('order_payments')}) as image
      from import_matched m join orders o on o.org_id = ${tx.orgId}::uuid and o.id = m.order_id
      where not m.is_own and o.id > ${after}::uuid
        and not exists (select from import_changes c where c.org_id = ${tx.orgId}::uuid and c.run_id = ${runId}::uuid and c.object_type = 'order' and c.object_id = o.id)
      order by o.id limit ${PAGE}`.execute(tx)
    if (rows.length > 0) yield rows
    if (rows.length < PAGE) return
    after = rows.at(-1)!.id
  }
}

/** Writes what the file says over the matched orders. */
export async function updateMatched(tx: TenantTx, run: RunOfOrders, parts: OrderParts): Promise<void> {
  const keep = (has: boolean, column: string) =>
    has ? sql`coalesce(s.${sql.ref(column)}, o.${sql.ref(column)})` : sql`o.${sql.ref(column)}`
  await sql`update orders o set version = o.version + 1, amount = s.amount, customer_id = m.customer_id,
      occurred_at = case when s.has_time or o.business_day is distinct from ${businessDay(run)} then ${occurredAt(run)} else o.occurred_at end,
      business_day = ${businessDay(run)}, kind = ${keep(parts.kind, 'kind')}, store_id = ${keep(parts.store, 'store_id')},
      units = ${keep(parts.units, 'units')}, lines = ${keep(parts.lines, 'lines')}, note = ${keep(parts.note, 'note')}
    from import_matched m join import_orders s on s.id = m.staged_id
    where o.org_id = ${tx.orgId}::uuid and o.id = m.order_id`.execute(tx)
  await sql`update import_changes c set version_after = o.version from import_matched m join orders o on o.org_id = ${tx.orgId}::uuid and o.id = m.order_id
    where c.org_id = ${tx.orgId}::uuid and c.run_id = ${run.runId}::uuid and c.object_type = 'order' and c.object_id = m.order_id`.execute(
    tx,
  )
  for (const [table, has, column] of [
    ['order_items', parts.item, 'item'],
    ['order_performers', parts.performer, 'performer'],
    ['order_payments', parts.payment, 'payment'],
  ] as const) {
    if (!has) continue
    const single = sql`select m.order_id, m.staged_id from import_matched m join import_orders s on s.id = m.staged_id
      where s.${sql.ref(column)} is not null and (select count(*) <= 1 from ${sql.table(table)} x where x.org_id = ${tx.orgId}::uuid and x.order_id = m.order_id)`
    await sql`drop table if exists import_single`.execute(tx)
    await sql`create temporary table import_single on commit drop as ${single}`.execute(tx)
    await sql`delete from ${sql.table(table)} x using import_single g where x.org_id = ${tx.orgId}::uuid and x.order_id = g.order_id`.execute(
      tx,
    )
    const only = { ...NO_PARTS, [column]: true }
    await insertParts(tx, sql`select order_id, staged_id from import_single`, only)
  }
}
const NO_PARTS: OrderParts = {
  kind: false,
  store: false,
  units: false,
  lines: false,
  note: false,
  item: false,
  performer: false,
  payment: false,
}

/** Everyone whose orders the matched ones are or were. */
export async function customersOfMatched(tx: TenantTx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select customer_id as id from import_matched where customer_id is not null
    union select old_customer_id from import_matched where old_customer_id is not null order by 1`.execute(tx)
  return rows.map((row) => row.id)
}
