import { timingSafeEqual } from 'node:crypto'
import { AppError } from '../../../kernel/errors.ts'
import { ctxFor, type Runtime, systemActor } from '../../../kernel/runtime.ts'
import { createOrg } from '../orgs/create-org.ts'
import { type NewOrg, slugFrom } from '../orgs/rules.ts'
import { createStaff } from '../staff/create-staff.ts'
import * as q from './queries.ts'
import { type SignedIn, signIn } from './sign-in.ts'

/** The code that the console shows until the first account exists: whoever sees the console may set up. */
export const setUpCode = (runtime: Pick<Runtime, 'keys'>): string =>
  runtime.keys.globalHash('setup code', '').toString('hex').slice(0, 12)

export interface SetUp extends Omit<NewOrg, 'slug' | 'name'> {
  code: string
  orgName: string
  ownerName: string
  identifier: string
  password: string
}

/**
 * First start: the first org and its owner, then signed in.
 * @throws AppError forbidden for a wrong code, conflict when somebody was first
 */
export async function setUp(runtime: Runtime, input: SetUp): Promise<SignedIn> {
  const expected = Buffer.from(setUpCode(runtime))
  const given = Buffer.from(input.code)
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new AppError('forbidden', { permission: { zh: '初始化验证码不对', en: 'wrong set-up code' } })
  if (await q.anyOwnMember(runtime.database.db))
    throw new AppError('conflict', { reason: { zh: '已经初始化过,请直接登录。', en: 'set-up is done already: sign in.' } })
  const org = await createOrg(runtime, {
    slug: slugFrom(input.orgName),
    name: input.orgName,
    trade: input.trade,
    currency: input.currency,
    timezone: input.timezone,
  })
  const ctx = ctxFor(runtime, org, systemActor('setup'))
  await createStaff(ctx, {
    name: input.ownerName,
    storeIds: [],
    role: 'owner',
    identifier: input.identifier,
    password: input.password,
  })
  return signIn(runtime, { identifier: input.identifier, password: input.password, org: org.slug })
}

export const welcome = async (runtime: Runtime, version: string) => ({
  version,
  setUp: !(await q.anyOwnMember(runtime.database.db)),
  orgs: await q.countOrgs(runtime.database.db),
})
