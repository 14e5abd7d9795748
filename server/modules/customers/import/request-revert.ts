import { AppError } from '../../../kernel/errors.ts'
import type { JobProgress } from '../../../kernel/jobs/job.ts'
import { queueJob } from '../../../kernel/jobs/queue-job.ts'
import { runJobInline } from '../../../kernel/jobs/run-job-inline.ts'
import type { Runtime } from '../../../kernel/runtime.ts'
import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import type { TenantTx } from '../../../kernel/tenancy/tenant.ts'
import { inTenantRead, inTenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { getImport, type ImportWithFaults, mayRead, noSuchImport } from './get-import.ts'
import { REVERT } from './jobs.ts'
import * as q from './queries.ts'

const OPEN = new Set(['queued', 'running'])
const broken = (zh: string, en: string) => new AppError('rule_broken', { reason: { zh, en } })

/** Only a finished import of the reader's own rows can be put back, once. */
function checkRevertible(run: q.RunRow | undefined): asserts run is q.RunRow {
  if (!run) throw noSuchImport()
  if (run.dry_run) throw broken('试运行没有写入任何数据。', 'a dry run has written nothing.')
  if (run.job_status && OPEN.has(run.job_status))
    throw broken('导入还在进行,请先取消。', 'the import is still running: cancel it first.')
  if (run.reverted_at || (run.revert_status && OPEN.has(run.revert_status)))
    throw broken('这次导入已经撤销。', 'this import is reverted already.')
}

/** Asks for the revert of an import, which runs in the background. @throws AppError not_found, rule_broken */
export async function requestRevert(ctx: Ctx, importId: string): Promise<ImportWithFaults> {
  const rows = authorize(ctx, 'customers.import')
  await inTenantTx(ctx, async (tx, inner) => {
    await q.lockRun(tx, importId)
    const run = await q.runById(tx, importId)
    if (run && !mayRead(ctx, rows, run)) throw noSuchImport()
    checkRevertible(run)
    await q.setRevertJob(tx, importId, await queueJob(tx, inner, REVERT, { importId }))
    await audit(tx, inner, 'import.revert_request', { object: { type: 'import', id: importId } })
  })
  return getImport(ctx, importId)
}

/** Reverts an import in the calling process, for the command line. @returns what was removed, restored and kept */
export async function revertHere(
  runtime: Runtime,
  ctx: Ctx,
  importId: string,
  watch: { onProgress?: (progress: Required<JobProgress>) => void; signal?: AbortSignal } = {},
): Promise<Record<string, unknown>> {
  const rows = authorize(ctx, 'customers.import')
  const run = await inTenantRead(ctx, (tx) => q.runById(tx, importId))
  if (run && !mayRead(ctx, rows, run)) throw noSuchImport()
  checkRevertible(run)
  const prepare = async (tx: TenantTx, jobId: string) => {
    await q.setRevertJob(tx, importId, jobId)
  }
  return (await runJobInline(runtime, ctx, REVERT, { importId }, { ...watch, prepare })).result
}
