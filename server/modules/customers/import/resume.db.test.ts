import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, afterEach, expect, test } from 'vitest'
import { Keyring } from '../../../kernel/crypto/keyring.ts'
import { startWorkers, type Workers } from '../../../kernel/jobs/start-workers.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantRead } from '../../../kernel/tenancy/tenant-tx.ts'
import { freshOrg, testRuntime } from '../../../kernel/testing/test-runtime.ts'
import { getImport } from './get-import.ts'
import { importHere } from './import-here.ts'
import { FIXED_KEYS } from './import-run.fixture.ts'
import { presentImport, presentSummary } from './present.ts'

const PROGRAM = fileURLToPath(new URL('import-run.fixture.ts', import.meta.url))
const ROWS = 10_000
const BATCH = 1000

const runtime = await testRuntime({ keys: new Keyring(FIXED_KEYS) })
const folder = await mkdtemp(path.join(tmpdir(), 'shuke-resume-'))
const file = path.join(folder, 'orders.csv')
// Without order numbers, so that the n-th equal row has to be counted across the break; every hundredth row is refused, and with it all
// that seven of the customers have.
const CUSTOMERS = 693
const lines = Array.from(
  { length: ROWS },
  (_, n) => `K${n % 700},2026-01-${String(1 + (n % 9)).padStart(2, '0')},${n % 100 === 99 ? 'x' : n % 5}`,
)
await writeFile(file, `customer_no,date,amount\n${lines.join('\n')}\n`)

const open: { children: ChildProcess[]; workers: Workers[] } = { children: [], workers: [] }
afterEach(async () => {
  for (const child of open.children.splice(0)) child.kill('SIGKILL')
  await Promise.all(open.workers.splice(0).map((workers) => workers.stop()))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const request = { kind: 'orders', fileName: 'orders.csv', dryRun: false, options: { anonymousBucket: false, batchRows: BATCH } }

/** Starts the import in another process and kills it without warning after some batches. */
async function breakOff(ctx: Ctx): Promise<void> {
  const dataDir = runtime.config.SHUKE_DATA_DIR!
  const child = spawn(process.execPath, [PROGRAM, runtime.appUrl, dataDir, ctx.org.id, file, String(BATCH)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  open.children.push(child)
  for await (const line of createInterface({ input: child.stdout! })) if (Number(line) >= 3 * BATCH) break
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  expect(await gone).toEqual([null, 'SIGKILL'])
}

/** What an undisturbed run leaves, ids aside. */
const totals = (ctx: Ctx) =>
  inTenantRead(ctx, async (tx) => {
    const { rows } = await sql`select
        (select count(*) from orders where org_id = ${tx.orgId}::uuid) as orders, (select count(*) from customers where org_id = ${tx.orgId}::uuid) as customers,
        (select sum(net) from purchase_summary where org_id = ${tx.orgId}::uuid) as net, (select sum(days) from purchase_summary where org_id = ${tx.orgId}::uuid) as days,
        (select count(distinct split_part(import_key, '|', 4)) from orders where org_id = ${tx.orgId}::uuid) as equals,
        (select count(*) from import_faults where org_id = ${tx.orgId}::uuid) as faults,
        (select md5(string_agg(c.customer_no || w.orders || ' ' || w.net || ' ' || w.days || w.last_day, ',' order by c.customer_no)) from purchase_summary w
          join customers c on c.org_id = w.org_id and c.id = w.customer_id where w.org_id = ${tx.orgId}::uuid) as figures`.execute(
      tx,
    )
    return rows[0]
  })
const undisturbed = async () => {
  const { ctx } = await freshOrg(runtime)
  const { run } = await importHere(runtime, ctx, file, request)
  return { totals: await totals(ctx), counts: run.counts }
}

test('killed with -9, the same command goes on behind the last batch; the totals are those of an undisturbed run', async () => {
  const expected = await undisturbed()
  const { ctx } = await freshOrg(runtime)
  await breakOff(ctx)
  expect(await totals(ctx)).not.toEqual(expected.totals)
  const { run } = await importHere(runtime, ctx, file, request)
  expect(run.counts).toEqual(expected.counts)
  expect(presentSummary(run, null)).toMatchObject({
    rows: ROWS,
    refused: ROWS / 100,
    created: ROWS - ROWS / 100,
    customersCreated: CUSTOMERS,
  })
  expect(await totals(ctx)).toEqual(expected.totals)
  // Once it is finished, the same command is a new run that changes nothing.
  const again = await importHere(runtime, ctx, file, request)
  expect(again.run.id).not.toBe(run.id)
  expect(presentSummary(again.run, null)).toMatchObject({ created: 0, updated: 0, unchanged: ROWS - ROWS / 100 })
  expect(await totals(ctx)).toMatchObject({ orders: ROWS - ROWS / 100 })
})

test('killed with -9, a server takes it up, and the same command waits for that', async () => {
  const expected = await undisturbed()
  const { ctx } = await freshOrg(runtime)
  await breakOff(ctx)
  open.workers.push(await startWorkers(runtime))
  const { run } = await importHere(runtime, ctx, file, request)
  expect(run.counts).toEqual(expected.counts)
  expect(presentImport(await getImport(ctx, run.id))).toMatchObject({ status: 'done', encoding: 'utf-8', delimiter: ',' })
  expect(await totals(ctx)).toEqual(expected.totals)
})
