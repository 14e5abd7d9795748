import type { OrderKind } from '@shuke/contract/interactions/purchases.ts'
import { type RawBuilder, sql } from 'kysely'
import { copyInto, copyText } from '../../../kernel/db/copy.ts'
import type { TenantTx } from '../../../kernel/tenancy/tenant.ts'
import { takeOrderNumbers } from './queries.ts'
import { orderNumberFrom } from './rules.ts'

/** A cleaned row on its way into the staging table. */
export interface StagedOrder {
  row: number
  id: string
  /** Place of its customer in `import_people`; null for the anonymous bucket. */
  p: number | null
  orderNo: string | null
  kind: OrderKind
  local: string | null
  instant: string | null
  hasTime: boolean
  timezone: string | null
  storeId: string | null
  amount: number
  units: number | null
  lines: number | null
  item: string | null
  sku: string | null
  performer: string | null
  payment: string | null
  note: string | null
}

/** Which optional parts the file has columns for; parts without one stay as they are on known orders. */
export interface OrderParts {
  kind: boolean
  store: boolean
  units: boolean
  lines: boolean
  note: boolean
  item: boolean
  performer: boolean
  payment: boolean
}
export interface RunOfOrders {
  runId: string
  /** The org's, for rows without a store. */
  timezone: string
  now: Date
}

/** Columns of the staging table that COPY fills: those without a column in the file stay null. */
const stageColumns = (parts: OrderParts): string[] => [
  'row_no',
  'id',
  'p',
  'order_no',
  'local',
  'instant',
  'has_time',
  'amount',
  ...(parts.kind ? ['kind'] : []),
  ...(parts.store ? ['tz', 'store_id'] : []),
  ...(parts.units ? ['units'] : []),
  ...(parts.lines ? ['lines'] : []),
  ...(parts.item ? ['item', 'sku'] : []),
  ...(parts.performer ? ['performer'] : []),
  ...(parts.payment ? ['payment'] : []),
  ...(parts.note ? ['note'] : []),
]

const orNull = (value: number | string | null): string => (value === null ? '\\N' : String(value))

/** A row as COPY reads it, in the order of `stageColumns`. */
export function stagedLine(order: StagedOrder, parts: OrderParts): string {
  let line = `${order.row}\t${order.id}\t${orNull(order.p)}\t${copyText(order.orderNo)}\t${orNull(order.local)}\t${orNull(order.instant)}\t${order.hasTime ? 't' : 'f'}\t${order.amount}`
  if (parts.kind) line += `\t${order.kind}`
  if (parts.store) line += `\t${orNull(order.timezone)}\t${orNull(order.storeId)}`
  if (parts.units) line += `\t${orNull(order.units)}`
  if (parts.lines) line += `\t${orNull(order.lines)}`
  if (parts.item) line += `\t${copyText(order.item)}\t${copyText(order.sku)}`
  if (parts.performer) line += `\t${copyText(order.performer)}`
  if (parts.payment) line += `\t${copyText(order.payment)}`
  if (parts.note) line += `\t${copyText(order.note)}`
  return line
}

/** Rows whose order number stood in the batch before, with the how-manieth it is; all others are of the first round. */
export type Repeats = readonly [row: number, round: number][]

export async function stageOrders(tx: TenantTx, lines: Iterable<Buffer>, parts: OrderParts, repeats: Repeats): Promise<void> {
  await sql`create temporary table if not exists import_orders (row_no bigint, id uuid, p int, order_no text collate "C",
    kind text collate "C" not null default 'sale', local timestamp, instant timestamptz, has_time boolean, tz text, store_id uuid, amount bigint, units float8,
    lines int, item text, sku text, performer text, payment text, note text, import_key text collate "C", round int not null default 1) on commit drop`.execute(
    tx,
  )
  await sql`truncate import_orders`.execute(tx)
  await copyInto(tx, `import_orders (${stageColumns(parts).join(', ')})`, lines)
  if (repeats.length > 0)
    await sql`update import_orders s set round = r.round
      from unnest(${repeats.map(([row]) => row)}::bigint[], ${repeats.map(([, round]) => round)}::int[]) as r (row_no, round) where r.row_no = s.row_no`.execute(
      tx,
    )
}

/** Rows whose customer was taken out of reach. @returns their numbers */
export async function dropOutside(tx: TenantTx): Promise<number[]> {
  const { rows } = await sql<{ row_no: number }>`delete from import_orders s
    where s.p is not null and not exists (select from import_people p where p.p = s.p) returning row_no`.execute(tx)
  return rows.map((row) => row.row_no)
}

const zone = (run: RunOfOrders) => sql`coalesce(s.tz, ${run.timezone})`
/** Local times are those of the store; the database knows its summer times. */
export const occurredAt = (run: RunOfOrders) => sql`coalesce(s.instant, s.local at time zone ${zone(run)})`
export const businessDay = (run: RunOfOrders) => sql`coalesce(s.local::date, (s.instant at time zone ${zone(run)})::date)`

/**
 * Gives rows without an order number their key, customer + day + amount + n-th equal in the file, and those that are new a number that
 * nobody has.
 */
export async function keyUnnumbered(tx: TenantTx, run: RunOfOrders): Promise<void> {
  await sql`drop table if exists import_keyed`.execute(tx)
  await sql`create temporary table import_keyed on commit drop as
    select k.row_no, k.base, md5(k.base)::uuid as hash, row_number() over (partition by k.base order by k.row_no) as n from (
      select s.row_no, concat_ws('|', coalesce(p.customer_id::text, '-'), ${businessDay(run)}, s.amount) as base
      from import_orders s left join import_people p on p.p = s.p where s.order_no is null) k`.execute(tx)
  await sql`update import_orders s set import_key = k.base || '|' || (k.n + coalesce(r.seen, 0))
    from import_keyed k left join import_repeats r on r.org_id = ${tx.orgId}::uuid and r.run_id = ${run.runId}::uuid and r.key_hash = k.hash
    where k.row_no = s.row_no`.execute(tx)
  await sql`insert into import_repeats as r (org_id, run_id, key_hash, seen)
    select ${tx.orgId}::uuid, ${run.runId}::uuid, hash, max(n) from import_keyed group by hash
    on conflict (org_id, run_id, key_hash) do update set seen = r.seen + excluded.seen`.execute(tx)
  // Known ones are found by their number from here on, like the others.
  await sql`update import_orders s set order_no = o.order_no from orders o
    where o.org_id = ${tx.orgId}::uuid and o.import_key = s.import_key`.execute(tx)
  const { rows } = await sql<{ row_no: number }>`select row_no from import_orders where order_no is null order by row_no`.execute(
    tx,
  )
  const numbers = await freeOrderNumbers(tx, rows.length)
  await sql`update import_orders s set order_no = n.order_no
    from unnest(${rows.map((row) => row.row_no)}::bigint[], ${numbers}::text[]) as n (row_no, order_no) where n.row_no = s.row_no`.execute(
    tx,
  )
}

async function freeOrderNumbers(tx: TenantTx, count: number): Promise<string[]> {
  const free: string[] = []
  while (free.length < count) {
    const wanted = count - free.length
    const first = await takeOrderNumbers(tx, wanted)
    const numbers = Array.from({ length: wanted }, (_, index) => orderNumberFrom(first + index))
    const { rows } = await sql<{ order_no: string }>`select o.order_no from unnest(${numbers}::text[]) as n (order_no)
      join orders o on o.org_id = ${tx.orgId}::uuid and o.order_no = n.order_no`.execute(tx)
    const taken = new Set(rows.map((row) => row.order_no))
    free.push(...numbers.filter((number) => !taken.has(number)))
  }
  return free
}

/** Are some of the batch's numbers taken? Numbers that go on where the last ones ended need one look into the index. */
async function anyKnown(tx: TenantTx): Promise<boolean> {
  const within = await sql<{ found: boolean }>`select exists (select from orders o where o.org_id = ${tx.orgId}::uuid
    and o.order_no >= (select min(order_no) from import_orders) and o.order_no <= (select max(order_no) from import_orders)) as found`.execute(
    tx,
  )
  if (!within.rows[0]!.found) return false
  const { rows } = await sql<{ found: boolean }>`select exists (select from import_orders s
    join orders o on o.org_id = ${tx.orgId}::uuid and o.order_no = s.order_no) as found`.execute(tx)
  return rows[0]!.found
}

/** Writes the orders of a round that are not there yet. @returns how many that were */
export async function insertOrders(tx: TenantTx, round: number, run: RunOfOrders, parts: OrderParts): Promise<number> {
  // In the order of customers, so that their index is walked through once instead of being read here and there.
  const order = sql`order by p.customer_id, s.row_no`
  // Looking first is cheaper than ON CONFLICT for every row; should somebody write the same number meanwhile, the batch is tried again.
  const unless = (await anyKnown(tx)) ? sql`on conflict (org_id, order_no) do nothing` : sql``
  const inserted = await sql`
    insert into orders (org_id, id, order_no, kind, customer_id, store_id, occurred_at, business_day, amount, units, lines, note, import_key, import_run_id, created_at)
    select ${tx.orgId}::uuid, s.id, s.order_no, s.kind, p.customer_id, s.store_id, ${occurredAt(run)}, ${businessDay(run)}, s.amount, s.units, s.lines, s.note,
      s.import_key, ${run.runId}::uuid, ${run.now}::timestamptz
    from import_orders s left join import_people p on p.p = s.p where s.round = ${round} ${order} ${unless}`.execute(tx)
  const count = Number(inserted.numAffectedRows ?? 0)
  if (count > 0 && (parts.item || parts.performer || parts.payment))
    await insertParts(
      tx,
      sql`select o.id, s.id from import_orders s join orders o on o.org_id = ${tx.orgId}::uuid and o.id = s.id where s.round = ${round}`,
      parts,
    )
  return count
}

/**
 * Writes item, performer and payment of staged rows.
 * @param pairs query of (order id, staged id): what to write, and from which staged row
 */
export async function insertParts(tx: TenantTx, pairs: RawBuilder<unknown>, parts: OrderParts): Promise<void> {
  const from = sql`from (${pairs}) as w (order_id, staged_id) join import_orders s on s.id = w.staged_id`
  if (parts.item)
    await sql`insert into order_items (org_id, order_id, line_no, name, sku, quantity, amount)
      select ${tx.orgId}::uuid, w.order_id, 1, s.item, s.sku, coalesce(s.units, 1), s.amount ${from} where s.item is not null`.execute(
      tx,
    )
  if (parts.performer)
    await sql`insert into order_performers (org_id, order_id, line_no, staff_id, name)
      select ${tx.orgId}::uuid, w.order_id, 1, f.id, s.performer ${from}
        left join (select distinct on (name) name, id from staff where org_id = ${tx.orgId}::uuid order by name, is_active desc, created_at) f on f.name = s.performer
      where s.performer is not null`.execute(tx)
  if (parts.payment)
    await sql`insert into order_payments (org_id, order_id, line_no, method, amount)
      select ${tx.orgId}::uuid, w.order_id, 1, s.payment, s.amount ${from} where s.payment is not null`.execute(tx)
}
