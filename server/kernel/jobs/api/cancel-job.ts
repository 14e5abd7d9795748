import { audit } from '../../tenancy/audit.ts'
import { authorize } from '../../tenancy/authorize.ts'
import type { Ctx } from '../../tenancy/ctx.ts'
import { inTenantTx } from '../../tenancy/tenant-tx.ts'
import { isFinished } from '../present.ts'
import { cancelQueued, type JobRun, lockRun, requestCancel } from '../queries.ts'
import { visible } from './get-job.ts'

/** A waiting run is cancelled at once, a running one stops at its next report; a finished one stays as it is. */
export async function cancelJob(ctx: Ctx, jobId: string): Promise<JobRun> {
  const rows = authorize(ctx, 'jobs.cancel')
  return inTenantTx(ctx, async (tx) => {
    const run = visible(ctx, rows, await lockRun(tx, jobId))
    if (isFinished(run) || run.cancel_requested) return run
    await audit(tx, ctx, 'jobs.cancel', { object: { type: 'job', id: jobId }, facts: { kind: run.kind, done: run.done } })
    return run.status === 'queued' ? cancelQueued(tx, jobId, ctx.clock.now()) : requestCancel(tx, jobId)
  })
}
