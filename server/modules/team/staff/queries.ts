import type { Rows } from '../../../kernel/tenancy/authorize.ts'
import type { TenantRead, TenantTx } from '../../../kernel/tenancy/tenant-tx.ts'

export async function insertStaff(
  tx: TenantTx,
  staff: { id: string; name: string; storeIds: string[]; now: Date },
): Promise<void> {
  await tx.insertInto('staff').values({ org_id: tx.orgId, id: staff.id, name: staff.name, created_at: staff.now }).execute()
  if (staff.storeIds.length > 0) {
    await tx
      .insertInto('staff_stores')
      .values(staff.storeIds.map((store_id) => ({ org_id: tx.orgId, staff_id: staff.id, store_id })))
      .execute()
  }
}

export const knownStores = async (tx: TenantRead, ids: string[]): Promise<Set<string>> => {
  if (ids.length === 0) return new Set()
  const rows = await tx.selectFrom('stores').select('id').where('org_id', '=', tx.orgId).where('id', 'in', ids).execute()
  return new Set(rows.map((row) => row.id))
}

/** Staff within the reader's rows: of the shared stores, or only oneself. */
export const listStaff = (tx: TenantRead, rows: Rows) =>
  tx
    .selectFrom('staff as s')
    .leftJoin('platform.memberships as m', (join) =>
      join.onRef('m.staff_id', '=', 's.id').onRef('m.org_id', '=', 's.org_id').on('m.status', '=', 'active'),
    )
    .select(['s.id', 's.name', 's.is_active', 'm.role'])
    .select((eb) =>
      eb
        .selectFrom('staff_stores as ss')
        .select((inner) => inner.fn.coalesce(inner.fn<string[]>('array_agg', ['ss.store_id']), inner.val<string[]>([])).as('ids'))
        .where('ss.org_id', '=', tx.orgId)
        .whereRef('ss.staff_id', '=', 's.id')
        .as('store_ids'),
    )
    .where('s.org_id', '=', tx.orgId)
    .$if(rows.kind === 'own', (query) => query.where('s.id', '=', (rows as { staffId: string }).staffId))
    .$if(rows.kind === 'store', (query) =>
      query.where((eb) =>
        eb.exists(
          eb
            .selectFrom('staff_stores as shared')
            .select('shared.staff_id')
            .where('shared.org_id', '=', tx.orgId)
            .whereRef('shared.staff_id', '=', 's.id')
            .where('shared.store_id', 'in', [
              ...(rows as { storeIds: string[] }).storeIds,
              '00000000-0000-0000-0000-000000000000',
            ]),
        ),
      ),
    )
    .orderBy('s.name')
    .execute()
