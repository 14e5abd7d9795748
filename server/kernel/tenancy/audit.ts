import { seal } from '../crypto/seal.ts'
import type { Ctx } from './ctx.ts'
import type { TenantTx } from './tenant-tx.ts'

export interface AuditEntry {
  /** What was acted on. */
  object?: { type: string; id: string }
  customerId?: string
  /** The customer's key, where the act has it in hand. */
  key?: Buffer | null
  /** Counts, codes, ids: readable without a key, so never personal data. */
  facts?: Record<string, unknown>
  /** Sealed under the customer's key; equal values are left out. */
  before?: Record<string, unknown>
  after?: Record<string, unknown>
}

/** Only what differs between before and after. */
export function difference(before: Record<string, unknown> = {}, after: Record<string, unknown> = {}) {
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  )
  const pick = (from: Record<string, unknown>) =>
    Object.fromEntries(changed.filter((name) => name in from).map((name) => [name, from[name]]))
  return { changed, before: pick(before), after: pick(after) }
}

/**
 * Writes one audit row in the transaction of the act: if it cannot be written, the act does not happen.
 * An update that changes nothing leaves no row.
 */
export async function audit(tx: TenantTx, ctx: Ctx, action: string, entry: AuditEntry = {}): Promise<void> {
  let sealed: Buffer | null = null
  if (entry.before || entry.after) {
    const diff = difference(entry.before, entry.after)
    if (diff.changed.length === 0) return
    const plain = JSON.stringify({ before: diff.before, after: diff.after })
    sealed = entry.key
      ? seal(entry.key, plain, `audit ${action}`)
      : entry.customerId
        ? await ctx.keys.sealForCustomer(tx, entry.customerId, plain, `audit ${action}`)
        : await ctx.keys.sealForOrg(tx, plain, `audit ${action}`)
  }
  tx.defer(
    tx.insertInto('audit_events').values({
      org_id: tx.orgId,
      id: ctx.ids.uuid(),
      at: ctx.clock.now(),
      actor_kind: ctx.actor.kind,
      actor_id: ctx.actor.id,
      actor_name: ctx.actor.name,
      session_id: ctx.actor.sessionId,
      request_id: ctx.requestId,
      action,
      object_type: entry.object?.type ?? null,
      object_id: entry.object?.id ?? null,
      customer_id: entry.customerId ?? null,
      facts: JSON.stringify(entry.facts ?? {}),
      sealed,
    }),
  )
}
