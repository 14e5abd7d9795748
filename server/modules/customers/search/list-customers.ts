import type { CustomerLine, CustomerSort } from '@shuke/contract/customers/profile.ts'
import type { FilterTree } from '@shuke/contract/shared/filter.ts'
import { dayInZone } from '../../../kernel/clock.ts'
import { decodeCursor, encodeCursor, pageOfRows } from '../../../kernel/http/cursor.ts'
import { compileFilter } from '../../../kernel/seams/filter-tree.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantRead, type TenantRead } from '../../../kernel/tenancy/tenant-tx.ts'
import { normaliseEmail, normalisePhone } from '../../../kernel/text/phone.ts'
import { presentLine } from '../profile/present.ts'
import { type CustomerStatus, statusWindows } from '../standing/rules.ts'
import type { ResolvedSearch } from './hit-queries.ts'
import * as q from './queries.ts'
import { planSearch, tailTerm } from './rules.ts'
import { statusCondition } from './status-queries.ts'

export interface ListInput {
  q?: string | undefined
  sort: CustomerSortName
  limit: number
  cursor?: string | undefined
  valueTier?: string | undefined
  city?: string | undefined
  tag?: string | undefined
  status?: CustomerStatus | undefined
  filter?: FilterTree | undefined
}
type CustomerSortName = (typeof CustomerSort)['options'][number]
interface Page {
  data: CustomerLine[]
  page: { nextCursor: string | null; total: null }
}

/** What a search word is looked up by; keyed hashes are made here, so no number leaves for the database in plain. */
export function resolveSearch(ctx: Ctx, tx: TenantRead, word: string): ResolvedSearch | null {
  const plan = planSearch(word)
  if (!plan) return null
  const hash = ctx.keys.lookupHasher(tx.orgId)
  const contacts: Buffer[] = []
  if (plan.contact) {
    const email = normaliseEmail(plan.contact)
    const phone = normalisePhone(plan.contact)
    if (email) contacts.push(hash('email', email))
    if (phone) contacts.push(hash('phone', phone))
  }
  const tail = plan.tail ? [{ all: [{ term: tailTerm(hash('tail', plan.tail)), prefix: false }] }] : []
  return { contacts, any: [...plan.any, ...tail] }
}

const sortOf = (name: CustomerSortName): q.Sort => ({
  by: name.replace('-', '') as q.Sort['by'],
  descending: name.startsWith('-'),
})

const CURSOR_KINDS = { name: 'text', customerNo: 'text', createdAt: 'instant', lastDay: 'integer', net: 'integer' } as const

/** A JavaScript date has milliseconds; rows made in one microsecond-precise statement all carry the same, so nothing is skipped. */
const sortValue = (row: q.LineRow, by: q.Sort['by']): string | number =>
  ({
    name: row.name_sort,
    createdAt: row.created_at.toISOString(),
    lastDay: row.last_day_no,
    net: row.net,
    customerNo: row.customer_no,
  })[by]

/** A page of the customers that the reader may see: by search word, simple filters and filter tree. */
export async function listCustomers(ctx: Ctx, input: ListInput): Promise<Page> {
  const rows = authorize(ctx, 'customers.read')
  const sort = sortOf(input.sort)
  const after = input.cursor ? decodeCursor(input.cursor, input.sort, [CURSOR_KINDS[sort.by], 'uuid']) : null
  const today = dayInZone(ctx.clock.now(), ctx.org.timezone)
  const findPage = (tx: TenantRead) =>
    q.listCustomers(tx, {
      rows,
      sort,
      limit: input.limit,
      after: after && { value: after[0]!, id: String(after[1]) },
      search: input.q === undefined ? null : resolveSearch(ctx, tx, input.q),
      valueTier: input.valueTier,
      city: input.city,
      tag: input.tag,
      conditions: [
        ...(input.status ? [statusCondition(tx, input.status, today, statusWindows(ctx.org.trade))] : []),
        ...(input.filter
          ? [
              (customerId: Parameters<typeof compileFilter>[3]) =>
                compileFilter(tx, input.filter!, ctx.seams.filterFacts, customerId),
            ]
          : []),
      ],
    })
  const found = await inTenantRead(ctx, findPage, { oneStatement: true })
  const page = pageOfRows(found, input.limit, (last) => encodeCursor(input.sort, [sortValue(last, sort.by), last.id]))
  return { data: page.rows.map((row) => presentLine(ctx, row)), page: { nextCursor: page.nextCursor, total: null } }
}
