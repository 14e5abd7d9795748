import type { Permission, Role, RowScope } from '@shuke/contract/shared/permissions.ts'
import type { FastifyRequest } from 'fastify'
import type { Runtime } from '../runtime.ts'
import type { Identity } from './identity.ts'
import { API_KEY_PREFIX, SESSION_COOKIE, SESSION_IDLE_HOURS, tokenHash } from './tokens.ts'

export type GrantsOf = (role: Role) => ReadonlyMap<Permission, RowScope>

/**
 * Seconds that a found identity is believed without asking the database again. An end of session in this process counts at once
 * (`forget`); one made by another process counts after this time.
 */
const BELIEVED_MS = 2_000
const TOUCH_EVERY_MS = 60_000

interface Known {
  identity: Identity
  until: number
}

/** Finds who a request comes from: session cookie or bearer API key. */
export class Identifier {
  readonly #known = new Map<string, Known>()
  readonly #runtime: Runtime
  readonly #grantsOf: GrantsOf

  constructor(runtime: Runtime, grantsOf: GrantsOf) {
    this.#runtime = runtime
    this.#grantsOf = grantsOf
  }

  /** Ends all belief, after a sign-out, a changed right, a revoked key. */
  forget(): void {
    this.#known.clear()
  }

  async identify(request: FastifyRequest): Promise<Identity | null> {
    const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
    const token = bearer ?? request.cookies[SESSION_COOKIE]
    if (!token || token.length > 200) return null
    const now = this.#runtime.clock.now().getTime()
    const known = this.#known.get(token)
    if (known && known.until > now) return known.identity
    const hash = tokenHash(token)
    const identity = bearer?.startsWith(API_KEY_PREFIX) ? await this.#byApiKey(hash) : bearer ? null : await this.#bySession(hash)
    if (!identity) return null
    if (this.#known.size > 10_000) this.#known.clear()
    this.#known.set(token, { identity, until: now + BELIEVED_MS })
    return identity
  }

  async #bySession(hash: Buffer): Promise<Identity | null> {
    const { db } = this.#runtime.database
    const now = this.#runtime.clock.now()
    const row = await db
      .selectFrom('platform.sessions as s')
      .innerJoin('platform.memberships as m', 'm.id', 's.membership_id')
      .innerJoin('platform.accounts as a', 'a.id', 's.account_id')
      .innerJoin('platform.orgs as o', 'o.id', 'm.org_id')
      .select(['s.id as session_id', 's.last_seen_at', 's.account_id', 'a.display_name', 'm.role', 'm.staff_id', 'm.store_ids'])
      .select(['o.id', 'o.slug', 'o.name', 'o.trade', 'o.currency', 'o.timezone'])
      .where('s.token_hash', '=', hash)
      .where('s.expires_at', '>', now)
      .where('m.status', '=', 'active')
      .executeTakeFirst()
    if (!row || now.getTime() - row.last_seen_at.getTime() > SESSION_IDLE_HOURS * 3_600_000) return null
    if (now.getTime() - row.last_seen_at.getTime() > TOUCH_EVERY_MS) {
      await db.updateTable('platform.sessions').set({ last_seen_at: now }).where('token_hash', '=', hash).execute()
    }
    const role = row.role as Role
    return {
      by: 'cookie',
      org: { id: row.id, slug: row.slug, name: row.name, trade: row.trade, currency: row.currency, timezone: row.timezone },
      actor: {
        kind: 'user',
        id: row.account_id,
        name: row.display_name,
        role,
        staffId: row.staff_id,
        storeIds: row.store_ids,
        sessionId: row.session_id,
        grants: this.#grantsOf(role),
      },
    }
  }

  async #byApiKey(hash: Buffer): Promise<Identity | null> {
    const { db } = this.#runtime.database
    const now = this.#runtime.clock.now()
    const row = await db
      .selectFrom('platform.api_keys as k')
      .innerJoin('platform.orgs as o', 'o.id', 'k.org_id')
      .select(['k.id as key_id', 'k.name as key_name', 'k.scopes', 'k.last_used_at', 'k.expires_at'])
      .select(['o.id', 'o.slug', 'o.name', 'o.trade', 'o.currency', 'o.timezone'])
      .where('k.key_hash', '=', hash)
      .where('k.revoked_at', 'is', null)
      .executeTakeFirst()
    if (!row || (row.expires_at && row.expires_at <= now)) return null
    if (!row.last_used_at || now.getTime() - row.last_used_at.getTime() > TOUCH_EVERY_MS) {
      await db.updateTable('platform.api_keys').set({ last_used_at: now }).where('id', '=', row.key_id).execute()
    }
    return {
      by: 'api_key',
      org: { id: row.id, slug: row.slug, name: row.name, trade: row.trade, currency: row.currency, timezone: row.timezone },
      actor: {
        kind: 'api_key',
        id: row.key_id,
        name: row.key_name,
        role: null,
        staffId: null,
        storeIds: [],
        sessionId: null,
        grants: new Map(row.scopes.map((scope) => [scope as Permission, 'org'])),
      },
    }
  }
}
