import type { Interaction } from '@shuke/contract/interactions/timeline.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import type { TimelineRow } from './queries.ts'

export const presentInteraction = (ctx: Ctx, customerId: string, row: TimelineRow): Interaction => ({
  id: row.id,
  customerId,
  kind: row.kind,
  channel: row.channel,
  direction: row.direction,
  occurredAt: row.occurred_at.toISOString(),
  summary: row.summary,
  staff: row.staff_id && row.staff_name !== null ? { id: row.staff_id, name: row.staff_name } : null,
  storeId: row.store_id,
  order:
    row.order_no !== null && row.order_kind !== null
      ? {
          id: row.id,
          orderNo: row.order_no,
          kind: row.order_kind,
          amount: { amount: row.amount ?? 0, currency: ctx.org.currency },
          items: row.items ?? [],
        }
      : null,
  createdAt: row.created_at.toISOString(),
})
