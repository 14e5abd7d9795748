import * as contract from '@shuke/contract/kernel/jobs.ts'
import { Uuid } from '@shuke/contract/shared/ids.ts'
import { AppError } from '../../errors.ts'
import { decodeCursor, encodeCursor } from '../../http/cursor.ts'
import { type Route, route, streamRoute } from '../../http/route.ts'
import { presentJob } from '../present.ts'
import { cancelJob } from './cancel-job.ts'
import { getJob } from './get-job.ts'
import { listJobs } from './list-jobs.ts'
import { watchJob } from './watch-job.ts'

const ORDER = 'newest job'

/** Where the page before ended. */
function lastIdOf(cursor: string): string {
  const id = Uuid.safeParse(decodeCursor(cursor, ORDER, ['uuid'])[0])
  if (id.success) return id.data
  throw new AppError('malformed', {
    reason: { zh: '翻页游标无效,请从第一页开始。', en: 'the cursor is not valid: start from the first page.' },
  })
}

export const jobRoutes: Route[] = [
  route(contract.listJobs, async (ctx, { query: { cursor, ...query } }) => {
    const { runs, last } = await listJobs(ctx, { ...query, before: cursor === undefined ? undefined : lastIdOf(cursor) })
    return {
      data: runs.map((run) => presentJob(run, ctx.locale)),
      page: { nextCursor: last && encodeCursor(ORDER, [last]), total: null },
    }
  }),
  route(contract.getJob, async (ctx, { params }) => presentJob(await getJob(ctx, params.jobId), ctx.locale)),
  route(contract.cancelJob, async (ctx, { params }) => presentJob(await cancelJob(ctx, params.jobId), ctx.locale)),
  streamRoute(contract.jobEvents, async function* (ctx, { params, signal }) {
    for await (const run of watchJob(ctx, params.jobId, signal)) yield { event: 'job', data: presentJob(run, ctx.locale) }
  }),
]
