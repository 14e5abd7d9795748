import { queueJob } from '../jobs/queue-job.ts'
import { audit } from '../tenancy/audit.ts'
import { authorizeOrgWide } from '../tenancy/authorize.ts'
import type { Ctx } from '../tenancy/ctx.ts'
import { inTenantTx } from '../tenancy/tenant-tx.ts'
import { BACKUP_JOB } from './backup-job.ts'

/** Asks for a backup in the background. */
export async function requestBackup(ctx: Ctx): Promise<{ jobId: string }> {
  authorizeOrgWide(ctx, 'backups.manage')
  return inTenantTx(ctx, async (tx, inner) => {
    const jobId = await queueJob(tx, inner, BACKUP_JOB, {})
    await audit(tx, inner, 'backup.request', { object: { type: 'job', id: jobId } })
    return { jobId }
  })
}
