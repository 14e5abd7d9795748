import { type RawBuilder, sql } from 'kysely'
import type { Db } from './database.ts'

/** Kysely's own notes about migrations: their shape is not ours to promise. */
const NOT_OURS = ['migrations', 'migrations_lock']
const ours = sql`n.nspname in ('public', 'platform')`
const ourTable = sql`${ours} and c.relkind = 'r' and not (n.nspname = 'public' and c.relname in (${sql.join(NOT_OURS)}))`

interface Line {
  owner: string
  text: string
}

/** Column names and bodies as PostgreSQL itself quotes and formats them, so that the file can be executed. */
const COLUMNS = sql<Line>`
  select format('%I.%I', n.nspname, c.relname) as owner,
    format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
      || case when a.attcollation <> t.typcollation then format(' collate %I', l.collname) else '' end
      || case when a.attnotnull then ' not null' else '' end
      || case when d.oid is null then '' when a.attgenerated = 's' then format(' generated always as (%s) stored', pg_get_expr(d.adbin, d.adrelid))
           else format(' default %s', pg_get_expr(d.adbin, d.adrelid)) end as text
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    left join pg_collation l on l.oid = a.attcollation
    left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  where ${ourTable} order by n.nspname collate "C", c.relname collate "C", a.attnum`

/** Since PostgreSQL 18 NOT NULL is a constraint too (type n); here it stands with its column. */
const constraints = (types: RawBuilder<unknown>) => sql<Line>`
  select format('%I.%I', n.nspname, c.relname) as owner, format('constraint %I %s', k.conname, pg_get_constraintdef(k.oid)) as text
  from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
  where ${ourTable} and k.contype in (${types})
  order by n.nspname collate "C", c.relname collate "C", array_position(array['p', 'u', 'x', 'c', 'f']::"char"[], k.contype), k.conname collate "C"`

const INDEXES = sql<Line>`
  select format('%I.%I', n.nspname, c.relname) as owner, pg_get_indexdef(i.indexrelid) as text
  from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace join pg_class x on x.oid = i.indexrelid
  where ${ourTable} and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
  order by x.relname collate "C"`

const POLICIES = sql<Line>`
  select format('%I.%I', n.nspname, c.relname) as owner,
    format('create policy %I on %I.%I as %s for %s%s%s', p.polname, n.nspname, c.relname,
      case when p.polpermissive then 'permissive' else 'restrictive' end,
      case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
      ' using (' || pg_get_expr(p.polqual, p.polrelid) || ')', ' with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')') as text
  from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
  where ${ourTable} order by p.polname collate "C"`

const ROW_SECURITY = sql<Line>`
  select format('%I.%I', n.nspname, c.relname) as owner, format('alter table %I.%I %s row level security', n.nspname, c.relname, word) as text
  from pg_class c join pg_namespace n on n.oid = c.relnamespace,
    lateral (values ('enable', c.relrowsecurity), ('force', c.relforcerowsecurity)) as s (word, is_on)
  where ${ourTable} and is_on order by word`

const FUNCTIONS = sql<Line>`
  select '' as owner, rtrim(pg_get_functiondef(p.oid), E'\n ') as text
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where ${ours} and p.prokind in ('f', 'p') order by n.nspname collate "C", p.proname collate "C", pg_get_function_identity_arguments(p.oid) collate "C"`

const RIGHTS = sql<Line>`
  select table_name as owner, format('insert into platform.table_rights values (%L, %L)', table_name, rights) as text
  from platform.table_rights order by table_name`

/** Kinds of objects that the printer cannot show: silence about them would be a lie. */
const UNKNOWN = sql<Line>`
  select format('%I.%I', n.nspname, c.relname) as owner,
    case c.relkind when 'v' then 'view' when 'm' then 'materialised view' when 'S' then 'sequence' when 'p' then 'partitioned table'
      when 'f' then 'foreign table' else 'composite type' end as text
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${ours} and c.relkind not in ('r', 'i', 't')
  union all
  select format('%I.%I', n.nspname, t.typname), 'type' from pg_type t join pg_namespace n on n.oid = t.typnamespace
  where ${ours} and t.typtype in ('e', 'd', 'r', 'm')
  union all
  select format('%I.%I', n.nspname, c.relname), 'trigger ' || g.tgname from pg_trigger g join pg_class c on c.oid = g.tgrelid
    join pg_namespace n on n.oid = c.relnamespace where ${ours} and not g.tgisinternal
  union all
  select format('%I.%I', n.nspname, c.relname), 'identity or virtual column ' || a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
    join pg_namespace n on n.oid = c.relnamespace where ${ourTable} and a.attnum > 0 and (a.attidentity <> '' or a.attgenerated not in ('', 's'))`

const grouped = (lines: Line[]): Map<string, string[]> => {
  const groups = new Map<string, string[]>()
  for (const { owner, text } of lines) groups.set(owner, [...(groups.get(owner) ?? []), text])
  return groups
}

/** All of it in one snapshot, with every name qualified. */
async function readCatalogue(db: Db) {
  return db.transaction().execute(async (tx) => {
    await sql`set local search_path to ''`.execute(tx)
    const read = async (query: RawBuilder<Line>) => (await query.execute(tx as Db)).rows
    return {
      unknown: await read(UNKNOWN),
      functions: await read(FUNCTIONS),
      columns: grouped(await read(COLUMNS)),
      constraints: grouped(await read(constraints(sql`'p', 'u', 'x', 'c'`))),
      indexes: grouped(await read(INDEXES)),
      security: grouped([...(await read(ROW_SECURITY)), ...(await read(POLICIES))]),
      references: await read(constraints(sql`'f'`)),
      rights: await read(RIGHTS),
    }
  })
}

/**
 * The schemas `public` and `platform` as SQL text, the same for the same schema whatever the PostgreSQL version: tables, constraints,
 * indexes, policies, functions and the application's rights. Executed in an empty database it makes that schema again.
 * @throws Error naming an object of a kind that it cannot print
 */
export async function printSchema(db: Db): Promise<string> {
  const catalogue = await readCatalogue(db)
  const strange = catalogue.unknown[0]
  if (strange)
    throw new Error(`${strange.owner} (${strange.text}) cannot be printed: do without it, or teach it to print-schema.ts`)
  const table = (name: string) => {
    const body = [...catalogue.columns.get(name)!, ...(catalogue.constraints.get(name) ?? [])]
    const rest = [...(catalogue.indexes.get(name) ?? []), ...(catalogue.security.get(name) ?? [])]
    return [`create table ${name} (\n  ${body.join(',\n  ')}\n);`, ...rest.map((text) => `${text};`)].join('\n')
  }
  return `${[
    '-- The schema that the migrations give. Written by `node server/kernel/db/write-schema.ts`; change a migration, not this file.',
    'create schema platform;',
    ...catalogue.functions.map(({ text }) => `${text};`),
    ...[...catalogue.columns.keys()].map(table),
    catalogue.references.map(({ owner, text }) => `alter table ${owner} add ${text};`).join('\n'),
    catalogue.rights.map(({ text }) => `${text};`).join('\n'),
  ].join('\n\n')}\n`
}
