import { authorize } from '../../tenancy/authorize.ts'
import type { Ctx } from '../../tenancy/ctx.ts'
import { inTenantRead } from '../../tenancy/tenant-tx.ts'
import { type JobRun, listRuns } from '../queries.ts'

export interface ListJobsInput {
  kind?: string
  status?: JobRun['status']
  /** Id of the last job of the page before. */
  before?: string
  limit: number
}

/** Newest first; `last` is where the next page goes on, null on the last one. */
export async function listJobs(ctx: Ctx, input: ListJobsInput): Promise<{ runs: JobRun[]; last: string | null }> {
  const rows = authorize(ctx, 'jobs.read')
  const found = await inTenantRead(ctx, (tx) => listRuns(tx, { ...input, rows, actorId: ctx.actor.id, limit: input.limit + 1 }))
  const runs = found.slice(0, input.limit)
  return { runs, last: found.length > runs.length ? runs.at(-1)!.id : null }
}
