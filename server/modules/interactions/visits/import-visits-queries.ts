import { sql } from 'kysely'
import { copyInto, copyText, inPieces } from '../../../kernel/db/copy.ts'
import type { TenantTx } from '../../../kernel/tenancy/tenant.ts'

/** A cleaned row on its way into the staging table. */
export interface StagedVisit {
  row: number
  id: string
  /** Place of its customer in `import_people`. */
  p: number
  local: string | null
  instant: string | null
  timezone: string | null
  storeId: string | null
  summary: string | null
  performer: string | null
}
export interface RunOfVisits {
  runId: string
  /** The org's, for rows without a store. */
  timezone: string
  now: Date
}

const orNull = (value: string | null): string => value ?? '\\N'

export const stagedLine = (visit: StagedVisit): string =>
  `${visit.row}\t${visit.id}\t${visit.p}\t${orNull(visit.local)}\t${orNull(visit.instant)}\t${orNull(visit.timezone)}\t${orNull(visit.storeId)}\t${copyText(visit.summary)}\t${copyText(visit.performer)}`

export async function stageVisits(tx: TenantTx, lines: readonly string[]): Promise<void> {
  await sql`create temporary table if not exists import_visits (row_no bigint, id uuid, p int, local timestamp, instant timestamptz, tz text, store_id uuid,
    summary text, performer text, occurred_at timestamptz, staff_id uuid, import_key text collate "C") on commit drop`.execute(tx)
  await sql`truncate import_visits`.execute(tx)
  await copyInto(tx, 'import_visits (row_no, id, p, local, instant, tz, store_id, summary, performer)', inPieces(lines))
}

/** Rows whose customer was taken out of reach. @returns their numbers */
export async function dropOutside(tx: TenantTx): Promise<number[]> {
  const { rows } = await sql<{ row_no: number }>`delete from import_visits s
    where not exists (select from import_people p where p.p = s.p) returning row_no`.execute(tx)
  return rows.map((row) => row.row_no)
}

/**
 * Works out when each visit was, whom of the staff it names (a name that nobody has stays in the text), and its key: customer, moment and
 * n-th equal in the file.
 */
export async function completeVisits(tx: TenantTx, run: RunOfVisits): Promise<void> {
  await sql`update import_visits s set occurred_at = coalesce(s.instant, s.local at time zone coalesce(s.tz, ${run.timezone})),
      staff_id = f.id, summary = case when f.id is null then nullif(concat_ws(' · ', s.summary, s.performer), '') else s.summary end
    from import_visits x left join (select distinct on (name) name, id from staff where org_id = ${tx.orgId}::uuid order by name, is_active desc, created_at) f
      on f.name = x.performer where x.row_no = s.row_no`.execute(tx)
  await sql`drop table if exists import_keyed`.execute(tx)
  await sql`create temporary table import_keyed on commit drop as
    select k.row_no, k.base, md5(k.base)::uuid as hash, row_number() over (partition by k.base order by k.row_no) as n from (
      select s.row_no, concat_ws('|', p.customer_id, extract(epoch from s.occurred_at)) as base
      from import_visits s join import_people p on p.p = s.p) k`.execute(tx)
  await sql`update import_visits s set import_key = k.base || '|' || (k.n + coalesce(r.seen, 0))
    from import_keyed k left join import_repeats r on r.org_id = ${tx.orgId}::uuid and r.run_id = ${run.runId}::uuid and r.key_hash = k.hash
    where k.row_no = s.row_no`.execute(tx)
  await sql`insert into import_repeats as r (org_id, run_id, key_hash, seen)
    select ${tx.orgId}::uuid, ${run.runId}::uuid, hash, max(n) from import_keyed group by hash
    on conflict (org_id, run_id, key_hash) do update set seen = r.seen + excluded.seen`.execute(tx)
}

/** Writes the visits that are new. @returns how many */
export async function insertVisits(tx: TenantTx, run: RunOfVisits): Promise<number> {
  const inserted = await sql`
    insert into interactions (org_id, id, customer_id, kind, channel, direction, occurred_at, summary, staff_id, store_id, import_key, import_run_id, created_at)
    select ${tx.orgId}::uuid, s.id, p.customer_id, 'service', 'visit', 'in', s.occurred_at, s.summary, s.staff_id, s.store_id, s.import_key,
      ${run.runId}::uuid, ${run.now}::timestamptz
    from import_visits s join import_people p on p.p = s.p
    on conflict (org_id, import_key) where import_key is not null do nothing`.execute(tx)
  return Number(inserted.numAffectedRows ?? 0)
}

/** A visit as it was before an import changed it. */
export interface VisitImage {
  summary: string | null
  staff_id: string | null
  store_id: string | null
}

const DIFFERS = sql.raw(
  '(i.summary, i.staff_id, coalesce(s.store_id, i.store_id)) is distinct from (coalesce(s.summary, i.summary), coalesce(s.staff_id, i.staff_id), i.store_id)',
)

/** Known visits of which the file says something else, as they are now. */
export async function changedVisits(tx: TenantTx): Promise<{ id: string; image: VisitImage }[]> {
  const { rows } = await sql<VisitImage & { id: string }>`select i.id, i.summary, i.staff_id, i.store_id from import_visits s
    join interactions i on i.org_id = ${tx.orgId}::uuid and i.import_key = s.import_key where i.id <> s.id and ${DIFFERS} for update of i`.execute(
    tx,
  )
  return rows.map(({ id, ...image }) => ({ id, image }))
}

/** Gives known visits what the file says; what it leaves out stays. */
export const updateVisits = (tx: TenantTx) =>
  sql`update interactions i set summary = coalesce(s.summary, i.summary), staff_id = coalesce(s.staff_id, i.staff_id), store_id = coalesce(s.store_id, i.store_id)
    from import_visits s where i.org_id = ${tx.orgId}::uuid and i.import_key = s.import_key and i.id <> s.id and ${DIFFERS}`.execute(
    tx,
  )

/** Takes away the visits that a run made. @returns how many */
export async function deleteVisits(tx: TenantTx, runId: string): Promise<number> {
  const gone = await sql`delete from interactions where org_id = ${tx.orgId}::uuid and import_run_id = ${runId}::uuid`.execute(tx)
  return Number(gone.numAffectedRows ?? 0)
}

/** Writes visits back as they were. @returns how many are still there */
export async function restoreVisits(tx: TenantTx, changes: readonly { objectId: string; image: VisitImage }[]): Promise<number> {
  const images = JSON.stringify(changes.map((change) => ({ id: change.objectId, ...change.image })))
  const restored = await sql`update interactions i set summary = b.summary, staff_id = b.staff_id, store_id = b.store_id
    from jsonb_to_recordset(${images}::jsonb) as b (id uuid, summary text, staff_id uuid, store_id uuid)
    where i.org_id = ${tx.orgId}::uuid and i.id = b.id`.execute(tx)
  return Number(restored.numAffectedRows ?? 0)
}
