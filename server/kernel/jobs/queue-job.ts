import type { Ctx } from '../tenancy/ctx.ts'
import type { TenantTx } from '../tenancy/tenant-tx.ts'
import { askedBy } from './asked-by.ts'
import { bossIn, RUNS } from './boss.ts'
import { insertRun } from './queries.ts'

/** What a queue entry says; its id is the run's. */
export interface RunEntry {
  orgId: string
}

/**
 * Asks for long work in the transaction of the act: it starts after the commit, within a second where a worker runs, or never if the act
 * is rolled back. The input is stored as it is: ids and options, never personal data.
 * @returns the id of the run, which is the job resource's
 */
export async function queueJob(tx: TenantTx, ctx: Ctx, kind: string, input: Record<string, unknown>): Promise<string> {
  const id = ctx.ids.uuid()
  await insertRun(tx, { id, kind, input, askedBy: askedBy(ctx), now: ctx.clock.now() })
  await bossIn(tx).send(RUNS, { orgId: tx.orgId } satisfies RunEntry, { id, group: { id: tx.orgId } })
  return id
}
