import { ctxFor, type Runtime, systemActor } from '../../runtime.ts'
import { audit } from '../../tenancy/audit.ts'
import { loadOrg } from '../../tenancy/orgs.ts'
import { inTenantTx } from '../../tenancy/tenant-tx.ts'
import { allErasures, insertErasure } from '../queries.ts'
import type { Erasure } from './erasure-log.ts'

/**
 * Erases again, after a restore, whom the log names and the restored database does not know as erased. Safe to repeat: each person is
 * one transaction that ends with the note of the erasure.
 * @returns how many people were erased again
 */
export async function replayErasures(runtime: Runtime, log: readonly Erasure[]): Promise<number> {
  const known = new Set((await allErasures(runtime.database.db)).map((row) => `${row.org_id}/${row.erased_customer}`))
  let replayed = 0
  for (const erasure of log) {
    const id = `${erasure.org}/${erasure.customer}`
    if (known.has(id)) continue
    known.add(id)
    const org = await loadOrg(runtime.database.db, erasure.org)
    // Another installation's org, or one that was removed: nobody there to erase.
    if (!org) continue
    const ctx = ctxFor(runtime, org, systemActor('restore'))
    await inTenantTx(ctx, async (tx) => {
      for (const step of runtime.seams.eraseSteps) await step.erase(tx, ctx, erasure.customer)
      await insertErasure(tx, erasure.customer, new Date(erasure.erasedAt))
      await audit(tx, ctx, 'customer.replay_erasure', { object: { type: 'customer', id: erasure.customer } })
    })
    replayed++
  }
  return replayed
}
