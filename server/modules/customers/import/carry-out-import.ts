import { AppError } from '../../../kernel/errors.ts'
import { emit } from '../../../kernel/events/outbox.ts'
import type { JobHandle } from '../../../kernel/jobs/job.ts'
import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantRead, inTenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { noSuchImport } from './get-import.ts'
import { kindOf } from './kinds.ts'
import * as q from './queries.ts'
import { readTable } from './read-table.ts'
import { BATCH_ROWS, NO_PROGRESS, type Progress, progressOf, writeRows } from './write-batches.ts'

/** The end of a dry run: takes everything back. */
class DryRunOver extends Error {
  override name = 'DryRunOver'
}

/**
 * Imports a run's file, from its beginning or from where it broke off.
 * @throws AppError malformed when the file is no table or lacks columns
 */
export async function carryOutImport(ctx: Ctx, job: JobHandle, runId: string): Promise<Record<string, unknown>> {
  authorize(ctx, 'customers.import')
  const run = await inTenantRead(ctx, (tx) => q.runById(tx, runId))
  if (!run) throw noSuchImport()
  const kind = kindOf(ctx, run.kind)
  if (run.storage_key === null)
    throw new AppError('rule_broken', {
      reason: { zh: '源文件已过保存期,请重新上传。', en: 'the source file is past its term: upload it again.' },
    })
  const table = await readTable(ctx.files.pathOf(run.storage_key), kind, run.options)
  const at = new Map(table.headers.flatMap(({ column }, index) => (column ? [[column, index] as const] : [])))
  const session = await inTenantRead(ctx, (tx) => kind.open(tx, ctx, { runId, options: run.options, at }))
  const writing = { runId, job, session, table, batchRows: run.options.batchRows ?? BATCH_ROWS }
  const done = run.dry_run
    ? await rehearse()
    : await writeRows({ ...writing, from: progressOf(run), inTx: (work) => inTenantTx(ctx, work), faultsInTx: null })

  /** The whole run in one transaction that is taken back: the counts and faults are those of a real run. */
  async function rehearse(): Promise<Progress> {
    let result = NO_PROGRESS
    await inTenantTx(ctx, (tx) => q.deleteFaults(tx, runId))
    try {
      await inTenantTx(ctx, async (tx, inner) => {
        result = await writeRows({
          ...writing,
          from: NO_PROGRESS,
          inTx: (work) => work(tx, inner),
          faultsInTx: (work) => inTenantTx(ctx, work),
        })
        throw new DryRunOver()
      })
    } catch (error) {
      if (!(error instanceof DryRunOver)) throw error
    }
    return result
  }

  await inTenantTx(ctx, async (tx, inner) => {
    await q.setReading(tx, runId, { encoding: table.encoding, delimiter: table.delimiter, columns: table.headers })
    await q.setProgress(tx, runId, done)
    await q.finishRun(tx, runId, ctx.clock.now())
    const facts = { kind: run.kind, dryRun: run.dry_run, rows: done.nextRow, ...done.counts }
    await audit(tx, inner, 'import.run', { object: { type: 'import', id: runId }, facts })
    if (!run.dry_run) await emit(tx, inner, 'import.finished', { runId, kind: run.kind })
  })
  return { importId: runId, rows: done.nextRow, ...done.counts, seconds: done.seconds }
}
