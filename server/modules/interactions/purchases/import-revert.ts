import type { RevertOutcome } from '../../../kernel/seams/import-kind.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import type { TenantTx } from '../../../kernel/tenancy/tenant.ts'
import { notedChanges } from '../../customers/index.ts'
import * as q from './import-revert-queries.ts'
import type { OrderImage } from './import-updates-queries.ts'
import { lockSummaries, recomputeSummaries } from './summary-queries.ts'

/** Takes a run's orders away, writes changed ones back as they were, and recomputes the figures of everyone concerned. */
export async function revertOrders(tx: TenantTx, ctx: Ctx, runId: string): Promise<RevertOutcome> {
  const customers = new Set(await q.customersOfRun(tx, runId))
  await lockSummaries(tx, [...customers])
  const { removed, kept } = await q.deleteMade(tx, runId)
  const outcome: RevertOutcome = { removed, restored: 0, kept }
  for await (const page of notedChanges<OrderImage>(tx, ctx, runId, 'order')) {
    const restored = await q.restoreOrders(tx, page)
    outcome.restored += restored.length
    outcome.kept += page.length - restored.length
    for (const order of restored) if (order.customer_id) customers.add(order.customer_id)
  }
  await recomputeSummaries(tx, [...customers])
  return outcome
}
