import { type RawBuilder, sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { Db } from './db/database.ts'
import { openDatabase } from './db/pool.ts'
import { freshOrg, testRuntime } from './testing/test-runtime.ts'

/** Tables that exist above the orgs and therefore without row security. A new one needs a reason in its migration and a line here. */
const ABOVE_ORGS = [
  'accounts',
  'api_keys',
  'erasures',
  'key_copies',
  'memberships',
  'org_keys',
  'orgs',
  'outbox',
  'sessions',
  'table_rights',
]
/** Kysely's own notes. */
const NOT_OURS = ['migrations', 'migrations_lock']
/** The operators of these types are leakproof, so PostgreSQL uses their indexes under row security. */
const INDEXABLE = [
  'uuid',
  'text',
  'integer',
  'bigint',
  'double precision',
  'bytea',
  'date',
  'timestamp with time zone',
  'boolean',
]

type Check = RawBuilder<{ name: string }>
const business = sql`n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname not in (${sql.join(NOT_OURS)})`
const ours = sql`n.nspname in ('public', 'platform') and c.relname not in (${sql.join(NOT_OURS)})`
const tables = sql`pg_class c join pg_namespace n on n.oid = c.relnamespace`
const firstColumn = sql`(select a.attname from pg_attribute a where a.attrelid = i.indrelid and a.attnum = i.indkey[0])`
const orgColumn = sql`(select a.attnum from pg_attribute a where a.attrelid = k.conrelid and a.attname = 'org_id')`
const TENANT = `(org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)`

/** Each finds the objects that break a rule; the names in brackets are where HOUSE or DATABASE says so. */
const CHECKS: Record<string, Check> = {
  'a business table has org_id uuid not null (tenancy)': sql`
    select c.relname as name from ${tables} where ${business} and not exists (select from pg_attribute a
      where a.attrelid = c.oid and a.attname = 'org_id' and a.atttypid = 'uuid'::regtype and a.attnotnull)`,
  'row security is enabled and forced (tenancy)': sql`
    select c.relname as name from ${tables} where ${business} and not (c.relrowsecurity and c.relforcerowsecurity)`,
  'the only policy compares org_id with the transaction’s org (tenancy)': sql`
    select c.relname as name from ${tables} where ${business} and (select array_agg(pg_get_expr(p.polqual, p.polrelid))
      from pg_policy p where p.polrelid = c.oid and p.polcmd = '*' and p.polwithcheck is null and p.polroles = '{0}')
      is distinct from array[${TENANT}]`,
  'the primary key begins with org_id (schema 1)': sql`
    select c.relname as name from ${tables} where ${business} and not exists (select from pg_index i
      where i.indrelid = c.oid and i.indisprimary and ${firstColumn} = 'org_id')`,
  'every unique index begins with org_id (schema 1)': sql`
    select x.relname as name from ${tables} join pg_index i on i.indrelid = c.oid join pg_class x on x.oid = i.indexrelid
    where ${business} and (i.indisunique or i.indisexclusion) and ${firstColumn} is distinct from 'org_id'`,
  'a foreign key is composite and takes org_id along (schema 1)': sql`
    select k.conname as name from ${tables} join pg_constraint k on k.conrelid = c.oid
    where ${business} and k.contype = 'f' and not exists (select from unnest(k.conkey, k.confkey) as pair (here, there)
      join pg_attribute a on a.attrelid = k.confrelid and a.attnum = there where here = ${orgColumn} and a.attname = 'org_id')`,
  'no ON DELETE or ON UPDATE SET NULL or SET DEFAULT (schema 2)': sql`
    select k.conname as name from ${tables} join pg_constraint k on k.conrelid = c.oid
    where ${ours} and k.contype = 'f' and (k.confdeltype in ('n', 'd') or k.confupdtype in ('n', 'd'))`,
  'nothing cascades into an append-only table (roles and rooms)': sql`
    select k.conname as name from ${tables} join pg_constraint k on k.conrelid = c.oid
      join platform.table_rights r on r.table_name = n.nspname || '.' || c.relname and r.rights = 'append'
    where k.contype = 'f' and (k.confdeltype = 'c' or k.confupdtype = 'c')`,
  'constraints and indexes carry names of our own (schema 2)': sql`
    select k.conname as name from ${tables} join pg_constraint k on k.conrelid = c.oid
    where ${ours} and k.contype <> 'n' and k.conname ~ '_(pkey|key|fkey|check|excl)\\d*$'
    union all select x.relname from ${tables} join pg_index i on i.indrelid = c.oid join pg_class x on x.oid = i.indexrelid
    where ${ours} and x.relname ~ '_idx\\d*$'`,
  'no triggers (schema 3)': sql`
    select g.tgname as name from ${tables} join pg_trigger g on g.tgrelid = c.oid where ${ours} and not g.tgisinternal`,
  'no sequences and no identity columns (schema 3)': sql`
    select c.relname as name from ${tables} where n.nspname in ('public', 'platform') and c.relkind = 'S'
    union all select c.relname || '.' || a.attname from ${tables} join pg_attribute a on a.attrelid = c.oid
    where ${ours} and c.relkind = 'r' and a.attidentity <> ''`,
  'functions are written in plpgsql (schema 4)': sql`
    select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_language l on l.oid = p.prolang
    where n.nspname in ('public', 'platform') and l.lanname <> 'plpgsql'`,
  'indexed columns have leakproof operators, text is collated "C" (row security decides)': sql`
    select x.relname || '.' || a.attname as name from ${tables} join pg_index i on i.indrelid = c.oid
      join pg_class x on x.oid = i.indexrelid join pg_attribute a on a.attrelid = x.oid
    where ${business} and a.attnum <= i.indnkeyatts and (format_type(a.atttypid, null) not in (${sql.join(INDEXABLE)})
      or (a.atttypid = 'text'::regtype and i.indcollation[a.attnum - 1] <> '"C"'::regcollation))`,
  'instants have a time zone, JSON is jsonb, money is no floating type of PostgreSQL’s (data rules)': sql`
    select c.relname || '.' || a.attname as name from ${tables} join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
    where ${ours} and c.relkind = 'r' and not a.attisdropped
      and a.atttypid in ('timestamp'::regtype, 'time'::regtype, 'json'::regtype, 'money'::regtype, 'varchar'::regtype, 'bpchar'::regtype)`,
  'the application’s rights on every table are noted, and no others (roles and rooms)': sql`
    select n.nspname || '.' || c.relname as name from ${tables} left join platform.table_rights r on r.table_name = n.nspname || '.' || c.relname
    where ${ours} and c.relkind in ('r', 'p') and r.rights is null
    union all select table_name from platform.table_rights where to_regclass(table_name) is null`,
}

/** One offence against each rule, in the order of the checks. */
const PLANTED = [
  `create table no_org (id uuid not null, constraint no_org_pk primary key (id), at timestamp)`,
  `create table loose (org_id uuid not null, id uuid not null, label text, amount numeric, n int generated always as identity,
     parent_id uuid, child_id uuid, primary key (org_id, id), unique (label))`,
  `create index on loose (org_id, label)`,
  `create index loose_amount on loose (org_id, amount)`,
  `alter table loose add constraint loose_parent foreign key (org_id, parent_id) references loose (org_id, id) on delete set null`,
  `create table accounts_of (org_id uuid not null, id uuid not null, account_id uuid, constraint accounts_of_pk primary key (org_id, id),
     constraint accounts_of_account foreign key (account_id) references platform.accounts (id))`,
  `create table book (org_id uuid not null, id uuid not null, constraint book_pk primary key (org_id, id),
     constraint book_cascade foreign key (org_id, id) references loose (org_id, id) on delete cascade)`,
  `select platform.protect_table('book', 'append')`,
  `create policy everyone on book using (true)`,
  `create function one() returns int language sql as 'select 1'`,
  `create function refuse() returns trigger language plpgsql as 'begin return null; end'`,
  `create trigger refuse before insert on loose execute function refuse()`,
]

const offenders = async (db: Db, check: Check) => (await check.execute(db)).rows.map((row) => row.name).sort()

describe('the catalogue keeps the rules', async () => {
  const runtime = await testRuntime()

  test.each(Object.entries(CHECKS))('%s', async (_rule, check) => {
    expect(await offenders(runtime.database.db, check)).toEqual([])
  })

  test('only the listed tables live above the orgs, and only in schema platform', async () => {
    const { rows } = await sql<{ schema: string; name: string }>`select n.nspname as schema, c.relname as name from ${tables}
      where c.relkind in ('r', 'p') and n.nspname not in ('public', 'pgboss', 'information_schema') and n.nspname not like 'pg\\_%'
      order by 2`.execute(runtime.database.db)
    expect(rows).toEqual(ABOVE_ORGS.map((name) => ({ schema: 'platform', name })))
  })

  test('every column that names a customer is answered by a merge step and an erase step', async () => {
    const { rows } = await sql<{ table: string; column: string }>`
      select distinct c.relname as table, a.attname as column from ${tables} join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
      where ${ours} and c.relkind in ('r', 'p') and (a.attname ~ '(^|_)customer_ids?$' or exists (select from pg_constraint k
        where k.conrelid = c.oid and k.contype = 'f' and k.confrelid = to_regclass('public.customers') and a.attnum = any (k.conkey)
          and a.attname <> 'org_id'))`.execute(runtime.database.db)
    expect(rows.length).toBeGreaterThan(0)
    const merged = new Set(runtime.seams.mergeSteps.map((step) => step.table))
    const erased = new Set(runtime.seams.eraseSteps.map((step) => step.table))
    const open = rows.flatMap(({ table, column }) => [
      ...(merged.has(table) ? [] : [`${table}.${column}: no merge step in any seams.ts`]),
      ...(erased.has(table) ? [] : [`${table}.${column}: no erase step in any seams.ts`]),
    ])
    expect(open).toEqual([])
  })

  test('merge and erase steps name tables that exist', async () => {
    const names = [...runtime.seams.mergeSteps, ...runtime.seams.eraseSteps].map((step) => step.table)
    const { rows } = await sql<{ name: string }>`select name from unnest(${names}::text[]) as name
      where to_regclass('public.' || name) is null`.execute(runtime.database.db)
    expect(rows).toEqual([])
  })
})

describe('the checks see what breaks the rules', async () => {
  const runtime = await testRuntime()
  const owner = openDatabase(runtime.ownerUrl, { max: 1 })
  for (const statement of PLANTED) await sql.raw(statement).execute(owner.db)
  const found = Object.fromEntries(
    await Promise.all(
      Object.entries(CHECKS).map(async ([rule, check]) => [rule.split(' (')[0], await offenders(owner.db, check)]),
    ),
  )
  await owner.close()

  test('each planted offence is named', () => {
    expect(found).toEqual({
      'a business table has org_id uuid not null': ['no_org'],
      'a foreign key is composite and takes org_id along': ['accounts_of_account'],
      'constraints and indexes carry names of our own': ['loose_label_key', 'loose_org_id_label_idx', 'loose_pkey'],
      'every unique index begins with org_id': ['loose_label_key', 'no_org_pk'],
      'functions are written in plpgsql': ['one'],
      'indexed columns have leakproof operators, text is collated "C"': [
        'loose_amount.amount',
        'loose_label_key.label',
        'loose_org_id_label_idx.label',
      ],
      'instants have a time zone, JSON is jsonb, money is no floating type of PostgreSQL’s': ['no_org.at'],
      'no ON DELETE or ON UPDATE SET NULL or SET DEFAULT': ['loose_parent'],
      'no sequences and no identity columns': ['loose.n', 'loose_n_seq'],
      'no triggers': ['refuse'],
      'nothing cascades into an append-only table': ['book_cascade'],
      'row security is enabled and forced': ['accounts_of', 'loose', 'no_org'],
      'the application’s rights on every table are noted, and no others': ['public.accounts_of', 'public.loose', 'public.no_org'],
      'the only policy compares org_id with the transaction’s org': ['accounts_of', 'book', 'loose', 'no_org'],
      'the primary key begins with org_id': ['no_org'],
    })
  })
})

describe('the application role', async () => {
  const runtime = await testRuntime()
  const { db } = runtime.database
  const first = await freshOrg(runtime)
  const second = await freshOrg(runtime)

  test('is no superuser, cannot bypass row security, owns nothing', async () => {
    const { rows } =
      await sql`select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user`.execute(db)
    expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false }])
    const owned = await sql`select relname as name from pg_class where pg_get_userbyid(relowner) = current_user
      union all select nspname from pg_namespace where pg_get_userbyid(nspowner) = current_user
      union all select proname from pg_proc where pg_get_userbyid(proowner) = current_user
      union all select datname from pg_database where pg_get_userbyid(datdba) = current_user`.execute(db)
    expect(owned.rows).toEqual([])
  })

  test('has on every table the noted rights and no more', async () => {
    const { rows } = await sql<{ name: string; rights: string; granted: string[] }>`
      select t.table_name as name, t.rights, array(select word from unnest(array['select', 'insert', 'update', 'delete', 'truncate',
        'references', 'trigger']) with ordinality as w (word, at) where has_table_privilege(t.table_name, word) order by at) as granted
      from platform.table_rights t order by 1`.execute(db)
    const meant: Record<string, string[]> = {
      read: ['select'],
      append: ['select', 'insert'],
      update_only: ['select', 'insert', 'update'],
      write: ['select', 'insert', 'update', 'delete'],
    }
    expect(rows.map(({ name, granted }) => ({ name, granted }))).toEqual(
      rows.map(({ name, rights }) => ({ name, granted: meant[rights] })),
    )
    expect(rows.find((row) => row.name === 'public.audit_events')?.rights).toBe('append')
  })

  const tableNames = async () => {
    const { rows } = await sql<{ name: string }>`select c.relname as name from ${tables} where ${business} order by 1`.execute(db)
    return rows.map((row) => row.name)
  }
  /** Runs one statement in a transaction of its own with this org set, and gives the rows it touched or its SQLSTATE. */
  const attempt = async (orgId: string | null, statement: RawBuilder<unknown>): Promise<number | string> => {
    const set = orgId ? `set local app.org_id = '${orgId}'` : 'select 1'
    return db.connection().execute(async (connection) => {
      await sql.raw(`begin; ${set}`).execute(connection)
      try {
        const result = await statement.execute(connection)
        return result.numAffectedRows === undefined ? result.rows.length : Number(result.numAffectedRows)
      } catch (error) {
        return (error as { code: string }).code
      } finally {
        await sql.raw('rollback').execute(connection)
      }
    })
  }
  const REFUSED = '42501'

  test('sees and changes no row without an org, and none of another org', async () => {
    for (const name of await tableNames()) {
      const table = sql.table(name)
      const insert = sql`insert into ${table} (org_id) values (${first.org.id})`
      for (const orgId of [null, second.org.id]) {
        const seen = await attempt(orgId, sql`select 1 from ${table} where org_id = ${first.org.id}`)
        const deleted = await attempt(orgId, sql`delete from ${table} where org_id = ${first.org.id}`)
        expect({ name, seen, deleted: deleted === REFUSED ? 0 : deleted, inserted: await attempt(orgId, insert) }).toEqual({
          name,
          seen: 0,
          deleted: 0,
          inserted: REFUSED,
        })
      }
    }
  })

  test('sees and writes its own org’s rows, so that the nothing above means something', async () => {
    const { rows } = await sql<{ n: number }>`select count(*) as n from platform.orgs`.execute(db)
    expect(rows[0]!.n).toBeGreaterThanOrEqual(2)
    const insert = sql`insert into counters (org_id, name, value) values (${first.org.id}, 'catalogue', 1)`
    expect(await attempt(first.org.id, insert)).toBe(1)
    expect(await attempt(first.org.id, sql`select 1 from audit_events`)).toBeGreaterThan(0)
  })
})
