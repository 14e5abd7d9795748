import type { Rows } from '../../../kernel/tenancy/authorize.ts'
import type { TenantRead, TenantTx } from '../../../kernel/tenancy/tenant-tx.ts'

const STORE = ['id', 'name', 'code', 'timezone'] as const

export const listStores = (tx: TenantRead, rows: Rows, ownStoreIds: string[]) =>
  tx
    .selectFrom('stores')
    .select(STORE)
    .where('org_id', '=', tx.orgId)
    .$if(rows.kind !== 'org', (query) => query.where('id', 'in', [...ownStoreIds, '00000000-0000-0000-0000-000000000000']))
    .orderBy('created_at')
    .orderBy('id')
    .execute()

export const insertStore = (
  tx: TenantTx,
  store: { id: string; name: string; code: string | null; timezone: string; created_at: Date },
) =>
  tx
    .insertInto('stores')
    .values({ org_id: tx.orgId, ...store })
    .returning(STORE)
    .executeTakeFirstOrThrow()

/** A store by id; undefined when it is not there or another org's. */
export const storeById = (tx: TenantRead, id: string) =>
  tx.selectFrom('stores').select(STORE).where('org_id', '=', tx.orgId).where('id', '=', id).executeTakeFirst()

/** Stores by their name or code, for imports. */
export const allStores = (tx: TenantRead) =>
  tx.selectFrom('stores').select(STORE).where('org_id', '=', tx.orgId).orderBy('created_at').execute()
