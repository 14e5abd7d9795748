import { z } from 'zod'
import { endpoint } from '../shared/endpoint.ts'
import { Instant, text, Uuid } from '../shared/ids.ts'
import { Permission, Role, RowScope } from '../shared/permissions.ts'

export const Trade = z.enum(['salon', 'dealer', 'shop', 'key_account'])
export const OrgShape = z.object({
  id: Uuid,
  slug: z.string(),
  name: z.string(),
  trade: Trade,
  currency: z.string(),
  timezone: z.string(),
  isDemo: z.boolean(),
})

/** Who is signed in, where, and what they may do: screens never guess. */
export const Session = z.object({
  id: Uuid,
  account: z.object({ id: Uuid, name: z.string(), phone: z.string().nullable(), email: z.string().nullable() }),
  org: OrgShape,
  /** All orgs this account works in. */
  orgs: z.array(z.object({ slug: z.string(), name: z.string() })),
  role: Role,
  grants: z.partialRecord(Permission, RowScope),
  mustChangePassword: z.boolean(),
  expiresAt: Instant,
})
export type Session = z.infer<typeof Session>

const password = z.string().min(1).max(200)
export const signIn = endpoint({
  method: 'POST',
  path: '/sessions',
  summary: 'Sign in with phone or e-mail and password; sets the session cookie',
  permission: 'public',
  status: 201,
  keepReply: false,
  body: z.strictObject({ identifier: text(200), password, org: z.string().max(63).optional(), device: text(100, 0).optional() }),
  output: Session,
})
export const getSession = endpoint({
  method: 'GET',
  path: '/sessions/current',
  summary: 'The present session',
  permission: 'signed_in',
  output: Session,
})
export const signOut = endpoint({
  method: 'DELETE',
  path: '/sessions/current',
  summary: 'Sign out here, or everywhere',
  permission: 'signed_in',
  status: 204,
  query: z.object({
    everywhere: z
      .enum(['true', 'false'])
      .transform((v) => v === 'true')
      .default(false),
  }),
  output: z.undefined(),
})
export const listSessions = endpoint({
  method: 'GET',
  path: '/sessions',
  summary: 'Where this account is signed in',
  permission: 'signed_in',
  output: z.object({
    data: z.array(z.object({ id: Uuid, device: z.string(), createdAt: Instant, lastSeenAt: Instant, isCurrent: z.boolean() })),
  }),
})
export const changePassword = endpoint({
  method: 'POST',
  path: '/sessions/current/password',
  summary: 'Change the own password; every other session ends',
  permission: 'signed_in',
  status: 204,
  keepReply: false,
  body: z.strictObject({ current: password, next: z.string().min(10).max(200) }),
  output: z.undefined(),
})
/** What the sign-in page shows before anybody is known. */
export const getWelcome = endpoint({
  method: 'GET',
  path: '/welcome',
  summary: 'What the sign-in page needs',
  permission: 'public',
  output: z.object({ version: z.string(), setUp: z.boolean(), orgs: z.int() }),
})
/** First start: makes the first org and its owner. Refused as soon as an account exists. */
export const setUp = endpoint({
  method: 'POST',
  path: '/setup',
  summary: 'Create the first organisation and its owner',
  permission: 'public',
  status: 201,
  keepReply: false,
  body: z.strictObject({
    code: z.string().max(200),
    orgName: text(100),
    trade: Trade,
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .default('CNY'),
    timezone: z.string().max(60).default('Asia/Shanghai'),
    ownerName: text(100),
    identifier: text(200),
    password: z.string().min(10).max(200),
  }),
  output: Session,
})
