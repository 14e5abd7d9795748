import type { JobProgress } from '../../../kernel/jobs/job.ts'
import { resumeJobInline } from '../../../kernel/jobs/resume-job-inline.ts'
import { runJobInline } from '../../../kernel/jobs/run-job-inline.ts'
import type { Runtime } from '../../../kernel/runtime.ts'
import { fingerprint } from '../../../kernel/storage/file-store.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantRead } from '../../../kernel/tenancy/tenant-tx.ts'
import { getImport, type ImportWithFaults } from './get-import.ts'
import { IMPORT } from './jobs.ts'
import { kindOf } from './kinds.ts'
import { checkStore, type NewImport, noteRun, storedOptions } from './note-run.ts'
import * as q from './queries.ts'

/**
 * Imports a file in the calling process, for the command line. A run of the same file with the same options that broke off is gone on
 * with; one that a server has taken up is waited for.
 * @throws AppError malformed, unknown_reference
 */
export async function importHere(
  runtime: Runtime,
  ctx: Ctx,
  path: string,
  input: NewImport,
  watch: { onProgress?: (progress: Required<JobProgress>) => void; signal?: AbortSignal } = {},
): Promise<ImportWithFaults> {
  const rows = authorize(ctx, 'customers.import')
  kindOf(ctx, input.kind)
  const { sha256, bytes } = await fingerprint(path)
  const known = await inTenantRead(ctx, async (tx) => {
    const options = storedOptions(await checkStore(tx, rows, input))
    return q.unfinishedRun(tx, { kind: input.kind, fileHash: sha256, options, dryRun: input.dryRun })
  })
  if (known) {
    await resumeJobInline(runtime, ctx, known.job_id, watch)
    return getImport(ctx, known.id)
  }
  const id = ctx.ids.uuid()
  const key = `imports/${id}`
  await ctx.files.copyIn(key, path)
  await runJobInline(
    runtime,
    ctx,
    IMPORT,
    { importId: id },
    {
      ...watch,
      prepare: async (tx, jobId) => {
        const options = await checkStore(tx, rows, input)
        await noteRun(tx, ctx, { ...input, options, id, jobId, file: { key, sha256, bytes } })
      },
    },
  )
  return getImport(ctx, id)
}
