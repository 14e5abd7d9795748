import { notFound } from '../../errors.ts'
import { authorize, type Rows } from '../../tenancy/authorize.ts'
import type { Ctx } from '../../tenancy/ctx.ts'
import { inTenantRead } from '../../tenancy/tenant-tx.ts'
import { findRun, type JobRun } from '../queries.ts'

/** The run, if the reader may see it: all of the org's, or what one started oneself. @throws AppError `not_found` */
export function visible(ctx: Ctx, rows: Rows, run: JobRun | undefined): JobRun {
  if (!run || (rows.kind !== 'org' && run.started_by !== ctx.actor.id)) throw notFound({ zh: '任务', en: 'job' })
  return run
}

export async function getJob(ctx: Ctx, jobId: string): Promise<JobRun> {
  const rows = authorize(ctx, 'jobs.read')
  return visible(ctx, rows, await inTenantRead(ctx, (tx) => findRun(tx, jobId)))
}
