import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import { PLAN_EACH_TIME } from '../../../kernel/db/statement-names.ts'
import type { Rows } from '../../../kernel/tenancy/authorize.ts'
import type { TenantRead } from '../../../kernel/tenancy/tenant-tx.ts'
import { scopeOf } from '../profile/queries.ts'
import type { CustomerStandingTable, CustomersTable, PurchaseSummaryTable } from '../tables.ts'
import { hits, type ResolvedSearch } from './hit-queries.ts'

export interface Sort {
  by: 'name' | 'createdAt' | 'lastDay' | 'net' | 'customerNo'
  descending: boolean
}
/** Column, type of its cursor value, and whether the kept figures are read for it. */
const SORTS = {
  name: { column: 'c.name_sort', type: 'text', figures: false },
  createdAt: { column: 'c.created_at', type: 'timestamptz', figures: false },
  lastDay: { column: 'p.last_day_no', type: 'int', figures: true },
  net: { column: 'p.net', type: 'bigint', figures: true },
  customerNo: { column: 'c.customer_no', type: 'text', figures: false },
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

/** What a line of a list shows. */
export type LineRow = Pick<
  CustomersTable,
  'id' | 'customer_no' | 'kind' | 'name' | 'name_sort' | 'form_of_address' | 'city' | 'lead_source' | 'owner_id' | 'store_id'
> &
  Pick<CustomersTable, 'created_at' | 'updated_at'> &
  Pick<PurchaseSummaryTable, 'first_day' | 'last_day'> & {
    is_vip: boolean
    last_day_no: number
    orders: number
    days: number
    net: number
    value_tier: CustomerStandingTable['value_tier'] | null
    store_name: string | null
    owner_name: string | null
    phone_masked: string | null
    tags: string[]
  }

/** Page sizes that the statement is made for: few, so that each is prepared once. What is read too much is left away by the caller. */
const PAGE_SIZES = [10, 50, 200]
const rowsFor = (limit: number) => (PAGE_SIZES.find((size) => size >= limit) ?? limit) + 1

/** The conditions of a request on `customers c`. */
function conditionsOf(tx: TenantRead, { rows, search, city, tag, valueTier, conditions }: ListRequest): RawBuilder<unknown>[] {
  const org = sql`${tx.orgId}::uuid`
  const all = [sql`c.org_id = ${org}`]
  if (rows.kind !== 'org') all.push(scopeOf(rows))
  if (search) all.push(sql`c.id = any(${hits(tx, rows, search)})`)
  if (city !== undefined) all.push(sql`c.city = ${city}`)
  if (tag !== undefined)
    all.push(sql`exists (select from customer_tags t where t.org_id = ${org} and t.customer_id = c.id and t.tag = ${tag})`)
  if (valueTier !== undefined)
    all.push(
      sql`exists (select from customer_standing z where z.org_id = ${org} and z.customer_id = c.id and z.value_tier = ${valueTier})`,
    )
  return [...all, ...conditions.map((condition) => sql`${condition(sql.ref('c.id'))}`)]
}

/** Does the best way through the indexes depend on how frequent the asked values are? */
const dependsOnValues = ({ rows, sort, city, tag, valueTier, conditions }: ListRequest): boolean =>
  tag !== undefined ||
  valueTier !== undefined ||
  conditions.length > 0 ||
  (sort.by !== 'createdAt' && (city !== undefined || rows.kind !== 'org'))

/** One page of customers in the asked order, with what a line shows, and at least one row more if there is another page. */
export async function listCustomers(tx: TenantRead, request: ListRequest): Promise<LineRow[]> {
  const { sort, after } = request
  const { column, type, figures } = SORTS[sort.by]
  const org = sql`${tx.orgId}::uuid`
  const by = sql.raw(column)
  const direction = sql.raw(sort.descending ? 'desc' : 'asc')
  const beyond = sql.raw(sort.descending ? '<' : '>')
  const where = conditionsOf(tx, request)
  if (after) where.push(sql`(${by}, c.id) ${beyond} (${after.value}::${sql.raw(type)}, ${after.id}::uuid)`)
  // First the page, by the index of its order; then, for its rows only, what hangs on them.
  const { rows } = await sql<LineRow>`${sql.raw(dependsOnValues(request) ? PLAN_EACH_TIME : '')}
    select c.id, c.customer_no, c.kind, c.name, c.name_sort, c.form_of_address, c.city, c.lead_source, c.owner_id, c.store_id, c.is_vip,
      c.created_at, c.updated_at, p.first_day, p.last_day, p.last_day_no, p.orders, p.days, p.net, s.value_tier,
      st.name as store_name, ow.name as owner_name,
      (select k.masked from customer_contacts k where k.org_id = ${org} and k.customer_id = c.id and k.kind = 'phone'
        order by k.is_primary desc limit 1) as phone_masked,
      array(select t.tag from customer_tags t where t.org_id = ${org} and t.customer_id = c.id order by t.tag) as tags
    from (
      select c.*, ${by} as sort_value
      from customers c ${sql.raw(figures ? 'join purchase_summary p on p.org_id = c.org_id and p.customer_id = c.id' : '')}
      where ${sql.join(where, sql` and `)} ${figures ? sql`and p.org_id = ${org}` : sql``}
      order by ${by} ${direction}, c.id ${direction}
      limit ${sql.lit(rowsFor(request.limit))}
    ) as c
    join purchase_summary p on p.org_id = ${org} and p.customer_id = c.id
    left join customer_standing s on s.org_id = ${org} and s.customer_id = c.id
    left join stores st on st.org_id = ${org} and st.id = c.store_id
    left join staff ow on ow.org_id = ${org} and ow.id = c.owner_id
    order by c.sort_value ${direction}, c.id ${direction}`.execute(tx)
  return rows
}

/** These customers, as far as they are in the reader's rows. */
export const customersByIds = (tx: TenantRead, rows: Rows, ids: readonly string[]): Promise<LineRow[]> =>
  listCustomers(tx, {
    rows,
    sort: { by: 'name', descending: false },
    limit: ids.length,
    after: null,
    search: null,
    conditions: [(customerId) => sql<SqlBool>`${customerId} = any(${ids}::uuid[])`],
  })
