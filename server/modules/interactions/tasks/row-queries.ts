import { type SqlBool, sql } from 'kysely'
import { allows, authorize, type Rows } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import type { TenantRead } from '../../../kernel/tenancy/tenant-tx.ts'

export const NOBODY = '00000000-0000-0000-0000-000000000000'

/** The customers whose names the reader may see; nobody's without the right. */
export const nameableCustomers = (ctx: Ctx): Rows =>
  allows(ctx, 'customers.read') ? authorize(ctx, 'customers.read') : { kind: 'own', staffId: NOBODY }

/**
 * The reader's rows as a condition on tasks (`t`) or promises (`p`): one's own, those about one's customers, those of one's stores; and
 * whatever one had a hand in, so that a thing passed on by mistake can be taken back.
 */
export function followUpInRows(tx: TenantRead, ctx: Ctx, rows: Rows, kind: 'task' | 'promise') {
  if (rows.kind === 'org') return sql<SqlBool>`true`
  const [staff, customer, id, event] =
    kind === 'task'
      ? ['t.assignee_id', 't.customer_id', 't.id', 'task_id']
      : ['p.staff_id', 'p.customer_id', 'p.id', 'promise_id']
  const me = ctx.actor.staffId ?? NOBODY
  const hasHandIn = sql<SqlBool>`(${sql.ref(staff!)} = ${me}::uuid or exists (select 1 from follow_up_events e
    where e.org_id = ${tx.orgId}::uuid and e.${sql.ref(event!)} = ${sql.ref(id!)} and e.staff_id = ${me}::uuid))`
  if (rows.kind === 'own')
    return sql<SqlBool>`(${hasHandIn} or exists (select 1 from customers v
      where v.org_id = ${tx.orgId}::uuid and v.id = ${sql.ref(customer!)} and v.owner_id = ${rows.staffId}::uuid))`
  return sql<SqlBool>`(${hasHandIn}
    or exists (select 1 from staff_stores v where v.org_id = ${tx.orgId}::uuid and v.staff_id = ${sql.ref(staff!)} and v.store_id = any(${rows.storeIds}::uuid[]))
    or exists (select 1 from customers v where v.org_id = ${tx.orgId}::uuid and v.id = ${sql.ref(customer!)} and v.store_id = any(${rows.storeIds}::uuid[])))`
}

/** Whom a thing may be given to: active staff of the actor's stores and those of no store; everybody for readers of the whole org. */
export const colleagues = (tx: TenantRead, ctx: Ctx, rows: Rows, id?: string) =>
  tx
    .selectFrom('staff as s')
    .select(['s.id', 's.name'])
    .where('s.org_id', '=', tx.orgId)
    .where('s.is_active', '=', true)
    .$if(id !== undefined, (query) => query.where('s.id', '=', id!))
    .$if(rows.kind !== 'org', (query) =>
      query.where(
        sql<SqlBool>`(s.id = ${ctx.actor.staffId ?? NOBODY}::uuid
          or not exists (select 1 from staff_stores b where b.org_id = ${tx.orgId}::uuid and b.staff_id = s.id)
          or exists (select 1 from staff_stores b where b.org_id = ${tx.orgId}::uuid and b.staff_id = s.id and b.store_id = any(${ctx.actor.storeIds}::uuid[])))`,
      ),
    )
    .orderBy('s.name')
    .orderBy('s.id')
    .execute()

/** The zone in which a day is meant: of the store, else of the staff's first store, else of the org. */
export async function zoneOf(
  tx: TenantRead,
  ctx: Ctx,
  of: { storeId?: string | null; staffId?: string | null },
): Promise<string> {
  const { rows } = await sql<{ timezone: string }>`select s.timezone from stores s
    left join staff_stores m on m.org_id = s.org_id and m.store_id = s.id and m.staff_id = ${of.staffId ?? NOBODY}::uuid
    where s.org_id = ${tx.orgId}::uuid and (s.id = ${of.storeId ?? NOBODY}::uuid or m.staff_id is not null)
    order by (s.id = ${of.storeId ?? NOBODY}::uuid) desc, s.created_at, s.id limit 1`.execute(tx)
  return rows[0]?.timezone ?? ctx.org.timezone
}
