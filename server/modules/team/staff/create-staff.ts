import type { Role } from '@shuke/contract/shared/permissions.ts'
import { AppError } from '../../../kernel/errors.ts'
import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { createAccount } from '../sign-in/create-account.ts'
import * as q from './queries.ts'

export interface NewStaff {
  name: string
  storeIds: string[]
  role?: Role
  identifier?: string
  password?: string
}

/**
 * Adds a member of staff; with an identifier also the login. Only an owner may make an owner.
 * @throws AppError invalid, unknown_reference (store), already_exists (login)
 */
export async function createStaff(ctx: Ctx, input: NewStaff) {
  authorize(ctx, 'staff.manage')
  if (input.role === 'owner' && ctx.actor.kind === 'user' && ctx.actor.role !== 'owner')
    throw new AppError('forbidden', { permission: 'owner' })
  return inTenantTx(ctx, async (tx, inner) => {
    const storeIds = [...new Set(input.storeIds)]
    const known = await q.knownStores(tx, storeIds)
    const unknown = storeIds.findIndex((id) => !known.has(id))
    if (unknown >= 0) throw new AppError('unknown_reference', { field: `storeIds/${unknown}`, what: { zh: '门店', en: 'store' } })
    const id = ctx.ids.uuid()
    await q.insertStaff(tx, { id, name: input.name, storeIds, now: ctx.clock.now() })
    const role = input.role ?? 'consultant'
    const login = input.identifier
      ? await createAccount(ctx, tx, {
          identifier: input.identifier,
          name: input.name,
          role,
          staffId: id,
          storeIds,
          ...(input.password && { password: input.password }),
        })
      : null
    await audit(tx, inner, 'staff.create', {
      object: { type: 'staff', id },
      facts: { role: login ? role : null, stores: storeIds.length },
    })
    return {
      id,
      name: input.name,
      role: login ? role : null,
      storeIds,
      isActive: true,
      firstPassword: login?.firstPassword ?? null,
    }
  })
}
