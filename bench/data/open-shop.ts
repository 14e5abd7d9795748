import { mkdtemp, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { loadConfig } from '../../server/kernel/config.ts'
import { dataDirFiles } from '../../server/kernel/embedded-postgres/data-dir-files.ts'
import { openEmbeddedDatabase } from '../../server/kernel/embedded-postgres/open-embedded-database.ts'
import { silentLog } from '../../server/kernel/log.ts'
import { ctxFor, systemActor } from '../../server/kernel/runtime.ts'
import { inTenantRead, inTenantTx } from '../../server/kernel/tenancy/tenant-tx.ts'
import { takeNumbers } from '../../server/modules/customers/profile/queries.ts'
import { createApiKey, createOrg, createStaff, createStore, findOrg } from '../../server/modules/team/index.ts'
import { openProgram, type Program } from '../../server/open-program.ts'
import { FILL_FLOOR, floorTable } from '../floor/tables.ts'
import { fillShop, type ShopCustomer } from './fill-shop.ts'

const SLUG = 'bench'

export interface Shop {
  dataDir: string
  appUrl: string
  /** The postmaster, parent of every database process. */
  postgresPid: number
  apiKey: string
  customers: { id: string; version: number }[]
  close(): Promise<void>
}

async function fill(program: Program, owner: pg.Client, count: number): Promise<void> {
  const { runtime } = program
  const org = await createOrg(runtime, { slug: SLUG, name: '基准店', trade: 'salon', currency: 'CNY', timezone: 'Asia/Shanghai' })
  const ctx = ctxFor(runtime, org, systemActor('bench'))
  const store = await createStore(ctx, { name: '总店' })
  const staff = await createStaff(ctx, { name: '店长', storeIds: [store.id], role: 'manager' })
  const customers = await fillShop(runtime, org, { storeId: store.id, staffId: staff.id }, count)
  await inTenantTx(ctx, (tx) => takeNumbers(tx, count))
  await owner.query(floorTable(new URL(runtime.database.url).username))
  const column = <K extends keyof ShopCustomer>(field: K) => customers.map((customer) => customer[field])
  await owner.query(FILL_FLOOR, [
    ...(['id', 'customerNo', 'name', 'phone', 'city', 'tag', 'lastDay', 'orders', 'net', 'createdAt'] as const).map(column),
  ])
  await owner.query('vacuum analyze')
  await owner.query('checkpoint').catch(() => undefined) // only a superuser may, and it is no matter of correctness
}

/**
 * A shop of `count` customers on an embedded PostgreSQL of its own with the product's settings, once in the product's tables and once in
 * the floor's. `SHUKE_BENCH_DIR` keeps the filled database for the next run.
 */
export async function openShop(count: number): Promise<Shop> {
  const kept = process.env.SHUKE_BENCH_DIR
  const dataDir = kept ?? (await mkdtemp(path.join(os.tmpdir(), 'shuke-bench-')))
  const embedded = await openEmbeddedDatabase({ dataDir, log: () => undefined })
  const program = await openProgram(loadConfig({ SHUKE_DATA_DIR: dataDir, SHUKE_LOG: 'silent' }), silentLog)
  const { runtime } = program
  const owner = new pg.Client({ connectionString: embedded.ownerUrl })
  await owner.connect()
  try {
    const isFilled = (await owner.query("select to_regclass('floor.customers') as t")).rows[0].t !== null
    if (!isFilled) await fill(program, owner, count)
    const ctx = ctxFor(runtime, await findOrg(runtime, SLUG), systemActor('bench'))
    const { key } = await createApiKey(ctx, { name: 'bench' })
    const customers = await inTenantRead(ctx, (tx) =>
      sql<{
        id: string
        version: number
      }>`select id, version from customers where org_id = ${tx.orgId}::uuid order by id limit ${count}`.execute(tx),
    )
    return {
      dataDir,
      appUrl: embedded.appUrl,
      postgresPid: Number.parseInt(await readFile(path.join(dataDirFiles(dataDir).cluster, 'postmaster.pid'), 'utf8'), 10),
      apiKey: key,
      customers: customers.rows,
      async close() {
        await program.close()
        await embedded.close()
        if (!kept) await rm(dataDir, { recursive: true, force: true })
      },
    }
  } finally {
    await owner.end()
  }
}
