import type { CustomerLine } from '@shuke/contract/customers/profile.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantRead } from '../../../kernel/tenancy/tenant-tx.ts'
import { normaliseEmail, normalisePhone } from '../../../kernel/text/phone.ts'
import { presentLine } from '../profile/present.ts'
import type { ResolvedSearch } from './hit-queries.ts'
import * as q from './queries.ts'
import { plateKey } from './rules.ts'

const MOST_SHOWN = 10

/** Customers that already have this exact phone, e-mail, plate or number; asked while somebody types a new one. */
export async function findDuplicates(
  ctx: Ctx,
  input: { phone?: string; email?: string; plate?: string; customerNo?: string },
): Promise<{ data: CustomerLine[] }> {
  const rows = authorize(ctx, 'customers.read')
  return inTenantRead(ctx, async (tx) => {
    const hash = ctx.keys.lookupHasher(tx.orgId)
    const phone = input.phone ? normalisePhone(input.phone) : null
    const email = input.email ? normaliseEmail(input.email) : null
    const exact = [input.plate && `v:${plateKey(input.plate)}`, input.customerNo && `c:${input.customerNo.toLowerCase()}`].filter(
      (term): term is string => Boolean(term),
    )
    const search: ResolvedSearch = {
      contacts: [...(phone ? [hash('phone', phone)] : []), ...(email ? [hash('email', email)] : [])],
      any: exact.map((term) => ({ all: [{ term, prefix: false }] })),
    }
    if (search.contacts.length === 0 && search.any.length === 0) return { data: [] }
    const found = await q.listCustomers(tx, {
      rows,
      sort: { by: 'createdAt', descending: true },
      limit: MOST_SHOWN,
      after: null,
      search,
      conditions: [],
    })
    return { data: found.slice(0, MOST_SHOWN).map((row) => presentLine(ctx, row)) }
  })
}
