import { type Expression, type SqlBool, sql } from 'kysely'
import type { Rows } from '../../../kernel/tenancy/authorize.ts'
import type { TenantRead } from '../../../kernel/tenancy/tenant-tx.ts'
import { inRows } from '../profile/queries.ts'
import { prefixEnd, type TermQuery } from './rules.ts'

/** A search looks at this many hits at most; a shorter word than that finds is a list, not a search. */
export const MOST_HITS = 2000

export interface ResolvedSearch {
  /** Look-up hashes of whole numbers and addresses. */
  contacts: Buffer[]
  any: TermQuery[]
}

/** Ids that a search word points to, as a subquery of at most MOST_HITS rows. */
function hits(tx: TenantRead, search: ResolvedSearch) {
  const parts: Expression<{ customer_id: string }>[] = search.any.map(({ all }) => {
    const [first, ...others] = all
    return tx
      .selectFrom('customer_terms as t0')
      .select('t0.customer_id')
      .where('t0.org_id', '=', tx.orgId)
      .where((eb) =>
        first!.prefix
          ? eb.and([eb('t0.term', '>=', first!.term), eb('t0.term', '<', prefixEnd(first!.term))])
          : eb('t0.term', '=', first!.term),
      )
      .where((eb) =>
        eb.and(
          others.map((other) =>
            eb.exists(
              eb
                .selectFrom('customer_terms as t1')
                .select('t1.customer_id')
                .where('t1.org_id', '=', tx.orgId)
                .whereRef('t1.customer_id', '=', 't0.customer_id')
                .where((on) =>
                  other.prefix
                    ? on.and([on('t1.term', '>=', other.term), on('t1.term', '<', prefixEnd(other.term))])
                    : on('t1.term', '=', other.term),
                ),
            ),
          ),
        ),
      )
      .limit(MOST_HITS)
  })
  if (search.contacts.length > 0) {
    parts.push(
      tx
        .selectFrom('customer_contacts')
        .select('customer_id')
        .where('org_id', '=', tx.orgId)
        .where('lookup', 'in', search.contacts)
        .limit(MOST_HITS),
    )
  }
  return sql<{ customer_id: string }>`(${sql.join(
    parts.map((part) => sql`(${part})`),
    sql` union `,
  )})`
}

export interface Sort {
  by: 'name' | 'createdAt' | 'lastDay' | 'net' | 'customerNo'
  descending: boolean
}
const SORT_COLUMNS = {
  name: 'c.name_sort',
  createdAt: 'c.created_at',
  lastDay: 'p.last_day_no',
  net: 'p.net',
  customerNo: 'c.customer_no',
} as const

export interface ListRequest {
  rows: Rows
  sort: Sort
  limit: number
  /** Sort value and id of the last row of the page before. */
  after: { value: string | number; id: string } | null
  search: ResolvedSearch | null
  valueTier?: string | undefined
  city?: string | undefined
  tag?: string | undefined
  /** Further conditions over the outer customer's id. */
  conditions: ((customerId: Expression<string>) => Expression<SqlBool>)[]
}

/** One page of customers in the asked order, with what a line shows. Asks for one row more than the page, to know whether there is another. */
export const listCustomers = (tx: TenantRead, request: ListRequest) => {
  const { sort, after } = request
  const column = SORT_COLUMNS[sort.by]
  const direction = sort.descending ? 'desc' : 'asc'
  const compare = sort.descending ? sql.raw('<') : sql.raw('>')
  const afterValue = after && (sort.by === 'createdAt' ? sql`${after.value}::timestamptz` : sql`${after.value}`)
  return tx
    .selectFrom((eb) =>
      eb
        .selectFrom('customers as c')
        .innerJoin('purchase_summary as p', (join) => join.onRef('p.org_id', '=', 'c.org_id').onRef('p.customer_id', '=', 'c.id'))
        .selectAll('c')
        .select(['p.first_day', 'p.last_day', 'p.last_day_no', 'p.orders', 'p.days', 'p.net'])
        .where('c.org_id', '=', tx.orgId)
        .where('p.org_id', '=', tx.orgId)
        .where(inRows(request.rows))
        .$if(request.search !== null, (query) =>
          query.where('c.id', 'in', sql<string>`(select customer_id from ${hits(tx, request.search!)} as hit)`),
        )
        .$if(request.city !== undefined, (query) => query.where('c.city', '=', request.city!))
        .$if(request.tag !== undefined, (query) =>
          query.where((on) =>
            on.exists(
              on
                .selectFrom('customer_tags as t')
                .select('t.tag')
                .where('t.org_id', '=', tx.orgId)
                .whereRef('t.customer_id', '=', 'c.id')
                .where('t.tag', '=', request.tag!),
            ),
          ),
        )
        .$if(request.valueTier !== undefined, (query) =>
          query.where((on) =>
            on.exists(
              on
                .selectFrom('customer_standing as z')
                .select('z.value_tier')
                .where('z.org_id', '=', tx.orgId)
                .whereRef('z.customer_id', '=', 'c.id')
                .where('z.value_tier', '=', request.valueTier as 'tier_a'),
            ),
          ),
        )
        .where((on) => on.and(request.conditions.map((condition) => condition(on.ref('c.id')))))
        .$if(after !== null, (query) =>
          query.where(sql<SqlBool>`(${sql.ref(column)}, c.id) ${compare} (${afterValue}, ${after!.id}::uuid)`),
        )
        .orderBy(column, direction)
        .orderBy('c.id', direction)
        .limit(request.limit + 1)
        .as('c'),
    )
    .leftJoin('customer_standing as s', (join) => join.onRef('s.org_id', '=', 'c.org_id').onRef('s.customer_id', '=', 'c.id'))
    .leftJoin('stores as st', (join) => join.onRef('st.org_id', '=', 'c.org_id').onRef('st.id', '=', 'c.store_id'))
    .leftJoin('staff as ow', (join) => join.onRef('ow.org_id', '=', 'c.org_id').onRef('ow.id', '=', 'c.owner_id'))
    .select([
      'c.id',
      'c.customer_no',
      'c.kind',
      'c.name',
      'c.name_sort',
      'c.form_of_address',
      'c.city',
      'c.lead_source',
      'c.owner_id',
      'c.store_id',
      'c.is_vip',
      'c.created_at',
      'c.updated_at',
      'c.first_day',
      'c.last_day',
      'c.last_day_no',
      'c.orders',
      'c.days',
      'c.net',
      's.value_tier',
      'st.name as store_name',
      'ow.name as owner_name',
    ])
    .select((eb) => [
      eb
        .selectFrom('customer_contacts as k')
        .select('k.masked')
        .where('k.org_id', '=', tx.orgId)
        .whereRef('k.customer_id', '=', 'c.id')
        .where('k.kind', '=', 'phone')
        .orderBy('k.is_primary', 'desc')
        .limit(1)
        .as('phone_masked'),
      eb
        .selectFrom('customer_tags as t')
        .select(sql<string[]>`coalesce(array_agg(t.tag order by t.tag), '{}')`.as('tags'))
        .where('t.org_id', '=', tx.orgId)
        .whereRef('t.customer_id', '=', 'c.id')
        .as('tags'),
    ])
    .orderBy(sql.ref(column.replace('p.', 'c.')), direction)
    .orderBy('c.id', direction)
    .execute()
}
export type LineRow = Awaited<ReturnType<typeof listCustomers>>[number]

/** These customers, as far as they are in the reader's rows. */
export const customersByIds = (tx: TenantRead, rows: Rows, ids: readonly string[]) =>
  listCustomers(tx, {
    rows,
    sort: { by: 'name', descending: false },
    limit: ids.length,
    after: null,
    search: null,
    conditions: [(customerId) => sql<SqlBool>`${customerId} = any(${ids}::uuid[])`],
  })
