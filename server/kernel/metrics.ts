import { monitorEventLoopDelay } from 'node:perf_hooks'
import { sql } from 'kysely'
import type { Runtime } from './runtime.ts'

/** Upper bounds in seconds; the last bucket (+Inf) is the count itself. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const NANOSECONDS = 1e9

interface Series {
  labels: string
  count: number
  sum: number
  buckets: number[]
}
const requests = new Map<string, Series>()
const loopDelay = monitorEventLoopDelay({ resolution: 20 })
loopDelay.enable()

const escaped = (value: string) => value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
const labelled = (labels: Record<string, string | number>) =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(String(value))}"`)
    .join(',')

/** Counts one answered request. `routeTemplate` is the pattern (`/customers/:customerId`), never the URL: no ids, few series. */
export function observeRequest(method: string, routeTemplate: string, status: number, seconds: number): void {
  const key = `${method} ${routeTemplate} ${status}`
  let series = requests.get(key)
  if (!series) {
    series = { labels: labelled({ method, route: routeTemplate, status }), count: 0, sum: 0, buckets: BUCKETS.map(() => 0) }
    requests.set(key, series)
  }
  series.count++
  series.sum += seconds
  for (let i = BUCKETS.length - 1; i >= 0 && seconds <= BUCKETS[i]!; i--) series.buckets[i]!++
}

type Type = 'counter' | 'gauge' | 'histogram'
type Sample = [labels: Record<string, string | number>, value: number]

const head = (name: string, type: Type, help: string) => `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`
function metric(name: string, type: Type, help: string, samples: Sample[]): string {
  const lines = samples.map(([labels, value]) => {
    const inner = labelled(labels)
    return `${name}${inner && `{${inner}}`} ${value}\n`
  })
  return head(name, type, help) + lines.join('')
}

function requestHistogram(): string {
  const name = 'shuke_http_request_duration_seconds'
  const lines = [...requests.values()].flatMap(({ labels, count, sum, buckets }) => [
    ...BUCKETS.map((bound, i) => `${name}_bucket{${labels},le="${bound}"} ${buckets[i]}\n`),
    `${name}_bucket{${labels},le="+Inf"} ${count}\n`,
    `${name}_sum{${labels}} ${sum}\n`,
    `${name}_count{${labels}} ${count}\n`,
  ])
  return head(name, 'histogram', 'Answered requests by route template') + lines.join('')
}

function processMetrics(): string {
  const memory = process.memoryUsage()
  const cpu = process.cpuUsage()
  // Before the first tick of the monitor its figures are NaN and a huge minimum.
  const seconds = (nanoseconds: number) => (Number.isFinite(nanoseconds) ? nanoseconds / NANOSECONDS : 0)
  const text = [
    metric('process_resident_memory_bytes', 'gauge', 'Resident memory', [[{}, memory.rss]]),
    metric('nodejs_heap_size_used_bytes', 'gauge', 'Used heap', [[{}, memory.heapUsed]]),
    metric('nodejs_external_memory_bytes', 'gauge', 'Memory outside the heap', [[{}, memory.external]]),
    metric('process_cpu_seconds_total', 'counter', 'Processor time', [[{}, (cpu.user + cpu.system) / 1e6]]),
    metric('process_uptime_seconds', 'gauge', 'Seconds since the start', [[{}, process.uptime()]]),
    metric('nodejs_eventloop_delay_seconds', 'gauge', 'Delay of the event loop since the last reading', [
      [{ quantile: '0.5' }, seconds(loopDelay.percentile(50))],
      [{ quantile: '0.99' }, seconds(loopDelay.percentile(99))],
      [{ quantile: '1' }, seconds(loopDelay.max)],
    ]),
  ]
  loopDelay.reset()
  return text.join('')
}

async function databaseMetrics(runtime: Runtime): Promise<string> {
  const { pool, db } = runtime.database
  const pooled: Sample[] = [
    [{ state: 'used' }, pool.totalCount - pool.idleCount],
    [{ state: 'idle' }, pool.idleCount],
    [{ state: 'waiting' }, pool.waitingCount],
  ]
  const [jobs, outbox] = await Promise.all([
    sql<{ queue: string; state: string; n: number }>`select name as queue, state::text as state, count(*) as n
      from pgboss.job where state < 'completed' and name not like '\\_\\_pgboss%' group by 1, 2 order by 1, 2`.execute(db),
    sql<{ waiting: number; late: number; dead: number }>`select
      (select count(*) from platform.outbox where dispatched_at is null and dead_at is null) as waiting,
      (select coalesce(extract(epoch from now() - min(not_before)), 0)::float8 from platform.outbox
        where dispatched_at is null and dead_at is null and not_before < now()) as late,
      (select count(*) from platform.outbox where dead_at is not null) as dead`.execute(db),
  ])
  const { waiting, late, dead } = outbox.rows[0]!
  return [
    metric('shuke_db_connections', 'gauge', 'Connections of the pool; waiting are callers without one', pooled),
    metric(
      'shuke_jobs',
      'gauge',
      'Unfinished work by queue and state',
      jobs.rows.map(({ queue, state, n }) => [{ queue, state }, n]),
    ),
    metric('shuke_outbox_events', 'gauge', 'Events not yet heard by everyone; dead ones were given up', [
      [{ state: 'waiting' }, waiting],
      [{ state: 'dead' }, dead],
    ]),
    metric('shuke_outbox_delay_seconds', 'gauge', 'Age of the oldest event that is due', [[{}, late]]),
  ].join('')
}

/** The whole page in Prometheus' text format. A database that does not answer leaves its part out and says so in `shuke_database_up`. */
export async function metricsText(runtime: Runtime): Promise<string> {
  const database = await databaseMetrics(runtime).catch(() => undefined)
  const up = metric('shuke_database_up', 'gauge', '1 when the database answers', [[{}, database === undefined ? 0 : 1]])
  return processMetrics() + requestHistogram() + up + (database ?? '')
}
