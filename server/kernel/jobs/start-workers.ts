import { faultOf } from '../fault.ts'
import type { Runtime } from '../runtime.ts'
import { loadOrg } from '../tenancy/orgs.ts'
import { RUNS, runningBoss } from './boss.ts'
import { carryOutRun } from './carry-out-run.ts'
import { JobInterrupted } from './job.ts'
import { abandonedEntries } from './queries.ts'
import type { RunEntry } from './queue-job.ts'
import { openRunLeases } from './run-leases.ts'
import { type ScheduledJob, startSchedules } from './scheduled-job.ts'

const POLL_MS = 500
const SWEEP_MS = 3000
/** Between fetching an entry and holding its lease lies one round trip; younger ones are not called abandoned. */
const GRACE_SECONDS = 3
const AT_ONCE = 3
/** One org's backlog must not keep the others waiting. */
const AT_ONCE_PER_ORG = 2
const STOP_TIMEOUT_MS = 10_000
const HEALTHY_MS = 15_000

export interface Workers {
  /** Has the queue answered lately? For readiness. */
  healthy(): boolean
  /** Lets running work stop at its next report, to be resumed later, and gives up after ten seconds. */
  stop(): Promise<void>
}

interface Entry {
  id: string
  retryCount: number
  data: RunEntry
}

/**
 * Carries out queued runs and scheduled work in this process, until stopped. Runs whose process died are taken up within seconds; any
 * number of processes may do so on one database, because a run belongs to whoever holds its lease.
 */
export async function startWorkers(runtime: Runtime, schedules: readonly ScheduledJob[] = []): Promise<Workers> {
  const { log } = runtime
  const boss = runningBoss(runtime.database, log)
  await boss.start()
  const leases = openRunLeases(runtime.database.url)
  const stopping = new AbortController()
  const running = new Map<string, { orgId: string; ended: Promise<void> }>()
  let answeredAt = performance.now()

  /** Back to the queue, which offers it again after a growing pause of at most five seconds. */
  const again = (entry: { id: string; retryCount: number }, why: string) =>
    boss.fail(RUNS, { id: entry.id, retryCount: entry.retryCount }, { why })

  async function work(entry: Entry): Promise<void> {
    const lease = await leases.take(entry.id)
    if (!lease) return void (await again(entry, 'another process holds it'))
    try {
      const org = await loadOrg(runtime.database.db, entry.data.orgId)
      const outcome = org
        ? await carryOutRun(runtime, org, entry.id, { lease, stop: stopping.signal })
        : { next: 'over' as const }
      if (outcome.next === 'over') await boss.complete(RUNS, { id: entry.id, retryCount: entry.retryCount })
      else await again(entry, faultOf(outcome.error))
    } finally {
      await lease.release()
    }
  }

  function begin(entry: Entry): void {
    const ended = work(entry)
      .catch((error: unknown) => log.warn({ jobId: entry.id, fault: faultOf(error) }, 'run left to the next sweep'))
      .finally(() => {
        running.delete(entry.id)
        wake()
      })
    running.set(entry.id, { orgId: entry.data.orgId, ended })
  }

  function busyOrgs(): string[] {
    const counts = Map.groupBy(running.values(), (run) => run.orgId)
    return [...counts].filter(([, runs]) => runs.length >= AT_ONCE_PER_ORG).map(([orgId]) => orgId)
  }

  async function poll(): Promise<void> {
    if (running.size < AT_ONCE) {
      // One at a time, so that the limit per org holds within a poll too.
      const [entry] = await boss.fetch<RunEntry>(RUNS, { ignoreGroups: busyOrgs() })
      if (entry) {
        if (running.has(entry.id)) await again(entry, 'it runs here for a day already')
        else begin(entry)
        wake()
      }
    }
    answeredAt = performance.now()
  }

  async function sweep(): Promise<void> {
    for (const entry of await abandonedEntries(runtime.database.db, GRACE_SECONDS)) {
      if (running.has(entry.id)) continue
      log.info({ jobId: entry.id }, 'run of a lost process is taken up again')
      await again(entry, 'its process is gone')
    }
  }

  let wake: () => void = () => undefined
  let sweptAt = Number.NEGATIVE_INFINITY
  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      const { promise: woken, resolve } = Promise.withResolvers<void>()
      wake = resolve
      try {
        if (performance.now() - sweptAt >= SWEEP_MS) {
          await sweep()
          sweptAt = performance.now()
        }
        await poll()
      } catch (error) {
        log.warn({ fault: faultOf(error) }, 'job queue does not answer')
      }
      const pause = setTimeout(resolve, POLL_MS)
      await woken
      clearTimeout(pause)
    }
  }

  const looping = loop()
  await startSchedules(boss, runtime, schedules)
  return {
    healthy: () => performance.now() - answeredAt < HEALTHY_MS,
    async stop() {
      stopping.abort(new JobInterrupted('the program stops'))
      wake()
      await looping
      const ended = Promise.allSettled([...running.values()].map((run) => run.ended))
      const { promise: late, resolve } = Promise.withResolvers<void>()
      const timeout = setTimeout(resolve, STOP_TIMEOUT_MS)
      await Promise.race([ended, late])
      clearTimeout(timeout)
      await boss.stop({ timeout: STOP_TIMEOUT_MS })
      await leases.close()
    },
  }
}
