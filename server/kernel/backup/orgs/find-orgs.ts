import type { Db } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import { allOrgs } from '../../tenancy/orgs.ts'

/** The org of a slug, or all. @throws AppError not_found */
export async function findOrgs(db: Db, slug: string | undefined): Promise<{ id: string; slug: string }[]> {
  const orgs = (await allOrgs(db)).filter((org) => slug === undefined || org.slug === slug)
  if (slug !== undefined && orgs.length === 0)
    throw new AppError('not_found', { what: { zh: `企业“${slug}”`, en: `organisation "${slug}"` } })
  return orgs.map(({ id, slug: name }) => ({ id, slug: name }))
}
