import type { Actor, Org } from '../tenancy/ctx.ts'

/** Who a request comes from, and how it proved it. */
export interface Identity {
  org: Org
  actor: Actor
  by: 'cookie' | 'api_key'
}

/** Stands where no org is known yet (sign-in, set-up): row security gives nothing under it. */
export const NO_ORG: Org = {
  id: '00000000-0000-0000-0000-000000000000',
  slug: '',
  name: '',
  trade: 'shop',
  currency: 'CNY',
  timezone: 'UTC',
}

export const anonymous: Actor = {
  kind: 'user',
  id: 'anonymous',
  name: '',
  role: null,
  staffId: null,
  storeIds: [],
  sessionId: null,
  grants: new Map(),
}
