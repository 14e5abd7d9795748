import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import * as q from '../sign-in/queries.ts'
import { createStaff } from './create-staff.ts'

/** `shuke admin create`: the first one of an org becomes its owner, later ones administrators. */
export async function createAdmin(ctx: Ctx, input: { identifier: string; name: string; password?: string }) {
  authorize(ctx, 'staff.manage')
  const role = (await q.hasOwner(ctx.db, ctx.org.id)) ? 'admin' : 'owner'
  const staff = await createStaff(ctx, { ...input, storeIds: [], role })
  return { org: ctx.org.slug, staffId: staff.id, role, password: staff.firstPassword }
}
