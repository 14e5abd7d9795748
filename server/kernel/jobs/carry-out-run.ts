import { isTransient } from '../db/transient-error.ts'
import { AppError } from '../errors.ts'
import { faultOf } from '../fault.ts'
import { ctxFor, type Runtime, systemActor } from '../runtime.ts'
import type { Ctx, Org } from '../tenancy/ctx.ts'
import { inTenantTx } from '../tenancy/tenant-tx.ts'
import { ctxOfAsker } from './asked-by.ts'
import { JobCancelled, JobInterrupted, type JobProgress } from './job.ts'
import { type Ending, finishRun, type JobRun, putBack, startAttempt } from './queries.ts'
import { startReporting } from './report-progress.ts'
import type { RunLease } from './run-leases.ts'

/** So many starts in a row without any progress, and the work is given up: it would only break off again. */
export const MOST_STALLED_STARTS = 5

/** `over`: finished, in whatever way. `again`: it has to be taken up once more. */
export type Outcome = { next: 'over'; ending?: Ending; error?: unknown } | { next: 'again'; error: unknown }

/** An error as it is kept with the run: code and data; the text is made when somebody reads it. */
function storedError(error: unknown, runId: string): Record<string, unknown> {
  if (error instanceof AppError) return { code: error.code, data: error.data, faults: error.faults }
  return { code: 'internal', data: { requestId: runId }, faults: [] }
}

/** Best effort: where the database is away, the lock on the run falls anyway, and the next worker finds it. */
async function giveBack(ctx: Ctx, run: JobRun, error: unknown): Promise<Outcome> {
  await inTenantTx(ctx, (tx) => putBack(tx, run, error instanceof JobInterrupted)).catch(() => undefined)
  return { next: 'again', error }
}

interface Circumstances {
  lease: RunLease
  /** Aborted when the program stops; its reason is given to the job. */
  stop: AbortSignal
  onProgress?: (progress: Required<JobProgress>) => void
}

/**
 * Carries a run out, from its beginning or from where it broke off, and writes down how it ended. The caller holds the lease.
 * Errors of the definition are kept with the run and handed back, not thrown.
 */
export async function carryOutRun(
  runtime: Runtime,
  org: Org,
  runId: string,
  { lease, stop, onProgress }: Circumstances,
): Promise<Outcome> {
  const run = await inTenantTx(ctxFor(runtime, org, systemActor('jobs')), (tx) => startAttempt(tx, runId, runtime.clock.now()))
  if (!run) return { next: 'over' }
  const ctx = ctxOfAsker(runtime, org, run.asked_by)
  const stopper = new AbortController()
  const passOn = (signal: AbortSignal) => () => stopper.abort(signal.reason)
  for (const signal of [stop, lease.lost]) {
    if (signal.aborted) stopper.abort(signal.reason)
    else signal.addEventListener('abort', passOn(signal), { signal: stopper.signal })
  }
  const reporting = startReporting(ctx, run, stopper, onProgress)
  const end = async (ending: Ending, error?: unknown): Promise<Outcome> => {
    await inTenantTx(ctx, (tx) => finishRun(tx, run, ending, reporting.progress(), runtime.clock.now()))
    return { next: 'over', ending, error }
  }
  try {
    if (run.cancel_requested) throw new JobCancelled()
    if (run.stalled > MOST_STALLED_STARTS) throw new Error(`broken off ${MOST_STALLED_STARTS} times without progress`)
    const definition = runtime.jobs.get(run.kind)
    if (!definition) throw new Error(`this program knows no job kind ${run.kind}`)
    return await end({ status: 'done', result: await definition.run(ctx, reporting.handle, run.input) })
  } catch (thrown) {
    // A job that was told to stop may leave with an error of its own; the reason it was given counts.
    const error = stopper.signal.aborted ? stopper.signal.reason : thrown
    if (error instanceof JobCancelled) return await end({ status: 'cancelled' }, error)
    if (error instanceof JobInterrupted || isTransient(error)) return await giveBack(ctx, run, error)
    if (!(error instanceof AppError)) runtime.log.error({ jobId: runId, kind: run.kind, fault: faultOf(error) }, 'job failed')
    return await end({ status: 'failed', error: storedError(error, runId) }, error)
  } finally {
    stopper.abort() // takes the two listeners above away
    reporting.stop()
  }
}
