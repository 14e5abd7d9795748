import { emit } from '../../../kernel/events/outbox.ts'
import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { deleteChanges } from './changes-queries.ts'
import { noSuchImport } from './get-import.ts'
import { kindOf } from './kinds.ts'
import * as q from './queries.ts'
import { deleteMadeCustomers } from './revert-queries.ts'

/**
 * Puts back everything that a run wrote, in one transaction: made rows go, changed ones become what they were, figures are recomputed.
 * Customers that something else refers to by now stay, and so do rows that somebody changed since; both are counted as kept.
 */
export async function carryOutRevert(ctx: Ctx, runId: string): Promise<Record<string, unknown>> {
  authorize(ctx, 'customers.import')
  return inTenantTx(ctx, async (tx, inner) => {
    await q.waitForTurn(tx)
    const run = await q.lockRun(tx, runId)
    if (!run) throw noSuchImport()
    if (run.reverted_at) return { importId: runId, removed: 0, restored: 0, kept: 0, customersRemoved: 0, customersKept: 0 }
    const outcome = await kindOf(ctx, run.kind).revert(tx, inner, runId)
    const customers = await deleteMadeCustomers(tx, runId)
    await deleteChanges(tx, runId)
    await q.setReverted(tx, runId, ctx.clock.now())
    const facts = { ...outcome, customersRemoved: customers.removed, customersKept: customers.kept }
    await audit(tx, inner, 'import.revert', { object: { type: 'import', id: runId }, facts: { kind: run.kind, ...facts } })
    await emit(tx, inner, 'import.finished', { runId, kind: run.kind })
    return { importId: runId, ...facts }
  })
}
