import * as contract from '@shuke/contract/kernel/jobs.ts'
import { Uuid } from '@shuke/contract/shared/ids.ts'
import { AppError } from '../errors.ts'
import { type Route, route, streamRoute } from '../http/route.ts'
import { cancelJob } from './cancel-job.ts'
import { getJob } from './get-job.ts'
import { listJobs } from './list-jobs.ts'
import { presentJob } from './present.ts'
import { watchJob } from './watch-job.ts'

const cursorOf = (id: string) => Buffer.from(id).toString('base64url')
function idOf(cursor: string): string {
  const id = Uuid.safeParse(Buffer.from(cursor, 'base64url').toString())
  if (id.success) return id.data
  throw new AppError('malformed', {
    reason: { zh: 'cursor 无效,请从第一页重新开始。', en: 'the cursor is not one of ours: start at the first page.' },
  })
}

export const jobRoutes: Route[] = [
  route(contract.listJobs, async (ctx, { query: { cursor, ...query } }) => {
    const { runs, last } = await listJobs(ctx, { ...query, before: cursor === undefined ? undefined : idOf(cursor) })
    return {
      data: runs.map((run) => presentJob(run, ctx.locale)),
      page: { nextCursor: last && cursorOf(last), total: null },
    }
  }),
  route(contract.getJob, async (ctx, { params }) => presentJob(await getJob(ctx, params.jobId), ctx.locale)),
  route(contract.cancelJob, async (ctx, { params }) => presentJob(await cancelJob(ctx, params.jobId), ctx.locale)),
  streamRoute(contract.jobEvents, async function* (ctx, { params, signal }) {
    for await (const run of watchJob(ctx, params.jobId, signal)) yield { event: 'job', data: presentJob(run, ctx.locale) }
  }),
]
