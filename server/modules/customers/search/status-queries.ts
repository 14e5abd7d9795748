import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely'
import type { Tables } from '../../../kernel/db/database.ts'
import type { TenantRead } from '../../../kernel/tenancy/tenant-tx.ts'
import type { CustomerStatus, StatusWindows } from '../standing/rules.ts'

/** The rule of `standing/rules.ts` as a condition, so that a list can be filtered by status without deriving it for every row. */
export const statusCondition =
  (tx: TenantRead, status: CustomerStatus, today: string, windows: StatusWindows) =>
  (customerId: Expression<string>): Expression<SqlBool> => {
    const silent = sql<number>`(${today}::date - w.last_day)`
    const known = sql<number>`(${today}::date - w.first_day)`
    const isNew = sql<SqlBool>`(w.orders = 1 and ${known} <= ${windows.newDays})`
    const conditions: Record<CustomerStatus, Expression<SqlBool>> = {
      potential: sql<SqlBool>`w.orders = 0`,
      lost: sql<SqlBool>`w.orders > 0 and ${silent} > ${windows.lostDays}`,
      dormant: sql<SqlBool>`w.orders > 0 and ${silent} > ${windows.dormantDays} and ${silent} <= ${windows.lostDays}`,
      new: sql<SqlBool>`w.orders > 0 and ${silent} <= ${windows.dormantDays} and ${isNew}`,
      existing: sql<SqlBool>`w.orders > 0 and ${silent} <= ${windows.dormantDays} and not ${isNew}`,
    }
    return expressionBuilder<Tables>().exists(
      tx
        .selectFrom('purchase_summary as w')
        .select('w.customer_id')
        .where('w.org_id', '=', tx.orgId)
        .where('w.customer_id', '=', customerId)
        .where(conditions[status]),
    )
  }
