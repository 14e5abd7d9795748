import type { Ctx } from '../tenancy/ctx.ts'
import { inTenantTx } from '../tenancy/tenant-tx.ts'
import { JobCancelled, type JobHandle, JobInterrupted, type JobProgress } from './job.ts'
import { type JobRun, saveProgress } from './queries.ts'

const SAVE_EVERY_MS = 250
/** A run that reports nothing for so long still shows that it lives, and hears that it shall stop. */
const BEAT_EVERY_MS = 2000

export interface Reporting {
  handle: JobHandle
  progress(): Required<JobProgress>
  stop(): void
}

/** Gives a running job its handle. `stopper` is aborted here when the user cancels or the run turns out to be another's. */
export function startReporting(
  ctx: Ctx,
  run: JobRun,
  stopper: AbortController,
  onProgress?: (progress: Required<JobProgress>) => void,
): Reporting {
  const { signal } = stopper
  let progress: Required<JobProgress> = { done: run.done, total: run.total, counts: run.counts as Record<string, number> }
  let savedAt = Number.NEGATIVE_INFINITY

  async function save(): Promise<void> {
    savedAt = performance.now()
    const state = await inTenantTx(ctx, (tx) => saveProgress(tx, run, progress, ctx.clock.now()))
    if (!state) stopper.abort(new JobInterrupted('another process holds this run now'))
    else if (state.cancel_requested) stopper.abort(new JobCancelled())
  }

  const beat = setInterval(() => {
    // A beat that fails is no news: the work itself will meet the same database.
    if (performance.now() - savedAt >= BEAT_EVERY_MS) save().catch(() => undefined)
  }, BEAT_EVERY_MS)

  return {
    handle: {
      id: run.id,
      signal,
      async report({ done, total = progress.total, counts = progress.counts }) {
        progress = { done, total, counts }
        signal.throwIfAborted()
        onProgress?.(progress)
        if (performance.now() - savedAt >= SAVE_EVERY_MS) await save()
        signal.throwIfAborted()
      },
    },
    progress: () => progress,
    stop: () => clearInterval(beat),
  }
}
