import { createHash } from 'node:crypto'
import { AppError } from '../errors.ts'
import type { Ctx } from '../tenancy/ctx.ts'
import { inTenantTx } from '../tenancy/tenant-tx.ts'

export interface KeptReply {
  status: number
  body: unknown
  headers: Record<string, string>
}

const KEY = /^[\x21-\x7e]{1,200}$/

/**
 * Runs `act` once for each Idempotency-Key of an actor: the same key with the same request gets the kept answer, with another request
 * 409. The act and its kept answer share one transaction, so a crash leaves both or neither; a second request with the same key waits
 * at the unique key until the first has ended. Answers are sealed under the org's key and live 24 hours.
 */
export async function once(
  ctx: Ctx,
  key: string,
  request: { method: string; url: string; body: unknown },
  act: (ctx: Ctx) => Promise<KeptReply>,
): Promise<KeptReply> {
  if (!KEY.test(key)) {
    throw new AppError('malformed', {
      reason: { zh: 'Idempotency-Key 应为 1–200 个可见字符。', en: 'Idempotency-Key must be 1–200 visible characters.' },
    })
  }
  const hash = createHash('sha256')
    .update(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`)
    .digest()
  return inTenantTx(ctx, async (tx, inner) => {
    const claimed = await tx
      .insertInto('idempotency_keys')
      .values({
        org_id: tx.orgId,
        key,
        actor_id: ctx.actor.id,
        request_hash: hash,
        status: null,
        reply: null,
        created_at: ctx.clock.now(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('key')
      .executeTakeFirst()
    if (!claimed) {
      const kept = await tx
        .selectFrom('idempotency_keys')
        .selectAll()
        .where('org_id', '=', tx.orgId)
        .where('key', '=', key)
        .executeTakeFirst()
      if (!kept?.reply) throw new AppError('idempotency_running')
      if (kept.actor_id !== ctx.actor.id || !kept.request_hash.equals(hash)) throw new AppError('idempotency_mismatch')
      return JSON.parse(await ctx.keys.openForOrg(tx, kept.reply, `reply ${key}`)) as KeptReply
    }
    const reply = await act(inner)
    await tx
      .updateTable('idempotency_keys')
      .set({ status: reply.status, reply: await ctx.keys.sealForOrg(tx, JSON.stringify(reply), `reply ${key}`) })
      .where('org_id', '=', tx.orgId)
      .where('key', '=', key)
      .execute()
    return reply
  })
}
