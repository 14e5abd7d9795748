import { Random } from '@shuke/analytics'
import { CITIES, givenName, person } from './data/names.ts'
import { openShop, type Shop } from './data/open-shop.ts'
import { type Asked, type Measured, sendRequests } from './load/send-requests.ts'
import { type StartedServer, startServer } from './load/start-server.ts'
import type { BenchResult } from './report.ts'

export const name = 'requests'

const CUSTOMERS = 100_000
const ROUNDS = Number(process.env.SHUKE_BENCH_ROUNDS ?? 3)
const REQUESTS = 2000
/** Before the first round: compilers and caches settle. */
const WARM_UP = 3000

interface Work {
  what: string
  /** Makes requests for one side; both sides get the same ones. */
  requests(shop: Shop, random: Random): () => Asked
  /** Limit of ours as a multiple of the floor. */
  times?: number
  /** Limit of ours in CPU milliseconds, where the floor does not do the same work. */
  milliseconds?: number
  /** The floor gets this much fewer requests: it has no index for them. */
  slowFloor?: number
}

const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random.uniform() * from.length)]!

const WORKS: Work[] = [
  {
    what: 'get one customer',
    times: 3.2,
    requests: (shop, random) => () => ({ method: 'GET', path: `/customers/${pick(random, shop.customers).id}` }),
  },
  {
    what: 'list 50 filtered and sorted',
    times: 2.4,
    requests: (_shop, random) => () => ({
      method: 'GET',
      path: `/customers?city=${encodeURIComponent(pick(random, CITIES))}&sort=-createdAt&limit=50`,
    }),
  },
  {
    what: 'search by part of a name',
    slowFloor: 20,
    milliseconds: 1.2,
    requests: (_shop, random) => () => ({ method: 'GET', path: `/customers?q=${encodeURIComponent(givenName(random))}` }),
  },
  {
    what: 'search by part of a phone',
    milliseconds: 1.2,
    requests: (_shop, random) => () => ({
      method: 'POST',
      path: '/customers/search',
      body: { q: person(random).phone.slice(-4) },
    }),
  },
  {
    what: 'create',
    times: 4.5,
    requests: (_shop, random) => () => {
      const { name: called, phone, city, tag } = person(random)
      return {
        method: 'POST',
        path: '/customers',
        body: { name: called, contacts: [{ kind: 'phone', value: phone }], city, tags: [tag] },
      }
    },
  },
  {
    what: 'update',
    times: 4.5,
    requests: (shop, random) => {
      // Everybody is changed once, so that the version a change must name is known.
      let index = 0
      return () => {
        const { id, version } = shop.customers[(index++ * 7919) % shop.customers.length]!
        return {
          method: 'PATCH',
          path: `/customers/${id}`,
          headers: { 'if-match': `"v${version}"` },
          body: { city: pick(random, CITIES), notes: `喜欢靠窗的位置 ${index}` },
        }
      }
    },
  },
]

/** The round whose CPU time lies in the middle: a neighbour's noise falls on either side. */
const median = (rounds: Measured[]): Measured => rounds.toSorted((a, b) => a.cpu - b.cpu)[Math.floor(rounds.length / 2)]!

interface Side {
  server: StartedServer
  prefix: string
  headers: Record<string, string>
}

async function measure(work: Work, shop: Shop, sides: Side[]): Promise<Measured[]> {
  const made = sides.map(() => work.requests(shop, new Random(7)))
  const rounds: Measured[][] = sides.map(() => [])
  for (let round = -1; round < ROUNDS; round++) {
    for (const [index, { server, prefix, headers }] of sides.entries()) {
      const next = () => {
        const asked = made[index]!()
        return { ...asked, path: prefix + asked.path }
      }
      const result = await sendRequests(
        server.url,
        next,
        { server: server.pid, database: shop.postgresPid },
        {
          amount: (round < 0 ? WARM_UP : REQUESTS) / (index === 0 ? (work.slowFloor ?? 1) : 1),
          headers,
        },
      )
      if (round >= 0) rounds[index]!.push(result)
    }
  }
  return rounds.map(median)
}

/**
 * CPU time a request, application and database together, beside a floor: bare node:http and pg on one flat table of the same 100 000
 * customers, without rights, audit, validation, encryption and tenants. Both in one run, in turns, 16 connections.
 */
export async function run(): Promise<BenchResult> {
  const only = process.env.SHUKE_BENCH_ONLY
  const shop = await openShop(CUSTOMERS)
  const rows: BenchResult['rows'] = []
  const ratios: BenchResult['ratios'] = []
  const servers: StartedServer[] = []
  try {
    const floor = await startServer(new URL('./floor/server.ts', import.meta.url), { FLOOR_DATABASE_URL: shop.appUrl })
    servers.push(floor)
    const ours = await startServer(new URL('../server/main.ts', import.meta.url), {
      SHUKE_DATA_DIR: shop.dataDir,
      SHUKE_PORT: '0',
      SHUKE_RATE_LIMIT: '0',
    })
    servers.push(ours)
    const sides: Side[] = [
      { server: floor, prefix: '', headers: {} },
      { server: ours, prefix: '/api/v1', headers: { authorization: `Bearer ${shop.apiKey}` } },
    ]
    for (const work of WORKS) {
      if (only && !work.what.includes(only)) continue
      const [theirs, own] = await measure(work, shop, sides)
      const ratio = own!.cpu / theirs!.cpu
      rows.push({
        work: work.what,
        'floor, CPU ms': theirs!.cpu.toFixed(3),
        'ours, CPU ms': own!.cpu.toFixed(3),
        'of it database': own!.database.toFixed(3),
        ratio: ratio.toFixed(2),
        limit: work.times ? `${work.times} ×` : `${work.milliseconds} ms`,
        'floor, latency ms': theirs!.latency,
        'ours, latency ms': own!.latency,
      })
      if (work.times) ratios.push({ name: `${name} ${work.what}`, ratio, limit: work.times })
      else ratios.push({ name: `${name} ${work.what} (ms)`, ratio: own!.cpu, limit: work.milliseconds! })
    }
  } finally {
    for (const server of servers) await server.stop()
    await shop.close()
  }
  return { rows, ratios }
}
