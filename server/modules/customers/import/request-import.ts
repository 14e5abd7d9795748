import type { UploadedFile } from '../../../kernel/http/upload.ts'
import { queueJob } from '../../../kernel/jobs/queue-job.ts'
import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { getImport, type ImportWithFaults } from './get-import.ts'
import { IMPORT } from './jobs.ts'
import { kindOf } from './kinds.ts'
import { checkStore, type NewImport, noteRun } from './note-run.ts'

/** Takes an uploaded file over and asks for its import, which runs in the background. @throws AppError unknown_reference (store) */
export async function requestImport(ctx: Ctx, file: UploadedFile, input: NewImport): Promise<ImportWithFaults> {
  const rows = authorize(ctx, 'customers.import')
  kindOf(ctx, input.kind)
  const id = ctx.ids.uuid()
  const key = `imports/${id}`
  await ctx.files.moveIn(key, file.path)
  try {
    await inTenantTx(ctx, async (tx, inner) => {
      const options = await checkStore(tx, rows, input)
      const jobId = await queueJob(tx, inner, IMPORT, { importId: id })
      await noteRun(tx, inner, {
        ...input,
        options,
        id,
        jobId,
        file: { key, sha256: Buffer.from(file.sha256, 'hex'), bytes: file.bytes },
      })
      await audit(tx, inner, 'import.request', {
        object: { type: 'import', id },
        facts: { kind: input.kind, dryRun: input.dryRun },
      })
    })
  } catch (error) {
    await ctx.files.remove(key)
    throw error
  }
  return getImport(ctx, id)
}
