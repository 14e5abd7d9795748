import type { Permission } from '@shuke/contract/shared/permissions.ts'
import { AppError } from '../errors.ts'
import type { Ctx } from './ctx.ts'

/** The rows a reader may touch; queries turn it into a condition. */
export type Rows = { kind: 'org' } | { kind: 'store'; storeIds: string[] } | { kind: 'own'; staffId: string }

/**
 * First line of every verb: may this actor do this at all, and in which rows?
 * @throws AppError `forbidden` naming the permission.
 */
export function authorize(ctx: Ctx, permission: Permission): Rows {
  const scope = ctx.actor.grants.get(permission)
  if (scope === 'org') return { kind: 'org' }
  if (scope === 'store') return { kind: 'store', storeIds: ctx.actor.storeIds }
  if (scope === 'own' && ctx.actor.staffId) return { kind: 'own', staffId: ctx.actor.staffId }
  throw new AppError('forbidden', { permission })
}

/** For presenters: what the reader could do with it, so that screens never guess. */
export const allows = (ctx: Ctx, permission: Permission): boolean => ctx.actor.grants.has(permission)

/** Figures over the whole org (tiers, concentration) are only for readers of all its rows: a total must not betray a hidden store. */
export function authorizeOrgWide(ctx: Ctx, permission: Permission): void {
  if (authorize(ctx, permission).kind !== 'org') throw new AppError('forbidden', { permission: `${permission} (org)` })
}
