import { AppError } from '../../../kernel/errors.ts'
import type { Runtime } from '../../../kernel/runtime.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import * as q from './queries.ts'

/** Ends the present session, or every session of the account. */
export async function signOut(runtime: Runtime, ctx: Ctx, everywhere: boolean): Promise<void> {
  if (!ctx.actor.sessionId) throw new AppError('unauthenticated')
  await q.deleteSessions(runtime.database.db, ctx.actor.id, everywhere ? {} : { only: ctx.actor.sessionId })
}
