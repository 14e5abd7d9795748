import { hashPassword, verifyPassword } from '../../../kernel/auth/password.ts'
import { AppError } from '../../../kernel/errors.ts'
import type { Runtime } from '../../../kernel/runtime.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import * as q from './queries.ts'
import { lockSeconds } from './rules.ts'

/** Changes the own password and ends every other session. @throws AppError invalid when the present one is wrong */
export async function changePassword(runtime: Runtime, ctx: Ctx, input: { current: string; next: string }): Promise<void> {
  const { db } = runtime.database
  const account = ctx.actor.sessionId ? await q.accountById(db, ctx.actor.id) : undefined
  if (!account) throw new AppError('unauthenticated')
  const now = ctx.clock.now()
  if (account.locked_until && account.locked_until > now) {
    throw new AppError('sign_in_locked', { seconds: Math.ceil((account.locked_until.getTime() - now.getTime()) / 1000) })
  }
  if (!(await verifyPassword(input.current, account.password_hash))) {
    await q.countFailure(db, account.id, now, lockSeconds)
    throw new AppError('invalid', {}, [
      { pointer: '/current', code: 'broken', data: { reason: { zh: '当前密码不对。', en: 'the present password is wrong.' } } },
    ])
  }
  await q.setPassword(db, account.id, await hashPassword(input.next))
  await q.deleteSessions(db, account.id, { except: ctx.actor.sessionId! })
}
