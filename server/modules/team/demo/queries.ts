import { sql } from 'kysely'
import type { Db } from '../../../kernel/db/database.ts'

/** Demo orgs and whether their data is complete. */
export const demoOrgs = (db: Db) =>
  db
    .selectFrom('platform.orgs')
    .select(['id', 'slug', 'name', 'trade'])
    .select(sql<boolean>`coalesce((settings ->> 'demoReady')::boolean, false)`.as('is_ready'))
    .where('is_demo', '=', true)
    .orderBy('created_at')
    .execute()

/** The first membership with this role in a demo org. */
export const demoMember = (db: Db, slug: string, role: string) =>
  db
    .selectFrom('platform.memberships as m')
    .innerJoin('platform.orgs as o', 'o.id', 'm.org_id')
    .select(['m.id as membership_id', 'm.account_id'])
    .where('o.slug', '=', slug)
    .where('o.is_demo', '=', true)
    .where('m.role', '=', role)
    .where('m.status', '=', 'active')
    .orderBy('m.created_at')
    .executeTakeFirst()

export const rolesOf = async (db: Db, orgId: string): Promise<string[]> =>
  (await db.selectFrom('platform.memberships').select('role').distinct().where('org_id', '=', orgId).execute()).map(
    (row) => row.role,
  )

/** Marks an org as a demo made for a day, or its data as complete. */
export const setDemo = (db: Db, orgId: string, settings: { demoAnchor?: string; demoReady?: boolean }) =>
  db
    .updateTable('platform.orgs')
    .set({ is_demo: true, settings: sql`settings || ${JSON.stringify(settings)}::jsonb` })
    .where('id', '=', orgId)
    .execute()
