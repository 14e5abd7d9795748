import type { Ctx } from '../tenancy/ctx.ts'
import type { TenantTx } from '../tenancy/tenant-tx.ts'

/** Hears an event after its commit, at least once: must be idempotent. Runs as the system actor of the event's org. */
export interface EventHandler {
  /** Event name, `<module noun>.<past participle>`: `order.recorded`. */
  event: string
  /** Stable name of this hearer, for logs and retries. */
  name: string
  handle(ctx: Ctx, payload: Record<string, unknown>): Promise<void>
}

/** Writes an event in the transaction of the act; it is dispatched after the commit. The payload holds ids and codes, never personal data. */
export async function emit(tx: TenantTx, ctx: Ctx, name: string, payload: Record<string, unknown>): Promise<void> {
  const now = ctx.clock.now()
  tx.defer(
    tx.insertInto('platform.outbox').values({
      id: ctx.ids.uuid(),
      org_id: tx.orgId,
      name,
      payload: JSON.stringify(payload),
      created_at: now,
      not_before: now,
      dispatched_at: null,
      last_error: null,
    }),
  )
}
