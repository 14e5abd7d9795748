import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import type { TenantTx } from '../../../kernel/tenancy/tenant.ts'
import { noteChanges } from '../../customers/index.ts'
import type { OrderParts, RunOfOrders } from './import-orders-queries.ts'
import * as q from './import-updates-queries.ts'
import { lockSummaries } from './summary-queries.ts'

/** Changes the known orders of a round where the file says something new, after noting how they were. */
export async function updateOrders(
  tx: TenantTx,
  ctx: Ctx,
  round: number,
  run: RunOfOrders,
  parts: OrderParts,
): Promise<{ updated: number; customerIds: string[] }> {
  const updated = await q.matchOrders(tx, round, run, parts)
  if (updated === 0) return { updated, customerIds: [] }
  const customerIds = await q.customersOfMatched(tx)
  await lockSummaries(tx, customerIds)
  for await (const page of q.imagesOfMatched(tx, run.runId))
    await noteChanges(
      tx,
      ctx,
      run.runId,
      page.map(({ id, version, image }) => ({ objectType: 'order', objectId: id, versionAfter: version + 1, image })),
    )
  await q.updateMatched(tx, run, parts)
  return { updated, customerIds }
}
