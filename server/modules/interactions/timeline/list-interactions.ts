import type { Interaction } from '@shuke/contract/interactions/timeline.ts'
import { decodeCursor, encodeCursor, pageOfRows } from '../../../kernel/http/cursor.ts'
import { allows, authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantRead } from '../../../kernel/tenancy/tenant-tx.ts'
import { customerById, noSuchCustomer } from '../../customers/index.ts'
import { presentInteraction } from './present.ts'
import * as q from './queries.ts'

/**
 * A customer's timeline of transactions, service and communication, newest first; without orders for readers who may not see those.
 * @throws AppError not_found, forbidden (transactions asked for without the right to orders)
 */
export async function listInteractions(
  ctx: Ctx,
  customerId: string,
  input: { limit: number; cursor?: string | undefined; kind?: Interaction['kind'] | undefined },
) {
  const rows = authorize(ctx, 'interactions.read')
  if (input.kind === 'transaction') authorize(ctx, 'orders.read')
  const after = input.cursor ? decodeCursor(input.cursor, 'timeline', ['instant', 'uuid']) : null
  return inTenantRead(ctx, async (tx) => {
    if (!(await customerById(tx, customerId, rows))) throw noSuchCustomer()
    const found = await q.timeline(tx, customerId, {
      kind: input.kind,
      withOrders: allows(ctx, 'orders.read'),
      limit: input.limit,
      after: after && { at: String(after[0]), id: String(after[1]) },
    })
    const page = pageOfRows(found, input.limit, (last) => encodeCursor('timeline', [last.occurred_at.toISOString(), last.id]))
    return {
      data: page.rows.map((row) => presentInteraction(ctx, customerId, row)),
      page: { nextCursor: page.nextCursor, total: null },
    }
  })
}
