import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Random } from '@shuke/analytics'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { loadConfig } from '../server/kernel/config.ts'
import { openEmbeddedDatabase } from '../server/kernel/embedded-postgres/open-embedded-database.ts'
import { silentLog } from '../server/kernel/log.ts'
import { ctxFor, systemActor } from '../server/kernel/runtime.ts'
import { importHere, presentSummary } from '../server/modules/customers/index.ts'
import { createOrg } from '../server/modules/team/index.ts'
import { openProgram } from '../server/open-program.ts'
import type { BenchResult } from './report.ts'

export const name = 'import'

/** A chain's year and a half: a million orders of a hundred thousand customers, as a till writes them, in order of time. */
const ORDERS = Number(process.env.BENCH_ORDERS ?? 1_000_000)
const CUSTOMERS = ORDERS / 10
const LIMIT = 4
const MOST_MEGABYTES = 150

async function writeOrders(file: string): Promise<void> {
  const random = new Random(2026)
  const out = createWriteStream(file)
  out.write('order_no,customer_no,order_time,amount,quantity,type\n')
  const start = Date.UTC(2025, 0, 1)
  let lines = ''
  for (let n = 0; n < ORDERS; n++) {
    const at = new Date(start + Math.floor((n / ORDERS) * 540 * 86_400) * 1000).toISOString()
    // A few buy often, most seldom.
    const customer = Math.floor(CUSTOMERS * random.uniform() ** 2)
    const amount = (20 + random.uniform() * 480).toFixed(2)
    lines += `S${String(n).padStart(8, '0')},K${String(customer).padStart(6, '0')},${at.slice(0, 10)} ${at.slice(11, 19)},${amount},${1 + (n % 3)},sale\n`
    if (lines.length > 1 << 20) {
      if (!out.write(lines)) await once(out, 'drain')
      lines = ''
    }
  }
  out.end(lines)
  await once(out, 'finish')
}

/** CPU seconds that all server processes of a cluster have used so far; null where the system does not say (other than Linux). */
async function serverCpu(client: pg.Client): Promise<number | null> {
  const { rows } = await client.query('select pid from pg_stat_activity where pid is not null')
  let ticks = 0
  for (const { pid } of rows) {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
    if (text === null) continue
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    ticks += Number(fields[11]) + Number(fields[12])
  }
  return ticks === 0 ? null : ticks / 100
}

interface Measured {
  seconds: number
  ownCpu: number
  serverCpu: number
}
async function measure(client: pg.Client, work: () => Promise<void>): Promise<Measured> {
  const before = await serverCpu(client)
  const own = process.cpuUsage()
  const started = performance.now()
  await work()
  const seconds = (performance.now() - started) / 1000
  const used = process.cpuUsage(own)
  return { seconds, ownCpu: (used.user + used.system) / 1e6, serverCpu: ((await serverCpu(client)) ?? 0) - (before ?? 0) }
}

/**
 * Our import of a file of orders (identity matching, kept figures, revertible, resumable) beside PostgreSQL's COPY of the same file into a
 * plain typed table without any index, through the same client, in one run.
 */
export async function run(): Promise<BenchResult> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'shuke-bench-'))
  const embedded = await openEmbeddedDatabase({ dataDir, log: () => undefined })
  const program = await openProgram(loadConfig({ SHUKE_DATA_DIR: dataDir, SHUKE_LOG: 'silent' }), silentLog)
  const owner = new pg.Client({ connectionString: embedded.ownerUrl })
  await owner.connect()
  try {
    const file = path.join(dataDir, 'orders.csv')
    await writeOrders(file)
    const { size } = await stat(file)
    await owner.query(
      'create table plain_orders (order_no text, customer_no text, order_time timestamp, amount numeric(12,2), quantity int, type text)',
    )
    const copy = await measure(owner, async () => {
      await pipeline(createReadStream(file), owner.query(copyFrom('copy plain_orders from stdin with (format csv, header)')))
    })
    // What any import has to keep so that orders are found again; as little as COPY can do for the same result.
    await owner.query(`create table indexed_orders (org_id uuid not null default '00000000-0000-7000-8000-000000000001', id uuid not null default uuidv7(),
      order_no text collate "C", customer_no text collate "C", order_time timestamp, amount numeric(12,2), quantity int, type text, primary key (org_id, id), unique (org_id, order_no))`)
    await owner.query('create index on indexed_orders (org_id, customer_no, order_time, id)')
    await owner.query('create index on indexed_orders (org_id, (order_time::date))')
    const indexed = await measure(owner, async () => {
      const target =
        'copy indexed_orders (order_no, customer_no, order_time, amount, quantity, type) from stdin with (format csv, header)'
      await pipeline(createReadStream(file), owner.query(copyFrom(target)))
    })
    const { runtime } = program
    const org = await createOrg(runtime, {
      slug: 'bench',
      name: 'bench',
      trade: 'shop',
      currency: 'CNY',
      timezone: 'Asia/Shanghai',
    })
    const ctx = ctxFor(runtime, org, systemActor('bench'))
    const request = { kind: 'orders', fileName: 'orders.csv', dryRun: false, options: { anonymousBucket: false } }
    const bring = async () => {
      const { run } = await importHere(runtime, ctx, file, request)
      return presentSummary(run, null)
    }
    let first: Awaited<ReturnType<typeof bring>> | null = null as Awaited<ReturnType<typeof bring>> | null
    const ours = await measure(owner, async () => {
      first = await bring()
    })
    let second = first
    const again = await measure(owner, async () => {
      second = await bring()
    })
    if (first?.created !== ORDERS || second?.unchanged !== ORDERS)
      throw new Error(`counts are wrong: ${JSON.stringify([first, second])}`)
    const megabytes = process.resourceUsage().maxRSS / 1024
    const row = (work: string, one: Measured) => ({
      work,
      seconds: one.seconds.toFixed(2),
      'CPU here': one.ownCpu.toFixed(2),
      'CPU server': one.serverCpu.toFixed(2),
      'rows/s': Math.round(ORDERS / one.seconds),
    })
    return {
      rows: [
        row('COPY into a plain table', copy),
        row('COPY into a table with these four indexes', indexed),
        row('shuke import orders', ours),
        row('the same file again', again),
      ],
      ratios: [
        { name: `${name}`, ratio: ours.seconds / copy.seconds, limit: LIMIT },
        { name: `${name} against COPY with indexes`, ratio: ours.seconds / indexed.seconds },
        { name: `${name} in processor time`, ratio: (ours.ownCpu + ours.serverCpu) / (copy.ownCpu + copy.serverCpu) },
        { name: `${name} peak memory of ${MOST_MEGABYTES} MB`, ratio: megabytes / MOST_MEGABYTES, limit: 1 },
      ],
      notes: [
        `${ORDERS} orders of ${first.customersCreated} customers, ${(size / 1e6).toFixed(0)} MB; peak memory of this process ${megabytes.toFixed(0)} MB`,
      ],
    }
  } finally {
    await owner.end()
    await program.close()
    await embedded.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}
