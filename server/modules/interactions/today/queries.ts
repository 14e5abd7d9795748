import { type Insertable, sql } from 'kysely'
import type { Rows } from '../../../kernel/tenancy/authorize.ts'
import type { TenantRead, TenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { inRows } from '../../customers/index.ts'
import type { BirthdayMarksTable } from '../tables.ts'
import { NOBODY } from '../tasks/row-queries.ts'
import type { BirthdayKey } from './rules.ts'

export interface BirthdayAsk {
  /** Customers of this member of staff and of nobody; left out: everybody's. */
  staffId?: string | null
  customerId?: string
  limit: number
}

const keyRows = (keys: (BirthdayKey & { on: string })[]) =>
  sql<{ calendar: 'solar' | 'lunar'; month: number; day: number; leap: boolean; kept_on: string }>`(select * from unnest(
    ${keys.map((key) => key.calendar)}::text[], ${keys.map((key) => key.month)}::int[], ${keys.map((key) => key.day)}::int[],
    ${keys.map((key) => key.leap)}::boolean[], ${keys.map((key) => key.on)}::date[]) as u (calendar, month, day, leap, kept_on))`

/**
 * Customers in the reader's rows whose birthday is one of the keys and was not seen to; the earliest and most valuable first. The keys stand
 * as plain conditions in a part of its own: joined to the customers, a planner without statistics compared each with each (2 s for 100 000).
 */
export const birthdays = (tx: TenantRead, rows: Rows, keys: (BirthdayKey & { on: string })[], ask: BirthdayAsk) =>
  tx
    .with(
      (name) => name('found').materialized(),
      (db) =>
        db
          .selectFrom('customers as c')
          .select(['c.id', 'c.owner_id', 'c.birth_calendar', 'c.birth_year', 'c.birth_month', 'c.birth_day', 'c.birth_leap'])
          .where('c.org_id', '=', tx.orgId)
          .where('c.kind', '=', 'person')
          .where((eb) =>
            eb.or(
              keys.map((key) =>
                eb.and({
                  'c.birth_month': key.month,
                  'c.birth_day': key.day,
                  'c.birth_calendar': key.calendar,
                  'c.birth_leap': key.leap,
                }),
              ),
            ),
          )
          .where(inRows(rows))
          .$if(ask.staffId !== undefined, (query) =>
            query.where((eb) => eb.or([eb('c.owner_id', '=', ask.staffId ?? NOBODY), eb('c.owner_id', 'is', null)])),
          )
          .$if(ask.customerId !== undefined, (query) => query.where('c.id', '=', ask.customerId!)),
    )
    .selectFrom('found as f')
    .innerJoin(keyRows(keys).as('k'), (join) =>
      join
        .onRef('f.birth_month', '=', 'k.month')
        .onRef('f.birth_day', '=', 'k.day')
        .onRef('f.birth_calendar', '=', 'k.calendar')
        .onRef('f.birth_leap', '=', 'k.leap'),
    )
    .leftJoin('staff as o', (join) => join.onRef('o.id', '=', 'f.owner_id').on('o.org_id', '=', tx.orgId))
    .leftJoin('purchase_summary as p', (join) => join.onRef('p.customer_id', '=', 'f.id').on('p.org_id', '=', tx.orgId))
    .selectAll('f')
    .select(['o.name as owner_name', 'k.kept_on', sql<number>`count(*) over ()`.as('total')])
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('birthday_marks as m')
            .select('m.customer_id')
            .where('m.org_id', '=', tx.orgId)
            .whereRef('m.customer_id', '=', 'f.id')
            .whereRef('m.kept_on', '=', 'k.kept_on'),
        ),
      ),
    )
    .orderBy('k.kept_on')
    .orderBy(sql`coalesce(p.net, 0)`, 'desc')
    .orderBy('f.id')
    .limit(ask.limit)
    .execute()
export type BirthdayRow = Awaited<ReturnType<typeof birthdays>>[number]

/** Marks a birthday as seen to. @returns false when somebody was first */
export async function markBirthday(tx: TenantTx, mark: Omit<Insertable<BirthdayMarksTable>, 'org_id'>): Promise<boolean> {
  const made = await tx
    .insertInto('birthday_marks')
    .values({ org_id: tx.orgId, ...mark })
    .onConflict((conflict) => conflict.doNothing())
    .returning('customer_id')
    .executeTakeFirst()
  return made !== undefined
}

export const linkGreeting = (tx: TenantTx, customerId: string, keptOn: string, interactionId: string) =>
  tx
    .updateTable('birthday_marks')
    .set({ interaction_id: interactionId })
    .where('org_id', '=', tx.orgId)
    .where('customer_id', '=', customerId)
    .where('kept_on', '=', keptOn)
    .execute()

/** The mark of a birthday kept from a day on, locked. */
export const markOf = (tx: TenantTx, customerId: string, from: string, until: string) =>
  tx
    .selectFrom('birthday_marks')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('customer_id', '=', customerId)
    .where('kept_on', '>=', from)
    .where('kept_on', '<=', until)
    .orderBy('kept_on', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()

/** Takes a mark away, and the interaction that greeting made. */
export async function unmark(tx: TenantTx, mark: { customer_id: string; kept_on: string; interaction_id: string | null }) {
  await tx
    .deleteFrom('birthday_marks')
    .where('org_id', '=', tx.orgId)
    .where('customer_id', '=', mark.customer_id)
    .where('kept_on', '=', mark.kept_on)
    .execute()
  if (mark.interaction_id)
    await tx.deleteFrom('interactions').where('org_id', '=', tx.orgId).where('id', '=', mark.interaction_id).execute()
}

/** Names of these members of staff within the reader's rows. */
export const staffInRows = (tx: TenantRead, rows: Rows, ids?: string[]) =>
  tx
    .selectFrom('staff as s')
    .select(['s.id', 's.name'])
    .where('s.org_id', '=', tx.orgId)
    .where('s.is_active', '=', true)
    .$if(ids !== undefined, (query) => query.where('s.id', '=', sql<string>`any(${ids}::uuid[])`))
    .$if(rows.kind === 'own', (query) => query.where('s.id', '=', (rows as { staffId: string }).staffId))
    .$if(rows.kind === 'store', (query) =>
      query.where(
        sql<boolean>`exists (select 1 from staff_stores b where b.org_id = ${tx.orgId}::uuid and b.staff_id = s.id
          and b.store_id = any(${(rows as { storeIds: string[] }).storeIds}::uuid[]))`,
      ),
    )
    .orderBy('s.name')
    .orderBy('s.id')
    .execute()
