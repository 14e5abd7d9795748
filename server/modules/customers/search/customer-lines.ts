import type { CustomerLine } from '@shuke/contract/customers/profile.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantRead } from '../../../kernel/tenancy/tenant-tx.ts'
import { presentLine } from '../profile/present.ts'
import * as q from './queries.ts'

/** The lines of these customers, as far as the reader may see them, by id. */
export async function customerLines(ctx: Ctx, ids: readonly string[]): Promise<Map<string, CustomerLine>> {
  const rows = authorize(ctx, 'customers.read')
  if (ids.length === 0) return new Map()
  const found = await inTenantRead(ctx, (tx) => q.customersByIds(tx, rows, ids))
  return new Map(found.map((row) => [row.id, presentLine(ctx, row)]))
}
