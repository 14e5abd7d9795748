import type { Role } from '@shuke/contract/shared/permissions.ts'
import { sql } from 'kysely'
import type { Db } from '../../../kernel/db/database.ts'

export interface Account {
  id: string
  display_name: string
  phone_masked: string | null
  email_masked: string | null
  password_hash: string
  must_change_password: boolean
  failed_sign_ins: number
  locked_until: Date | null
}

export const accountByHash = (db: Db, kind: 'phone' | 'email', hash: Buffer): Promise<Account | undefined> =>
  db
    .selectFrom('platform.accounts')
    .selectAll()
    .where(kind === 'phone' ? 'phone_hash' : 'email_hash', '=', hash)
    .executeTakeFirst()

export const accountById = (db: Db, id: string): Promise<Account | undefined> =>
  db.selectFrom('platform.accounts').selectAll().where('id', '=', id).executeTakeFirst()

export const membershipsOf = (db: Db, accountId: string) =>
  db
    .selectFrom('platform.memberships as m')
    .innerJoin('platform.orgs as o', 'o.id', 'm.org_id')
    .select([
      'm.id as membership_id',
      'm.role',
      'm.staff_id',
      'm.store_ids',
      'o.id',
      'o.slug',
      'o.name',
      'o.trade',
      'o.currency',
      'o.timezone',
      'o.is_demo',
    ])
    .where('m.account_id', '=', accountId)
    .where('m.status', '=', 'active')
    .orderBy('m.created_at')
    .execute()
export type Membership = Awaited<ReturnType<typeof membershipsOf>>[number]

/** Counts a failure and locks by the given rule in one statement, so that parallel guesses all count. */
export async function countFailure(
  db: Db,
  accountId: string,
  now: Date,
  lockSeconds: (failures: number) => number,
): Promise<void> {
  const row = await db
    .updateTable('platform.accounts')
    .set({ failed_sign_ins: sql<number>`failed_sign_ins + 1` })
    .where('id', '=', accountId)
    .returning('failed_sign_ins')
    .executeTakeFirstOrThrow()
  const seconds = lockSeconds(row.failed_sign_ins)
  if (seconds > 0) {
    await db
      .updateTable('platform.accounts')
      .set({ locked_until: new Date(now.getTime() + seconds * 1000) })
      .where('id', '=', accountId)
      .execute()
  }
}

export const clearFailures = (db: Db, accountId: string) =>
  db.updateTable('platform.accounts').set({ failed_sign_ins: 0, locked_until: null }).where('id', '=', accountId).execute()

export interface NewSession {
  token_hash: Buffer
  id: string
  account_id: string
  membership_id: string
  device_label: string
  created_at: Date
  last_seen_at: Date
  expires_at: Date
}
export const insertSession = (db: Db, session: NewSession) => db.insertInto('platform.sessions').values(session).execute()

export const sessionById = (db: Db, id: string) =>
  db
    .selectFrom('platform.sessions')
    .select(['id', 'membership_id', 'account_id', 'expires_at'])
    .where('id', '=', id)
    .executeTakeFirst()

/** Ends sessions of an account: one, or all, or all but one. */
export const deleteSessions = (db: Db, accountId: string, which: { only?: string; except?: string }) =>
  db
    .deleteFrom('platform.sessions')
    .where('account_id', '=', accountId)
    .$if(which.only !== undefined, (query) => query.where('id', '=', which.only!))
    .$if(which.except !== undefined, (query) => query.where('id', '!=', which.except!))
    .execute()

export const sessionsOf = (db: Db, accountId: string, now: Date) =>
  db
    .selectFrom('platform.sessions')
    .select(['id', 'device_label', 'created_at', 'last_seen_at'])
    .where('account_id', '=', accountId)
    .where('expires_at', '>', now)
    .orderBy('last_seen_at', 'desc')
    .execute()

export const setPassword = (db: Db, accountId: string, hash: string) =>
  db
    .updateTable('platform.accounts')
    .set({ password_hash: hash, must_change_password: false })
    .where('id', '=', accountId)
    .execute()

/** Has anybody set up a business of their own? Demo businesses do not count. */
export async function anyOwnMember(db: Db): Promise<boolean> {
  const member = await db
    .selectFrom('platform.memberships as m')
    .innerJoin('platform.orgs as o', 'o.id', 'm.org_id')
    .select('m.id')
    .where('o.is_demo', '=', false)
    .limit(1)
    .executeTakeFirst()
  return member !== undefined
}

export async function countOrgs(db: Db): Promise<number> {
  const row = await db
    .selectFrom('platform.orgs')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

export interface NewAccount {
  id: string
  display_name: string
  phone_hash: Buffer | null
  phone_masked: string | null
  email_hash: Buffer | null
  email_masked: string | null
  password_hash: string
  must_change_password: boolean
  created_at: Date
}
/** Adds the account unless one with this phone or e-mail exists. @returns the id of the account that is there now, and whether it is new */
export async function insertAccount(db: Db, account: NewAccount): Promise<{ id: string; isNew: boolean }> {
  const inserted = await db
    .insertInto('platform.accounts')
    .values(account)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted) return { id: inserted.id, isNew: true }
  const kind = account.phone_hash ? 'phone' : 'email'
  const known = await accountByHash(db, kind, (account.phone_hash ?? account.email_hash)!)
  return { id: known!.id, isNew: false }
}

export async function insertMembership(
  db: Db,
  membership: {
    id: string
    org_id: string
    account_id: string
    staff_id: string
    role: Role
    store_ids: string[]
    created_at: Date
  },
): Promise<boolean> {
  const row = await db
    .insertInto('platform.memberships')
    .values(membership)
    .onConflict((conflict) => conflict.columns(['account_id', 'org_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function hasOwner(db: Db, orgId: string): Promise<boolean> {
  const row = await db
    .selectFrom('platform.memberships')
    .select('id')
    .where('org_id', '=', orgId)
    .where('role', '=', 'owner')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
