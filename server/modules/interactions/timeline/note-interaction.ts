import type { createInteraction, Interaction } from '@shuke/contract/interactions/timeline.ts'
import type { BodyOf } from '@shuke/contract/shared/endpoint.ts'
import { emit } from '../../../kernel/events/outbox.ts'
import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { customerById, noSuchCustomer } from '../../customers/index.ts'
import { presentInteraction } from './present.ts'
import * as q from './queries.ts'

/** Notes a call, message, visit or remark on a customer's timeline. @throws AppError not_found */
export async function noteInteraction(
  ctx: Ctx,
  customerId: string,
  input: BodyOf<typeof createInteraction>,
): Promise<Interaction> {
  const rows = authorize(ctx, 'interactions.create')
  return inTenantTx(ctx, async (tx, inner) => {
    const customer = await customerById(tx, customerId, rows)
    if (!customer) throw noSuchCustomer()
    const now = ctx.clock.now()
    const row = {
      id: input.id ?? ctx.ids.uuid(),
      customer_id: customerId,
      kind: input.kind,
      channel: input.channel,
      direction: input.direction,
      occurred_at: input.occurredAt ? new Date(input.occurredAt) : now,
      summary: input.summary,
      staff_id: ctx.actor.staffId,
      store_id: ctx.actor.storeIds[0] ?? customer.store_id,
      import_key: null,
      import_run_id: null,
      created_at: now,
    }
    await q.insertInteraction(tx, row)
    await audit(tx, inner, 'interaction.create', {
      object: { type: 'interaction', id: row.id },
      customerId,
      facts: { channel: input.channel },
    })
    await emit(tx, inner, 'interaction.noted', { interactionId: row.id, customerId, kind: input.kind })
    const staff_name = await q.staffName(tx, ctx.actor.staffId)
    return presentInteraction(ctx, customerId, {
      ...row,
      staff_name,
      order_no: null,
      order_kind: null,
      amount: null,
      items: null,
    })
  })
}
