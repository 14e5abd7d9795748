import type { OrderKind } from '@shuke/contract/interactions/purchases.ts'
import { sql } from 'kysely'
import { copyInto, copyRows, copyText } from '../../../kernel/db/copy.ts'
import type { TenantTx } from '../../../kernel/tenancy/tenant.ts'

/** A cleaned row on its way into the staging table. */
export interface StagedOrderLine {
  row: number
  /** Id of its order, should the order be new. */
  id: string
  p: number | null
  orderNo: string
  kind: OrderKind
  local: string | null
  instant: string | null
  timezone: string | null
  storeId: string | null
  amount: number
  units: number | null
  item: string
  sku: string | null
  performer: string | null
  payment: string | null
}
export interface RunOfLines {
  runId: string
  timezone: string
  now: Date
}

const orNull = (value: number | string | null): string => (value === null ? '\\N' : String(value))
const asText = (one: StagedOrderLine): string =>
  [
    one.row,
    one.id,
    orNull(one.p),
    copyText(one.orderNo),
    one.kind,
    orNull(one.local),
    orNull(one.instant),
    orNull(one.timezone),
    orNull(one.storeId),
    one.amount,
    orNull(one.units),
    copyText(one.item),
    copyText(one.sku),
    copyText(one.performer),
    copyText(one.payment),
  ].join('\t')

export async function stageLines(tx: TenantTx, lines: readonly StagedOrderLine[]): Promise<void> {
  await sql`create temporary table if not exists import_lines (row_no bigint, id uuid, p int, order_no text collate "C", kind text collate "C", local timestamp, instant timestamptz,
    tz text, store_id uuid, amount bigint, units float8, item text, sku text, performer text, payment text) on commit drop`.execute(
    tx,
  )
  await sql`truncate import_lines`.execute(tx)
  await copyInto(tx, 'import_lines', copyRows(lines, asText))
}

/** Rows whose customer was taken out of reach. @returns their numbers */
export async function dropOutside(tx: TenantTx): Promise<number[]> {
  const { rows } = await sql<{ row_no: number }>`delete from import_lines s
    where s.p is not null and not exists (select from import_people p where p.p = s.p) returning row_no`.execute(tx)
  return rows.map((row) => row.row_no)
}

/** Makes the orders that the lines name and nobody has yet, from the first line of each; their amount follows from the lines. */
export async function insertOrdersOfLines(tx: TenantTx, run: RunOfLines): Promise<void> {
  const zone = sql`coalesce(s.tz, ${run.timezone})`
  await sql`insert into orders (org_id, id, order_no, kind, customer_id, store_id, occurred_at, business_day, amount, import_run_id, created_at)
    select distinct on (s.order_no) ${tx.orgId}::uuid, s.id, s.order_no, s.kind, p.customer_id, s.store_id, coalesce(s.instant, s.local at time zone ${zone}),
      coalesce(s.local::date, (s.instant at time zone ${zone})::date), 0, ${run.runId}::uuid, ${run.now}::timestamptz
    from import_lines s left join import_people p on p.p = s.p order by s.order_no, s.row_no
    on conflict (org_id, order_no) do nothing`.execute(tx)
}

const DIFFERS = sql.raw(
  `(i.name, i.sku, i.quantity, i.amount) is distinct from (s.item, coalesce(s.sku, i.sku), coalesce(s.units, i.quantity), s.amount)`,
)

/**
 * Numbers the lines of each order through the whole file, and notes in `import_matched` which orders get a new or a changed line.
 * @returns customers of those orders
 */
export async function numberLines(tx: TenantTx, run: RunOfLines): Promise<string[]> {
  await sql`drop table if exists import_numbered, import_matched`.execute(tx)
  await sql`create temporary table import_numbered on commit drop as
    select s.row_no, o.id as order_id, o.customer_id, coalesce(o.import_run_id = ${run.runId}::uuid, false) as is_own, md5('line|' || s.order_no)::uuid as hash,
      (row_number() over (partition by s.order_no order by s.row_no))::int as n, 0 as line_no
    from import_lines s join orders o on o.org_id = ${tx.orgId}::uuid and o.order_no = s.order_no`.execute(tx)
  await sql`update import_numbered k set line_no = k.n + coalesce(
      (select r.seen from import_repeats r where r.org_id = ${tx.orgId}::uuid and r.run_id = ${run.runId}::uuid and r.key_hash = k.hash), 0)`.execute(
    tx,
  )
  await sql`insert into import_repeats as r (org_id, run_id, key_hash, seen)
    select ${tx.orgId}::uuid, ${run.runId}::uuid, hash, max(n) from import_numbered group by hash
    on conflict (org_id, run_id, key_hash) do update set seen = r.seen + excluded.seen`.execute(tx)
  await sql`create temporary table import_matched on commit drop as
    select k.order_id, bool_or(k.is_own) as is_own from import_numbered k join import_lines s on s.row_no = k.row_no
      left join order_items i on i.org_id = ${tx.orgId}::uuid and i.order_id = k.order_id and i.line_no = k.line_no
    where i.order_id is null or ${DIFFERS} group by k.order_id`.execute(tx)
  const { rows } = await sql<{
    id: string
  }>`select distinct k.customer_id as id from import_numbered k join import_matched m on m.order_id = k.order_id
    where k.customer_id is not null order by 1`.execute(tx)
  return rows.map((row) => row.id)
}

/** Writes new lines and changes known ones. */
export async function writeLines(tx: TenantTx): Promise<{ created: number; updated: number }> {
  const updated =
    await sql`update order_items i set name = s.item, sku = coalesce(s.sku, i.sku), quantity = coalesce(s.units, i.quantity), amount = s.amount
    from import_numbered k join import_lines s on s.row_no = k.row_no
    where i.org_id = ${tx.orgId}::uuid and i.order_id = k.order_id and i.line_no = k.line_no and ${DIFFERS}`.execute(tx)
  const created = await sql`insert into order_items (org_id, order_id, line_no, name, sku, quantity, amount)
    select ${tx.orgId}::uuid, k.order_id, k.line_no, s.item, s.sku, coalesce(s.units, 1), s.amount
    from import_numbered k join import_lines s on s.row_no = k.row_no on conflict (org_id, order_id, line_no) do nothing`.execute(
    tx,
  )
  return { created: Number(created.numAffectedRows ?? 0), updated: Number(updated.numAffectedRows ?? 0) }
}

/** Makes each touched order the sum of its lines; performers and the payment follow. */
export async function sumOrders(tx: TenantTx, run: RunOfLines): Promise<void> {
  await sql`update orders o set amount = f.amount, units = f.units, lines = f.lines, version = o.version + (case when m.is_own then 0 else 1 end)
    from import_matched m, lateral (select coalesce(sum(i.amount), 0)::bigint as amount, sum(i.quantity) as units, count(*)::int as lines
      from order_items i where i.org_id = ${tx.orgId}::uuid and i.order_id = m.order_id) f
    where o.org_id = ${tx.orgId}::uuid and o.id = m.order_id`.execute(tx)
  await sql`update import_changes c set version_after = o.version from import_matched m join orders o on o.org_id = ${tx.orgId}::uuid and o.id = m.order_id
    where c.org_id = ${tx.orgId}::uuid and c.run_id = ${run.runId}::uuid and c.object_type = 'order' and c.object_id = m.order_id`.execute(
    tx,
  )
  const named = (
    column: 'performer' | 'payment',
  ) => sql`(select k.order_id, s.${sql.ref(column)} as name, min(k.line_no) as first_line
    from import_numbered k join import_lines s on s.row_no = k.row_no join import_matched m on m.order_id = k.order_id
    where s.${sql.ref(column)} is not null group by 1, 2)`
  await sql`insert into order_performers (org_id, order_id, line_no, staff_id, name)
    select ${tx.orgId}::uuid, n.order_id, coalesce(h.highest, 0) + row_number() over (partition by n.order_id order by n.first_line), f.id, n.name
    from ${named('performer')} n
      left join (select order_id, max(line_no) as highest from order_performers where org_id = ${tx.orgId}::uuid group by 1) h on h.order_id = n.order_id
      left join (select distinct on (name) name, id from staff where org_id = ${tx.orgId}::uuid order by name, is_active desc, created_at) f on f.name = n.name
    where not exists (select from order_performers x where x.org_id = ${tx.orgId}::uuid and x.order_id = n.order_id and x.name = n.name)`.execute(
    tx,
  )
  // Lines say how an order was paid, not how much by each way: one payment of the whole, unless it is known better.
  await sql`insert into order_payments as y (org_id, order_id, line_no, method, amount)
    select distinct on (n.order_id) ${tx.orgId}::uuid, n.order_id, 1, n.name, o.amount from ${named('payment')} n join orders o on o.org_id = ${tx.orgId}::uuid and o.id = n.order_id
    where (select count(*) <= 1 from order_payments x where x.org_id = ${tx.orgId}::uuid and x.order_id = n.order_id)
    order by n.order_id, n.first_line
    on conflict (org_id, order_id, line_no) do update set amount = excluded.amount`.execute(tx)
}
