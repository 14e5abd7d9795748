import { queueJob } from '../../../kernel/jobs/queue-job.ts'
import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorizeOrgWide } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { RECALCULATION } from '../jobs.ts'
import type { Figure } from './analyze.ts'

/** Asks for a recalculation in the background. */
export async function requestRecalculation(
  ctx: Ctx,
  input: { asOf?: string | undefined; only?: Figure[] | undefined },
): Promise<{ jobId: string }> {
  authorizeOrgWide(ctx, 'value.recalculate')
  return inTenantTx(ctx, async (tx, inner) => {
    const jobId = await queueJob(tx, inner, RECALCULATION, { ...input })
    await audit(tx, inner, 'value.request_recalculation', { object: { type: 'job', id: jobId } })
    return { jobId }
  })
}
