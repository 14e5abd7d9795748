import pg from 'pg'

interface Link {
  child: string
  parent: string
}

/** Tables so ordered that rows which refer to others go first. */
export function childrenFirst(tables: readonly string[], links: readonly Link[]): string[] {
  const order: string[] = []
  const left = new Set(tables)
  while (left.size > 0) {
    const free = [...left].filter(
      (table) => !links.some(({ child, parent }) => parent === table && child !== table && left.has(child)),
    )
    if (free.length === 0) throw new Error(`tables refer to each other in a circle: ${[...left].join(', ')}`)
    for (const table of free) {
      order.push(table)
      left.delete(table)
    }
  }
  return order
}

/**
 * Takes an org away with every row of it, as the owner of the tables: the application role cannot delete what is append-only.
 * Accounts that work nowhere else go too. One transaction: all or nothing.
 */
export async function removeOrg(ownerUrl: string, orgId: string): Promise<void> {
  if (!/^[0-9a-f-]{36}$/.test(orgId)) throw new TypeError('the org id is not a UUID')
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(`begin; set local app.org_id = '${orgId}'`)
    const tables = await client.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
       where n.nspname = 'public' and c.relkind = 'r' and a.attname = 'org_id' and not a.attisdropped`,
    )
    const links = await client.query<Link>(
      `select f.conrelid::regclass::text as child, f.confrelid::regclass::text as parent from pg_constraint f where f.contype = 'f'`,
    )
    for (const table of childrenFirst(
      tables.rows.map((row) => row.name),
      links.rows,
    )) {
      await client.query(`delete from "${table}" where org_id = $1`, [orgId])
    }
    const members = await client.query<{ account_id: string }>('select account_id from platform.memberships where org_id = $1', [
      orgId,
    ])
    await client.query(
      'delete from platform.sessions where membership_id in (select id from platform.memberships where org_id = $1)',
      [orgId],
    )
    for (const table of ['memberships', 'api_keys', 'outbox', 'org_keys'])
      await client.query(`delete from platform.${table} where org_id = $1`, [orgId])
    await client.query(
      `delete from platform.accounts a where a.id = any($1::uuid[]) and not exists (select from platform.memberships m where m.account_id = a.id)`,
      [members.rows.map((row) => row.account_id)],
    )
    await client.query('delete from platform.orgs where id = $1', [orgId])
    await client.query('commit')
  } finally {
    await client.end()
  }
}
