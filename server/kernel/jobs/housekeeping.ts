import { ctxFor, type Runtime, systemActor } from '../runtime.ts'
import { allOrgs } from '../tenancy/orgs.ts'
import { inTenantTx } from '../tenancy/tenant-tx.ts'
import type { ScheduledJob } from './scheduled-job.ts'

const HOUR_MS = 3_600_000
const REPLIES_KEPT_MS = 24 * HOUR_MS
const EVENTS_KEPT_MS = 7 * 24 * HOUR_MS

/** Takes away what is over: kept replies of yesterday, events that everyone heard a week ago, ended sessions. Unheard events stay. */
export async function clearAway(runtime: Runtime): Promise<void> {
  const { db } = runtime.database
  const now = runtime.clock.now()
  const before = (age: number) => new Date(now.getTime() - age)
  await db.deleteFrom('platform.outbox').where('dispatched_at', '<', before(EVENTS_KEPT_MS)).execute()
  await db.deleteFrom('platform.sessions').where('expires_at', '<', now).execute()
  for (const org of await allOrgs(db)) {
    await inTenantTx(ctxFor(runtime, org, systemActor('housekeeping')), (tx) =>
      tx
        .deleteFrom('idempotency_keys')
        .where('org_id', '=', tx.orgId)
        .where('created_at', '<', before(REPLIES_KEPT_MS))
        .execute(),
    )
  }
}

export const housekeeping: ScheduledJob = { name: 'housekeeping', cron: '17 * * * *', run: clearAway }
