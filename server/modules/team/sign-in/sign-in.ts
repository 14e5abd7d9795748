import type { Session } from '@shuke/contract/team/sign-in.ts'
import { verifyPassword } from '../../../kernel/auth/password.ts'
import { SESSION_DAYS, tokenHash } from '../../../kernel/auth/tokens.ts'
import { AppError } from '../../../kernel/errors.ts'
import type { Runtime } from '../../../kernel/runtime.ts'
import { presentSession } from './present.ts'
import * as q from './queries.ts'
import { lockSeconds, readIdentifier } from './rules.ts'

export interface SignedIn {
  token: string
  session: Session
}

/**
 * Checks phone or e-mail with the password and opens a new session (a fresh token each time, so an old one planted in the browser is worth
 * nothing). Unknown accounts and wrong passwords cost the same time and get the same answer.
 * @throws AppError sign_in_failed, sign_in_locked
 */
export async function signIn(
  runtime: Runtime,
  input: { identifier: string; password: string; org?: string; device?: string },
): Promise<SignedIn> {
  const { db } = runtime.database
  const identifier = readIdentifier(input.identifier)
  const account = identifier
    ? await q.accountByHash(db, identifier.kind, runtime.keys.globalHash(identifier.kind, identifier.value))
    : undefined
  const now = runtime.clock.now()
  if (account?.locked_until && account.locked_until > now) {
    throw new AppError('sign_in_locked', { seconds: Math.ceil((account.locked_until.getTime() - now.getTime()) / 1000) })
  }
  const matches = await verifyPassword(input.password, account?.password_hash)
  if (!account) throw new AppError('sign_in_failed')
  if (!matches) {
    await q.countFailure(db, account.id, now, lockSeconds)
    throw new AppError('sign_in_failed')
  }
  const memberships = await q.membershipsOf(db, account.id)
  const membership = input.org ? memberships.find((one) => one.slug === input.org) : memberships[0]
  if (!membership) throw new AppError('sign_in_failed')
  if (account.failed_sign_ins > 0) await q.clearFailures(db, account.id)
  return openSession(runtime, account, membership, memberships, input.device ?? '')
}

/** Opens a session for an account whose right to it has been checked. */
export async function openSession(
  runtime: Runtime,
  account: q.Account,
  membership: q.Membership,
  all: q.Membership[],
  device: string,
): Promise<SignedIn> {
  const token = runtime.ids.token(32)
  const now = runtime.clock.now()
  const session: q.NewSession = {
    token_hash: tokenHash(token),
    id: runtime.ids.uuid(),
    account_id: account.id,
    membership_id: membership.membership_id,
    device_label: device,
    created_at: now,
    last_seen_at: now,
    expires_at: new Date(now.getTime() + SESSION_DAYS * 86_400_000),
  }
  await q.insertSession(runtime.database.db, session)
  return { token, session: presentSession(session, account, membership, all) }
}
