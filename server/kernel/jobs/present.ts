import type { Job } from '@shuke/contract/kernel/jobs.ts'
import type { ErrorCode } from '@shuke/contract/shared/errors.ts'
import type { Locale } from '@shuke/contract/shared/locale.ts'
import { AppError, describeError, type FieldFault } from '../errors.ts'
import type { JobRun } from './queries.ts'

interface StoredError {
  code: ErrorCode
  data: Record<string, unknown>
  faults: FieldFault[]
}

const FINISHED: readonly JobRun['status'][] = ['done', 'failed', 'cancelled']
export const isFinished = (run: Pick<JobRun, 'status'>): boolean => FINISHED.includes(run.status)

/** The general text says that nothing was saved; of long work a part may be. */
const BROKE = {
  zh: '任务因系统故障停止,已记录(编号 {id})。已完成的部分保留,可以重新开始。',
  en: 'The work stopped because of a fault on our side, logged under {id}. What was done so far is kept; you can start it again.',
}

function presentError(run: JobRun, locale: Locale): Job['error'] {
  if (!run.error) return null
  const stored = run.error as unknown as StoredError
  const texts = describeError(new AppError(stored.code, stored.data, stored.faults), locale)
  if (stored.code === 'internal') texts.detail = (locale === 'en' ? BROKE.en : BROKE.zh).replace('{id}', run.id)
  return { code: stored.code, ...texts }
}

/** Between 0 and 1; null while the whole is unknown. */
function fraction({ status, done, total }: JobRun): number | null {
  if (status === 'done') return 1
  return total ? Math.min(1, done / total) : null
}

/** Remaining work at the pace since the run was last taken up, so that the time it lay broken off does not count. */
function etaSeconds(run: JobRun): number | null {
  if (run.status !== 'running' || run.total === null || !run.resumed_at || !run.heartbeat_at) return null
  const moved = run.done - run.resumed_done
  const seconds = (run.heartbeat_at.getTime() - run.resumed_at.getTime()) / 1000
  return moved > 0 && seconds > 0 ? Math.ceil((Math.max(0, run.total - run.done) * seconds) / moved) : null
}

/** A run as the API shows it, its error in the reader's language. */
export const presentJob = (run: JobRun, locale: Locale): Job => ({
  id: run.id,
  kind: run.kind,
  status: run.status,
  progress: { fraction: fraction(run), done: run.done, total: run.total, counts: run.counts as Record<string, number> },
  createdAt: run.created_at.toISOString(),
  startedAt: run.started_at?.toISOString() ?? null,
  finishedAt: run.finished_at?.toISOString() ?? null,
  etaSeconds: etaSeconds(run),
  result: run.result,
  error: presentError(run, locale),
})
