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

/** Customers in the reader's rows whose birthday is one of the keys and was not seen to; the earliest and most valuable first. */
export async function birthdays(tx: TenantRead, rows: Rows, keys: (BirthdayKey & { on: string })[], ask: BirthdayAsk) {
  const list = sql<{ calendar: string; month: number; day: number; leap: boolean; kept_on: string }>`(select * from unnest(
    ${keys.map((key) => key.calendar)}::text[], ${keys.map((key) => key.month)}::int[], ${keys.map((key) => key.day)}::int[],
    ${keys.map((key) => key.leap)}::boolean[], ${keys.map((key) => key.on)}::date[]) as u (calendar, month, day, leap, kept_on))`
  return tx
    .selectFrom(list.as('k'))
    .innerJoin('customers as c', (join) =>
      join.onRef('c.birth_month', '=', 'k.month').onRef('c.birth_day', '=', 'k.day').on('c.org_id', '=', tx.orgId),
    )
    .leftJoin('staff as o', (join) => join.onRef('o.org_id', '=', 'c.org_id').onRef('o.id', '=', 'c.owner_id'))
    .leftJoin('purchase_summary as p', (join) => join.onRef('p.org_id', '=', 'c.org_id').onRef('p.customer_id', '=', 'c.id'))
    .leftJoin('birthday_marks as m', (join) =>
      join.onRef('m.org_id', '=', 'c.org_id').onRef('m.customer_id', '=', 'c.id').onRef('m.kept_on', '=', 'k.kept_on'),
    )
    .select(['c.id', 'c.owner_id', 'o.name as owner_name', 'k.kept_on', 'c.birth_year', 'k.calendar', 'k.month'])
    .select(['c.birth_day', 'c.birth_leap', sql<number>`count(*) over ()`.as('total')])
    .where('c.org_id', '=', tx.orgId)
    .where('c.kind', '=', 'person')
    .whereRef('c.birth_calendar', '=', 'k.calendar')
    .whereRef('c.birth_leap', '=', 'k.leap')
    .where('m.customer_id', 'is', null)
    .where(inRows(rows))
    .$if(ask.staffId !== undefined, (query) =>
      query.where((eb) => eb.or([eb('c.owner_id', '=', ask.staffId ?? NOBODY), eb('c.owner_id', 'is', null)])),
    )
    .$if(ask.customerId !== undefined, (query) => query.where('c.id', '=', ask.customerId!))
    .orderBy('k.kept_on')
    .orderBy(sql`coalesce(p.net, 0)`, 'desc')
    .orderBy('c.id')
    .limit(ask.limit)
    .execute()
}
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
