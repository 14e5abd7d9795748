import { type RawBuilder, sql } from 'kysely'
import type { Rows } from '../../../kernel/tenancy/authorize.ts'
import type { TenantRead } from '../../../kernel/tenancy/tenant-tx.ts'
import { scopeOf } from '../profile/queries.ts'
import { prefixEnd, type TermQuery } from './rules.ts'

/** A search looks at this many hits of a word at most; a shorter word than that finds is a list, not a search. */
export const MOST_HITS = 2000

export interface ResolvedSearch {
  /** Look-up hashes of whole numbers and addresses. */
  contacts: Buffer[]
  any: TermQuery[]
}

type Term = TermQuery['all'][number]
/** Every term is a range of the index: what begins with it, or (no text goes on with the lowest character) only itself. */
const low = ({ term }: Term) => term
const high = ({ term, prefix }: Term) => (prefix ? prefixEnd(term) : `${term}\u0001`)

const MOST = sql.lit(MOST_HITS)

/** At most MOST_HITS customers in the reader's rows for each of the ranges; all of `others` must point to them too. */
function inRanges(tx: TenantRead, rows: Rows, ranges: Term[], others: Term[]): RawBuilder<unknown> {
  const scope =
    rows.kind === 'org'
      ? sql``
      : sql`and exists (select from customers c where c.org_id = ${tx.orgId}::uuid and c.id = t.customer_id and ${scopeOf(rows)})`
  const rest =
    others.length === 0
      ? sql``
      : sql`and not exists (select from unnest(${others.map(low)}::text[], ${others.map(high)}::text[]) as o (low, high)
          where not exists (select from customer_terms x
            where x.org_id = ${tx.orgId}::uuid and x.customer_id = t.customer_id and x.term >= o.low and x.term < o.high))`
  return sql`select t.customer_id from unnest(${ranges.map(low)}::text[], ${ranges.map(high)}::text[]) as w (low, high)
    cross join lateral (select t.customer_id from customer_terms t
      where t.org_id = ${tx.orgId}::uuid and t.term >= w.low and t.term < w.high ${scope} ${rest} limit ${MOST}) as t`
}

/**
 * The ids that a search word points to, as an array for `= any`. An array, because the planner then expects few customers whatever the
 * word, and reads just these by their key; and ranges from `unnest`, because one plan then serves every word.
 */
export function hits(tx: TenantRead, rows: Rows, search: ResolvedSearch): RawBuilder<string[]> {
  const single = search.any.filter(({ all }) => all.length === 1).map(({ all }) => all[0]!)
  const ways = search.any
    .filter(({ all }) => all.length > 1)
    .map(({ all: [first, ...others] }) => inRanges(tx, rows, [first!], others))
  if (single.length > 0) ways.push(inRanges(tx, rows, single, []))
  if (search.contacts.length > 0)
    ways.push(
      sql`select customer_id from customer_contacts where org_id = ${tx.orgId}::uuid and lookup = any(${search.contacts}::bytea[])`,
    )
  // Half an e-mail address points to nobody.
  if (ways.length === 0) return sql`array[]::uuid[]`
  return sql`array(${sql.join(
    ways.map((way) => sql`(${way})`),
    sql` union all `,
  )} limit ${sql.lit(2 * MOST_HITS)})`
}
