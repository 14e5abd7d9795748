import type { PromiseStatus } from '@shuke/contract/interactions/promises.ts'
import { type Insertable, sql, type Updateable } from 'kysely'
import type { Rows } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import type { TenantRead, TenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import type { PromisesTable } from '../tables.ts'
import { followUpInRows } from '../tasks/row-queries.ts'

const promises = (tx: TenantRead, ctx: Ctx, rows: Rows) =>
  tx
    .selectFrom('promises as p')
    .innerJoin('staff as s', (join) => join.onRef('s.org_id', '=', 'p.org_id').onRef('s.id', '=', 'p.staff_id'))
    .selectAll('p')
    .select('s.name as staff_name')
    .where('p.org_id', '=', tx.orgId)
    .where(followUpInRows(tx, ctx, rows, 'promise'))

export const promiseById = (tx: TenantRead, ctx: Ctx, rows: Rows, id: string) =>
  promises(tx, ctx, rows).where('p.id', '=', id).executeTakeFirst()
export type PromiseRow = NonNullable<Awaited<ReturnType<typeof promiseById>>>

export interface PromiseFilter {
  status: PromiseStatus
  staffId?: string | undefined
  customerId?: string | undefined
  /** Due before this day. */
  before?: string | undefined
  until?: string | undefined
  limit: number
  after?: { day: string; id: string } | null
}
/** Promises by due day; one more than the limit. */
export const listPromises = (tx: TenantRead, ctx: Ctx, rows: Rows, filter: PromiseFilter) =>
  promises(tx, ctx, rows)
    .where('p.status', '=', filter.status)
    .$if(filter.staffId !== undefined, (query) => query.where('p.staff_id', '=', filter.staffId!))
    .$if(filter.customerId !== undefined, (query) => query.where('p.customer_id', '=', filter.customerId!))
    .$if(filter.before !== undefined, (query) => query.where('p.due_day', '<', filter.before!))
    .$if(filter.until !== undefined, (query) => query.where('p.due_day', '<=', filter.until!))
    .$if(Boolean(filter.after), (query) =>
      query.where(sql<boolean>`(p.due_day, p.id) > (${filter.after?.day}::date, ${filter.after?.id}::uuid)`),
    )
    .orderBy('p.due_day')
    .orderBy('p.id')
    .limit(filter.limit + 1)
    .execute()

export const countPromises = async (tx: TenantRead, staffId: string, until: string): Promise<number> =>
  (
    await tx
      .selectFrom('promises')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('org_id', '=', tx.orgId)
      .where('staff_id', '=', staffId)
      .where('status', '=', 'open')
      .where('due_day', '<=', until)
      .executeTakeFirstOrThrow()
  ).n

/** Locks one promise within the actor's rows. */
export const lockPromise = (tx: TenantTx, ctx: Ctx, rows: Rows, id: string) =>
  tx
    .selectFrom('promises as p')
    .selectAll('p')
    .where('p.org_id', '=', tx.orgId)
    .where('p.id', '=', id)
    .where(followUpInRows(tx, ctx, rows, 'promise'))
    .forUpdate('p')
    .executeTakeFirst()

export const insertPromise = (tx: TenantTx, promise: Omit<Insertable<PromisesTable>, 'org_id'>) =>
  tx
    .insertInto('promises')
    .values({ org_id: tx.orgId, ...promise })
    .execute()

export const changePromise = (tx: TenantTx, id: string, change: Updateable<PromisesTable>) =>
  tx
    .updateTable('promises')
    .set({ ...change, version: sql<number>`version + 1` })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .execute()

/** Open and kept promises of each member of staff within the reader's rows. */
export const countsByStaff = (tx: TenantRead, ctx: Ctx, rows: Rows, days: { today: string; until: string; since: Date }) =>
  tx
    .selectFrom('promises as p')
    .select('p.staff_id as staffId')
    .select([
      sql<number>`count(*) filter (where p.status = 'open' and p.due_day < ${days.today}::date)`.as('overdue'),
      sql<number>`count(*) filter (where p.status = 'open' and p.due_day = ${days.today}::date)`.as('dueToday'),
      sql<number>`count(*) filter (where p.status = 'open' and p.due_day > ${days.today}::date and p.due_day <= ${days.until}::date)`.as(
        'coming',
      ),
      sql<number>`count(*) filter (where p.status = 'kept' and p.kept_at >= ${days.since}::timestamptz)`.as('doneToday'),
      sql<number>`count(*) filter (where p.status in ('kept', 'broken') or (p.status = 'open' and (p.missed or p.due_day < ${days.today}::date)))`.as(
        'counted',
      ),
      sql<number>`count(*) filter (where p.status = 'kept' and not p.missed and not p.kept_late)`.as('kept'),
    ])
    .where('p.org_id', '=', tx.orgId)
    .where(followUpInRows(tx, ctx, rows, 'promise'))
    .groupBy('p.staff_id')
    .execute()
