import type { Role } from '@shuke/contract/shared/permissions.ts'
import type { Session } from '@shuke/contract/team/sign-in.ts'
import { grantsOf } from '../roles/rules.ts'
import type { Account, Membership } from './queries.ts'

export const presentSession = (
  session: { id: string; expires_at: Date },
  account: Account,
  membership: Membership,
  all: Membership[],
): Session => ({
  id: session.id,
  account: { id: account.id, name: account.display_name, phone: account.phone_masked, email: account.email_masked },
  org: {
    id: membership.id,
    slug: membership.slug,
    name: membership.name,
    trade: membership.trade,
    currency: membership.currency,
    timezone: membership.timezone,
    isDemo: membership.is_demo,
  },
  orgs: all.map(({ slug, name }) => ({ slug, name })),
  role: membership.role as Role,
  grants: Object.fromEntries(grantsOf(membership.role as Role)),
  mustChangePassword: account.must_change_password,
  expiresAt: session.expires_at.toISOString(),
})
