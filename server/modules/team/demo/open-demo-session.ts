import type { Role } from '@shuke/contract/shared/permissions.ts'
import type { FastifyRequest } from 'fastify'
import { AppError, notFound } from '../../../kernel/errors.ts'
import type { Runtime } from '../../../kernel/runtime.ts'
import * as accounts from '../sign-in/queries.ts'
import { openSession, type SignedIn } from '../sign-in/sign-in.ts'
import * as q from './queries.ts'

const LOOPBACK_ADDRESSES = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])
const LOOPBACK_HOSTS = new Set(['127.0.0.1', 'localhost', '[::1]'])
/** What the sign-in page offers of each business. */
const OFFERED: readonly Role[] = ['owner', 'manager', 'consultant', 'front_desk']

/** Demo rooms have no locks, so their door opens only to somebody who sits at this machine, under its own name. */
export function isAtThisMachine(request: Pick<FastifyRequest, 'ip' | 'headers'>): boolean {
  const host = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase()
  const proxied = request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined
  return LOOPBACK_ADDRESSES.has(request.ip) && LOOPBACK_HOSTS.has(host) && !proxied
}

/** The demo businesses; empty for anybody who is not at this machine. */
export async function listDemo(runtime: Runtime, request: Pick<FastifyRequest, 'ip' | 'headers'>) {
  if (!isAtThisMachine(request)) return { data: [] }
  const { db } = runtime.database
  const orgs = await q.demoOrgs(db)
  const data = await Promise.all(
    orgs.map(async (org) => {
      const roles = await q.rolesOf(db, org.id)
      return {
        slug: org.slug,
        name: org.name,
        trade: org.trade,
        roles: OFFERED.filter((role) => roles.includes(role)),
        isReady: org.is_ready,
      }
    }),
  )
  return { data }
}

/** Enters a demo business as its first member with the role. @throws AppError forbidden outside loopback, not_found */
export async function openDemoSession(
  runtime: Runtime,
  request: Pick<FastifyRequest, 'ip' | 'headers'>,
  input: { org: string; role: Role },
): Promise<SignedIn> {
  if (!isAtThisMachine(request))
    throw new AppError('forbidden', {
      permission: { zh: '演示账号只能在本机使用', en: 'demo accounts work on this machine only' },
    })
  const { db } = runtime.database
  const member = await q.demoMember(db, input.org, input.role)
  const account = member && (await accounts.accountById(db, member.account_id))
  if (!member || !account) throw notFound({ zh: '演示账号', en: 'demo account' })
  const memberships = await accounts.membershipsOf(db, account.id)
  const membership = memberships.find((one) => one.membership_id === member.membership_id)
  if (!membership) throw notFound({ zh: '演示账号', en: 'demo account' })
  return openSession(runtime, account, membership, memberships, 'demo')
}
