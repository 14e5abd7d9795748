import type pg from 'pg'

/** A table in an export: which of its rows belong to an org, and which columns can be written back. */
export interface OrgTable {
  /** `public.customers` */
  name: string
  columns: string[]
  /** Rows of business tables are read org by org under row security, those above the orgs at once. */
  scope: 'org' | 'platform'
  /** SQL condition over `$orgs`, an array of ids, for the tables above the orgs. */
  condition: string
}

/** Tables of `platform` without a column org_id, or of which not every row goes along. */
const CONDITIONS: Record<string, string> = {
  'platform.orgs': 'id = any($orgs)',
  'platform.accounts': 'id in (select account_id from platform.memberships where org_id = any($orgs))',
  'platform.outbox': 'org_id = any($orgs) and dispatched_at is null',
}

/** Not part of an org's data, each with its reason. */
export const NOT_EXPORTED: Readonly<Record<string, string>> = {
  'platform.sessions': 'people sign in again',
  'platform.table_rights': 'written by the migrations',
  'platform.key_copies': 'says something of one installation',
  'public.migrations': 'the manifest names them',
  'public.migrations_lock': 'belongs to one installation',
}

const COLUMNS = `
  select format('%s.%s', n.nspname, c.relname) as name, n.nspname as schema,
    array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '') as columns,
    bool_or(a.attname = 'org_id') as has_org
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where n.nspname in ('public', 'platform') and c.relkind in ('r', 'p') and not c.relispartition
  group by 1, 2 order by 1`

const REFERENCES = `
  select format('%s.%s', n.nspname, c.relname) as child, format('%s.%s', m.nspname, p.relname) as parent
  from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_class p on p.oid = k.confrelid join pg_namespace m on m.oid = p.relnamespace
  where k.contype = 'f' and k.conrelid <> k.confrelid`

/** Parents before children. @throws Error naming tables that refer to each other in a ring */
export function inReferenceOrder<T extends { name: string }>(tables: T[], references: { child: string; parent: string }[]): T[] {
  const ordered: T[] = []
  const open = new Map(tables.map((table) => [table.name, table]))
  while (open.size > 0) {
    const ready = [...open.values()].filter(
      ({ name }) => !references.some(({ child, parent }) => child === name && open.has(parent)),
    )
    if (ready.length === 0) throw new Error(`these tables refer to each other in a ring: ${[...open.keys()].join(', ')}`)
    for (const table of ready) open.delete(table.name)
    ordered.push(...ready)
  }
  return ordered
}

/** Every table that holds data of orgs, read from the catalogue, so that a new one is never forgotten. */
export async function orgTables(client: pg.ClientBase): Promise<OrgTable[]> {
  const { rows } = await client.query<{ name: string; schema: string; columns: string[]; has_org: boolean }>(COLUMNS)
  const { rows: references } = await client.query<{ child: string; parent: string }>(REFERENCES)
  const tables = rows
    .filter(({ name }) => !(name in NOT_EXPORTED))
    .map(({ name, schema, columns, has_org }): OrgTable => {
      const condition = CONDITIONS[name] ?? (has_org ? 'org_id = any($orgs)' : undefined)
      if (!condition) throw new Error(`nothing says which rows of ${name} belong to an org`)
      return { name, columns, scope: schema === 'platform' ? 'platform' : 'org', condition }
    })
  return inReferenceOrder(tables, references)
}
