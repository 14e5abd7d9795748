import { AppError } from '../../../kernel/errors.ts'
import { ctxFor, type Runtime, systemActor } from '../../../kernel/runtime.ts'
import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Actor, Org } from '../../../kernel/tenancy/ctx.ts'
import { inTenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import * as q from './queries.ts'
import { faultsOfOrg, type NewOrg } from './rules.ts'

/**
 * Makes an org with its key and its first store. An act of the installation, not of an org: only the command
 * line and the first-start page call it.
 * @throws AppError invalid, already_exists
 */
export async function createOrg(
  runtime: Runtime,
  input: NewOrg,
  actor: Actor = systemActor('setup'),
): Promise<Org & { firstStoreId: string }> {
  const faults = faultsOfOrg(input)
  if (faults.length > 0) throw new AppError('invalid', {}, faults)
  const { firstStore, ...given } = input
  const org: Org = { id: runtime.ids.uuid(), ...given, name: given.name.trim() }
  const firstStoreId = runtime.ids.uuid()
  const ctx = ctxFor(runtime, org, actor)
  return inTenantTx(ctx, async (tx, inner) => {
    authorize(inner, 'org.manage')
    const inserted = await q.insertOrg(tx, org, runtime.clock.now(), runtime.keys.newOrgKey(org.id))
    if (!inserted) throw new AppError('already_exists', { what: { zh: '企业代号', en: 'organisation slug' }, value: org.slug })
    await q.insertFirstStore(tx, {
      id: firstStoreId,
      name: firstStore ?? org.name,
      timezone: org.timezone,
      now: runtime.clock.now(),
    })
    await audit(tx, inner, 'org.create', { object: { type: 'org', id: org.id }, facts: { slug: org.slug, trade: org.trade } })
    return { ...org, firstStoreId }
  })
}

/** The org of a slug. @throws AppError not_found */
export async function findOrg(runtime: Runtime, slug: string): Promise<Org> {
  const org = await q.orgBySlug(runtime.database.db, slug)
  if (!org) throw new AppError('not_found', { what: { zh: `企业“${slug}”`, en: `organisation "${slug}"` } })
  return org
}
