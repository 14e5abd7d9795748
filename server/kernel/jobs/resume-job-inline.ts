import { setTimeout as sleep } from 'node:timers/promises'
import { AppError, type FieldFault } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import type { Ctx } from '../tenancy/ctx.ts'
import { inTenantRead, inTenantTx } from '../tenancy/tenant-tx.ts'
import { bossIn, RUNS } from './boss.ts'
import { carryOutRun } from './carry-out-run.ts'
import { isFinished } from './present.ts'
import { activateEntry, findRun, type JobRun } from './queries.ts'
import type { InlineOptions } from './run-job-inline.ts'
import { openRunLeases } from './run-leases.ts'

const LOOK_EVERY_MS = 500

/** What a finished run gave. @throws what it failed with */
function resultOf(run: JobRun): Record<string, unknown> {
  if (run.status === 'done') return run.result ?? {}
  const stored = run.error as { code: AppError['code']; data: Record<string, unknown>; faults: FieldFault[] } | null
  if (stored) throw new AppError(stored.code, stored.data, stored.faults)
  throw new AppError('conflict', { reason: { zh: '任务已被取消。', en: 'the work was cancelled.' } })
}

/**
 * Goes on with a run that broke off, in the calling process, or waits for whoever holds it.
 * @returns what the definition gave
 * @throws like `runJobInline`
 */
export async function resumeJobInline(
  runtime: Runtime,
  ctx: Ctx,
  jobId: string,
  { onProgress, signal }: Pick<InlineOptions, 'onProgress' | 'signal'> = {},
): Promise<Record<string, unknown>> {
  const leases = openRunLeases(runtime.database.url)
  try {
    for (;;) {
      const run = await inTenantRead(ctx, (tx) => findRun(tx, jobId))
      if (!run) throw new AppError('not_found', { what: { zh: '任务', en: 'job' } })
      if (isFinished(run)) return resultOf(run)
      const lease = await leases.take(jobId)
      if (lease) {
        await inTenantTx(ctx, (tx) => activateEntry(tx, jobId))
        const stop = signal ?? new AbortController().signal
        const outcome = await carryOutRun(runtime, ctx.org, jobId, { lease, stop, onProgress })
        if (outcome.next === 'again') throw outcome.error
        await inTenantTx(ctx, (tx) => bossIn(tx).complete(RUNS, jobId))
        if (outcome.error) throw outcome.error
        return outcome.ending?.result ?? {}
      }
      onProgress?.({ done: run.done, total: run.total, counts: run.counts as Record<string, number> })
      await sleep(LOOK_EVERY_MS, undefined, { signal })
    }
  } finally {
    await leases.close()
  }
}
