import { setTimeout as sleep } from 'node:timers/promises'
import type { Ctx } from '../../tenancy/ctx.ts'
import { isFinished } from '../present.ts'
import type { JobRun } from '../queries.ts'
import { getJob } from './get-job.ts'

const LOOK_EVERY_MS = 500
/** A quiet stream is repeated before proxies take it for dead. */
const REPEAT_AFTER_MS = 15_000

/** The run whenever it has changed, until it is finished or the watcher leaves. */
export async function* watchJob(ctx: Ctx, jobId: string, signal: AbortSignal): AsyncGenerator<JobRun> {
  let told = ''
  let toldAt = 0
  while (!signal.aborted) {
    const run = await getJob(ctx, jobId)
    const now = JSON.stringify([run.status, run.done, run.total, run.counts])
    if (now !== told || performance.now() - toldAt > REPEAT_AFTER_MS) {
      told = now
      toldAt = performance.now()
      yield run
    }
    if (isFinished(run)) return
    await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined)
  }
}
