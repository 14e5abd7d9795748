import type { Role } from '@shuke/contract/shared/permissions.ts'
import { hashPassword } from '../../../kernel/auth/password.ts'
import { AppError } from '../../../kernel/errors.ts'
import type { Runtime } from '../../../kernel/runtime.ts'
import type { TenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import * as q from './queries.ts'
import { readIdentifier } from './rules.ts'

export interface NewLogin {
  identifier: string
  name: string
  role: Role
  staffId: string
  storeIds: string[]
  /** Left out: a first password is made, shown once, and must be changed at the first sign-in. */
  password?: string
}

const FIRST_PASSWORD_BYTES = 9

/**
 * Gives a member of staff a login in the transaction that adds the person. A phone or e-mail that has an account already joins the org with
 * that account and keeps its password.
 * @returns the first password, null when the account existed or a password was given
 * @throws AppError invalid (identifier), already_exists (works here already)
 */
export async function createAccount(
  runtime: Pick<Runtime, 'keys' | 'ids' | 'clock'>,
  tx: TenantTx,
  login: NewLogin,
): Promise<{ accountId: string; firstPassword: string | null; masked: string }> {
  const identifier = readIdentifier(login.identifier)
  if (!identifier) {
    const reason = { zh: '应为手机号或电子邮箱。', en: 'a phone number or an e-mail address.' }
    throw new AppError('invalid', {}, [{ pointer: '/identifier', code: 'broken', data: { reason } }])
  }
  const hash = runtime.keys.globalHash(identifier.kind, identifier.value)
  const firstPassword = login.password ?? runtime.ids.token(FIRST_PASSWORD_BYTES)
  const now = runtime.clock.now()
  const account = await q.insertAccount(tx, {
    id: runtime.ids.uuid(),
    display_name: login.name,
    phone_hash: identifier.kind === 'phone' ? hash : null,
    phone_masked: identifier.kind === 'phone' ? identifier.masked : null,
    email_hash: identifier.kind === 'email' ? hash : null,
    email_masked: identifier.kind === 'email' ? identifier.masked : null,
    password_hash: await hashPassword(firstPassword),
    must_change_password: login.password === undefined,
    created_at: now,
  })
  const joined = await q.insertMembership(tx, {
    id: runtime.ids.uuid(),
    org_id: tx.orgId,
    account_id: account.id,
    staff_id: login.staffId,
    role: login.role,
    store_ids: login.storeIds,
    created_at: now,
  })
  if (!joined)
    throw new AppError('already_exists', {
      what: { zh: '本企业的账号', en: 'account in this organisation' },
      value: identifier.masked,
    })
  return {
    accountId: account.id,
    firstPassword: account.isNew && login.password === undefined ? firstPassword : null,
    masked: identifier.masked,
  }
}
