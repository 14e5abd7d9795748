import type { Db } from '../db/database.ts'
import type { Org } from './ctx.ts'

const ORG_COLUMNS = ['id', 'slug', 'name', 'trade', 'currency', 'timezone'] as const

/** The org as a ctx needs it; undefined when there is none (any more). */
export const loadOrg = (db: Db, orgId: string): Promise<Org | undefined> =>
  db.selectFrom('platform.orgs').select(ORG_COLUMNS).where('id', '=', orgId).executeTakeFirst()

/** Every org, for work that loops over them. */
export const allOrgs = (db: Db): Promise<Org[]> => db.selectFrom('platform.orgs').select(ORG_COLUMNS).orderBy('id').execute()
