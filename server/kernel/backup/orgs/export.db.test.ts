import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, expect, inject, test } from 'vitest'
import { createRuntime } from '../../../app.ts'
import { createCustomer } from '../../../modules/customers/index.ts'
import { createOrder } from '../../../modules/interactions/index.ts'
import { createAdmin, createOrg } from '../../../modules/team/index.ts'
import { migrateAll } from '../../../open-program.ts'
import { loadConfig } from '../../config.ts'
import { loadInstallationKeys } from '../../crypto/installation-key.ts'
import { knownMigrations, migrate } from '../../db/migrate.ts'
import { openDatabase } from '../../db/pool.ts'
import { queueJob } from '../../jobs/queue-job.ts'
import { silentLog } from '../../log.ts'
import { ctxFor, type Runtime, systemActor } from '../../runtime.ts'
import { inTenantTx } from '../../tenancy/tenant-tx.ts'
import { onDatabase } from '../../testing/global-setup.ts'
import { listBackups } from '../backup-folder.ts'
import { backupPlaces } from '../places.ts'
import { restoreBackup } from '../restore-backup.ts'
import { verifyBackup } from '../verify-backup.ts'
import { exportOrgs } from './export-orgs.ts'
import { NOT_EXPORTED, orgTables } from './org-tables.ts'

const root = mkdtempSync(path.join(tmpdir(), 'shuke-export-'))
const at = (...names: string[]) => path.join(root, ...names)
const never = new AbortController().signal
const role = decodeURIComponent(new URL(inject('appUrl')).username)
const closes: (() => Promise<unknown>)[] = []

async function query<Row>(url: string, ...statements: string[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    let rows: Row[] = []
    for (const statement of statements) rows = (await client.query(statement)).rows as Row[]
    return rows
  } finally {
    await client.end()
  }
}

/** An empty database of the test server, and the settings of a program that works with it. */
async function emptyDatabase() {
  const name = `test_${randomBytes(6).toString('hex')}`
  await query(inject('ownerUrl'), `create database ${name} template template0`)
  closes.push(() => query(inject('ownerUrl'), `drop database ${name} with (force)`))
  const [ownerUrl, appUrl] = [onDatabase(inject('ownerUrl'), name), onDatabase(inject('appUrl'), name)]
  const env = { DATABASE_URL: appUrl, SHUKE_OWNER_URL: ownerUrl, SHUKE_DATA_DIR: at(name), SHUKE_KEY_FILE: at('shuke.key') }
  return { ownerUrl, appUrl, config: loadConfig({ ...env, SHUKE_BACKUP_DIR: at('backups'), SHUKE_LOG: 'silent' }) }
}
type Empty = Awaited<ReturnType<typeof emptyDatabase>>

async function runtimeOn({ appUrl, config }: Empty): Promise<Runtime> {
  const database = openDatabase(appUrl, { max: 4 })
  closes.push(() => database.close())
  const installationKeys = await loadInstallationKeys(at('shuke.key'), { create: true })
  return createRuntime({ config, database, installationKeys, log: silentLog })
}

async function fill(runtime: Runtime, slug: string) {
  const org = await createOrg(runtime, { slug, name: slug, trade: 'salon', currency: 'CNY', timezone: 'Asia/Shanghai' })
  const ctx = ctxFor(runtime, org, systemActor('test'))
  await createAdmin(ctx, { identifier: `${slug}@shop.cn`, name: '管理员' })
  for (let n = 0; n < 12; n++) {
    const { id } = await createCustomer(ctx, {
      kind: 'person',
      name: `王\t"丽"\\华\n${n}`,
      contacts: [{ kind: 'phone', value: `138001356${String(n).padStart(2, '0')}`, isPrimary: true }],
      plates: [],
      tags: ['老客', '换行\n标签'],
      leadSource: 'walk_in',
    })
    const amount = { amount: 100 + n, currency: 'CNY' }
    await createOrder(ctx, { kind: 'sale', customerId: id, amount, items: [], performers: [], payments: [] })
  }
  return { org, ctx }
}

/** Every table of one org as text: the projection that must be the same on both sides. */
async function projection(ownerUrl: string, orgId: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(`begin; set local app.org_id = '${orgId}'`)
    const found: Record<string, string> = {}
    for (const { name, condition } of await orgTables(client)) {
      const { rows } = await client.query<{ rows: string }>(
        `select coalesce(string_agg(t::text, E'\\n' order by t::text collate "C"), '') as rows from ${name} t where ${condition.replaceAll('$orgs', `array['${orgId}']::uuid[]`)}`,
      )
      found[name] = rows[0]!.rows
    }
    return found
  } finally {
    await client.end()
  }
}

const source = await emptyDatabase()
await migrateAll(source.ownerUrl, source.appUrl)
const runtime = await runtimeOn(source)
const one = await fill(runtime, 'one')
const two = await fill(runtime, 'two')
const backed = (of: Runtime) => ({ places: backupPlaces(of.config), db: of.database.db, clock: of.clock, url: of.database.url })
const restoreInto = (target: Empty, from: string) =>
  restoreBackup({ from, config: target.config, keyFile: undefined, erasureLog: undefined, signal: never })

afterAll(async () => {
  for (const close of closes.toReversed()) await close()
  rmSync(root, { recursive: true, force: true })
})

test('every table is exported or left out for a written reason, and none refer to each other in a ring', async () => {
  const client = new pg.Client({ connectionString: source.ownerUrl })
  await client.connect()
  const exported = (await orgTables(client)).map(({ name }) => name)
  const { rows } = await client.query<{ name: string }>(
    `select schemaname || '.' || tablename as name from pg_tables where schemaname in ('public', 'platform')`,
  )
  await client.end()
  expect([...exported, ...Object.keys(NOT_EXPORTED)].toSorted()).toEqual(rows.map(({ name }) => name).toSorted())
})

test('one org, exported and restored into an empty database, is the same in every table; the other is not in it', async () => {
  const made = await exportOrgs(backed(runtime), 'one', { signal: never })
  await expect(verifyBackup(made.folder, never)).resolves.toMatchObject({ kind: 'logical' })
  const target = await emptyDatabase()
  await restoreInto(target, made.folder)
  const restored = await projection(target.ownerUrl, one.org.id)
  expect(restored).toEqual(await projection(source.ownerUrl, one.org.id))
  expect(restored['public.customers']!.split('\n').length).toBeGreaterThan(12)
  expect(Object.values(await projection(target.ownerUrl, two.org.id)).join('')).toBe('')
  // Row security is forced again, and a database with somebody in it is refused.
  const [row] = await query<{ forced: boolean }>(
    target.ownerUrl,
    `select bool_and(relforcerowsecurity) as forced from pg_class where relname in ('customers', 'orders')`,
  )
  expect(row!.forced).toBe(true)
  await expect(restoreInto(target, made.folder)).rejects.toThrow('holds organisations already')
  expect((await listBackups(at('backups'))).map(({ name }) => name)).toContain(made.name)
})

test('all orgs of an older version come into the newest, and long work does not go on by itself', async () => {
  const all = await knownMigrations()
  const older = all[Math.max(all.indexOf('20261121131000_backup'), all.length - 2)]!
  const old = await emptyDatabase()
  await migrateAll(old.ownerUrl, old.appUrl)
  await query(old.ownerUrl, 'drop schema public cascade', 'create schema public', 'drop schema platform cascade')
  await migrate(old.ownerUrl, role, older)
  const oldRuntime = await runtimeOn(old)
  const shop = await fill(oldRuntime, 'old')
  const jobId = await inTenantTx(shop.ctx, (tx) => queueJob(tx, shop.ctx, 'test.echo', {}))
  const made = await exportOrgs(backed(oldRuntime), undefined, { signal: never })
  expect(made.migrations.at(-1)).toBe(older)

  const target = await emptyDatabase()
  await restoreInto(target, made.folder)
  expect((await query<{ name: string }>(target.ownerUrl, 'select name from migrations order by name')).at(-1)!.name).toBe(older)
  const { 'public.job_runs': before, ...rest } = await projection(old.ownerUrl, shop.org.id)
  const { 'public.job_runs': after, ...restored } = await projection(target.ownerUrl, shop.org.id)
  expect(restored).toEqual(rest)
  expect(before).toContain(`${jobId},test.echo,queued`)
  expect(after).toContain(`${jobId},test.echo,cancelled`)
  await migrateAll(target.ownerUrl, target.appUrl)
  const ctx = ctxFor(await runtimeOn(target), shop.org, systemActor('test'))
  await createCustomer(ctx, { kind: 'person', name: '新客', contacts: [], plates: [], tags: [], leadSource: 'walk_in' })
})

test('rows written while the export runs are in it wholly or not at all', async () => {
  let writing = true
  const writer = (async () => {
    for (let n = 0; writing; n++) {
      const customer = {
        kind: 'person' as const,
        name: `忙${n}`,
        contacts: [],
        plates: [],
        tags: [],
        leadSource: 'walk_in' as const,
      }
      const { id } = await createCustomer(two.ctx, customer)
      const amount = { amount: 1, currency: 'CNY' }
      await createOrder(two.ctx, { kind: 'sale', customerId: id, amount, items: [], performers: [], payments: [] })
    }
  })()
  const made = await exportOrgs(backed(runtime), 'two', { signal: never }).finally(() => {
    writing = false
  })
  await writer
  const target = await emptyDatabase()
  // Foreign keys hold, or the restore would fail; figures kept beside the orders fit them.
  await restoreInto(target, made.folder)
  const [row] = await query<{ wrong: number }>(
    target.ownerUrl,
    'begin',
    `set local app.org_id = '${two.org.id}'`,
    `select count(*)::int as wrong from purchase_summary s where orders <> (select count(*) from orders o where o.org_id = s.org_id and o.customer_id = s.customer_id)`,
  )
  expect(row!.wrong).toBe(0)
})

test('a wrong slug, an unknown version and a wrong key are refused before anything is written', async () => {
  const before = readdirSync(at('backups'))
  await expect(exportOrgs(backed(runtime), 'nobody', { signal: never })).rejects.toThrow('not_found')
  expect(readdirSync(at('backups'))).toEqual(before)
  const made = (await listBackups(at('backups'))).find(({ kind }) => kind === 'logical')!
  writeFileSync(at('other.key'), JSON.stringify({ keys: { 1: Buffer.alloc(32, 9).toString('base64') } }))
  const target = await emptyDatabase()
  const request = { from: made.folder, config: target.config, keyFile: at('other.key'), erasureLog: undefined, signal: never }
  await expect(restoreBackup(request)).rejects.toThrow('does not belong')
  expect(await query(target.ownerUrl, `select from pg_tables where schemaname = 'public'`)).toEqual([])
})
