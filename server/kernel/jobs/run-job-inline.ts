import type { Runtime } from '../runtime.ts'
import type { Ctx } from '../tenancy/ctx.ts'
import { inTenantTx } from '../tenancy/tenant-tx.ts'
import { bossIn, RUNS } from './boss.ts'
import { carryOutRun } from './carry-out-run.ts'
import type { JobProgress } from './job.ts'
import { activateEntry } from './queries.ts'
import { queueJob } from './queue-job.ts'
import { openRunLeases } from './run-leases.ts'

export interface InlineOptions {
  /** Called at every report, unthrottled. */
  onProgress?: (progress: Required<JobProgress>) => void
  /** Aborted with a `JobCancelled` to end the run, with a `JobInterrupted` to leave it to a server. */
  signal?: AbortSignal
  /** Runs in the transaction that notes the run, e.g. to write the row that the job works on. */
  prepare?: (tx: Parameters<typeof queueJob>[0], jobId: string) => Promise<void>
}

/**
 * Carries a job out in the calling process, for the command line: the same definition, the same row. When this process dies, a server
 * takes the run up within seconds.
 * @returns the run's id and what the definition gave
 * @throws what the definition threw; JobCancelled; JobInterrupted or the lost database's error when a server has to go on with it
 */
export async function runJobInline(
  runtime: Runtime,
  ctx: Ctx,
  kind: string,
  input: Record<string, unknown>,
  { onProgress, signal, prepare }: InlineOptions = {},
): Promise<{ jobId: string; result: Record<string, unknown> }> {
  const leases = openRunLeases(runtime.database.url)
  try {
    const { jobId, lease } = await inTenantTx(ctx, async (tx) => {
      const jobId = await queueJob(tx, ctx, kind, input)
      await activateEntry(tx, jobId)
      await prepare?.(tx, jobId)
      // Held before anybody can see the run.
      return { jobId, lease: (await leases.take(jobId))! }
    })
    const outcome = await carryOutRun(runtime, ctx.org, jobId, {
      lease,
      stop: signal ?? new AbortController().signal,
      onProgress,
    })
    if (outcome.next === 'again') throw outcome.error
    await inTenantTx(ctx, (tx) => bossIn(tx).complete(RUNS, jobId))
    if (outcome.error) throw outcome.error
    return { jobId, result: outcome.ending?.result ?? {} }
  } finally {
    await leases.close()
  }
}
