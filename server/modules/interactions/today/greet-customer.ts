import { GREETING_CHANNELS } from '@shuke/contract/interactions/today.ts'
import { emit } from '../../../kernel/events/outbox.ts'
import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { noteInteraction } from '../timeline/note-interaction.ts'
import { findBirthday } from './find-birthday.ts'
import * as q from './queries.ts'

/**
 * Marks this year's birthday as greeted and notes the greeting on the timeline; a second press changes nothing.
 * @throws AppError not_found, rule_broken
 */
export async function greetCustomer(
  ctx: Ctx,
  customerId: string,
  input: { note?: string | undefined; channel?: string | undefined },
) {
  const rows = authorize(ctx, 'interactions.create')
  return inTenantTx(ctx, async (tx, inner) => {
    const { keptOn } = await findBirthday(tx, ctx, rows, customerId)
    const interactionId = ctx.ids.uuid()
    const at = ctx.clock.now()
    const isFirst = await q.markBirthday(tx, {
      customer_id: customerId,
      kept_on: keptOn,
      outcome: 'greeted',
      interaction_id: null,
      task_id: null,
      at,
    })
    if (!isFirst) return { nextDueDay: null }
    await noteInteraction(inner, customerId, {
      id: interactionId,
      kind: 'communication',
      channel: GREETING_CHANNELS.find((channel) => channel === input.channel) ?? 'wechat',
      direction: 'out',
      summary: input.note ?? (ctx.locale === 'en' ? 'Birthday greeting' : '生日问候'),
    })
    await q.linkGreeting(tx, customerId, keptOn, interactionId)
    await audit(tx, inner, 'birthday.greet', { object: { type: 'customer', id: customerId }, customerId, facts: { keptOn } })
    await emit(tx, inner, 'customer.greeted', { customerId, interactionId })
    return { nextDueDay: null }
  })
}
