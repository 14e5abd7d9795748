import { Role } from '@shuke/contract/shared/permissions.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantRead } from '../../../kernel/tenancy/tenant-tx.ts'
import * as q from './queries.ts'

/** The staff that the reader may see. */
export async function listStaff(ctx: Ctx) {
  const rows = authorize(ctx, 'staff.read')
  const staff = await inTenantRead(ctx, (tx) => q.listStaff(tx, rows))
  return {
    data: staff.map((one) => ({
      id: one.id,
      name: one.name,
      role: Role.nullable().catch(null).parse(one.role),
      storeIds: one.store_ids ?? [],
      isActive: one.is_active,
    })),
  }
}
