import { z } from 'zod'
import { endpoint } from '../shared/endpoint.ts'
import { FieldError } from '../shared/errors.ts'
import { Instant, Uuid } from '../shared/ids.ts'
import { PageQuery, pageOf } from '../shared/paging.ts'

export const JOB_STATUSES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const
export const JobStatus = z.enum(JOB_STATUSES)
export type JobStatus = z.infer<typeof JobStatus>

/** Long work as its user sees it: imports, exports, recalculations, sends. */
export const Job = z.object({
  id: Uuid,
  kind: z.string(),
  status: JobStatus,
  progress: z.object({
    /** 0–1; null while the whole is not known. */
    fraction: z.number().min(0).max(1).nullable(),
    done: z.int(),
    total: z.int().nullable(),
    /** Figures of the kind's own: rows refused, messages sent. */
    counts: z.record(z.string(), z.number()),
  }),
  createdAt: Instant,
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  /** Estimated from the pace since the work was last taken up; null when nothing can be said. */
  etaSeconds: z.int().nullable(),
  /** What the kind gives back when it is done. */
  result: z.record(z.string(), z.unknown()).nullable(),
  /** Why it failed, in the reader's language. */
  error: z.object({ code: z.string(), title: z.string(), detail: z.string(), errors: z.array(FieldError).optional() }).nullable(),
})
export type Job = z.infer<typeof Job>

const ById = z.object({ jobId: Uuid })

export const listJobs = endpoint({
  method: 'GET',
  path: '/jobs',
  summary: 'Long work, newest first',
  permission: 'jobs.read',
  query: PageQuery.extend({ kind: z.string().max(100).optional(), status: JobStatus.optional() }),
  output: pageOf(Job),
})

export const getJob = endpoint({
  method: 'GET',
  path: '/jobs/{jobId}',
  summary: 'One job with its progress',
  permission: 'jobs.read',
  params: ById,
  output: Job,
})

export const cancelJob = endpoint({
  method: 'POST',
  path: '/jobs/{jobId}/cancel',
  summary: 'Ask a job to stop; what it has done so far stays. A finished job is answered unchanged',
  permission: 'jobs.cancel',
  params: ById,
  output: Job,
})

export const jobEvents = endpoint({
  method: 'GET',
  path: '/jobs/{jobId}/events',
  summary: 'The job as server-sent events `job`, at every change, until it is finished',
  permission: 'jobs.read',
  params: ById,
  produces: 'text/event-stream',
  output: Job,
})
