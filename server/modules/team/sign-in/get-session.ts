import type { Session } from '@shuke/contract/team/sign-in.ts'
import { AppError } from '../../../kernel/errors.ts'
import type { Runtime } from '../../../kernel/runtime.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { presentSession } from './present.ts'
import * as q from './queries.ts'

/** The present session. @throws AppError unauthenticated for an API key: it has none */
export async function getSession(runtime: Runtime, ctx: Ctx): Promise<Session> {
  const { db } = runtime.database
  const session = ctx.actor.sessionId ? await q.sessionById(db, ctx.actor.sessionId) : undefined
  const account = session && (await q.accountById(db, session.account_id))
  if (!session || !account) throw new AppError('unauthenticated')
  const memberships = await q.membershipsOf(db, account.id)
  const membership = memberships.find((one) => one.membership_id === session.membership_id)
  if (!membership) throw new AppError('unauthenticated')
  return presentSession(session, account, membership, memberships)
}

/** Where the account is signed in. */
export async function listSessions(runtime: Runtime, ctx: Ctx) {
  if (!ctx.actor.sessionId) throw new AppError('unauthenticated')
  const sessions = await q.sessionsOf(runtime.database.db, ctx.actor.id, ctx.clock.now())
  return {
    data: sessions.map((session) => ({
      id: session.id,
      device: session.device_label,
      createdAt: session.created_at.toISOString(),
      lastSeenAt: session.last_seen_at.toISOString(),
      isCurrent: session.id === ctx.actor.sessionId,
    })),
  }
}
