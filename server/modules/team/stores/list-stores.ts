import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantRead } from '../../../kernel/tenancy/tenant-tx.ts'
import * as q from './queries.ts'

/** The stores that the reader works in, or all. */
export async function listStores(ctx: Ctx) {
  const rows = authorize(ctx, 'stores.read')
  return { data: await inTenantRead(ctx, (tx) => q.listStores(tx, rows, ctx.actor.storeIds)) }
}
