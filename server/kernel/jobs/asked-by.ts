import type { Locale } from '@shuke/contract/shared/locale.ts'
import type { Permission, Role, RowScope } from '@shuke/contract/shared/permissions.ts'
import { ctxFor, type Runtime } from '../runtime.ts'
import type { Actor, Ctx, Org } from '../tenancy/ctx.ts'

/** The asker of a run as stored with it: rights and rows are those of the moment of asking, whoever carries the work out. */
export interface AskedBy {
  kind: Actor['kind']
  id: string
  name: string
  role: Role | null
  staffId: string | null
  storeIds: string[]
  grants: Partial<Record<Permission, RowScope>>
  locale: Locale
  requestId: string
}

export const askedBy = ({ actor, locale, requestId }: Ctx): AskedBy => ({
  kind: actor.kind,
  id: actor.id,
  name: actor.name,
  role: actor.role,
  staffId: actor.staffId,
  storeIds: actor.storeIds,
  grants: Object.fromEntries(actor.grants),
  locale,
  requestId,
})

/** The ctx of a run: the asker's, without the session, which may have ended meanwhile. */
export function ctxOfAsker(runtime: Runtime, org: Org, { locale, requestId, grants, ...who }: AskedBy): Ctx {
  const entries = Object.entries(grants) as [Permission, RowScope][]
  return ctxFor(runtime, org, { ...who, sessionId: null, grants: new Map(entries) }, { locale, requestId })
}
