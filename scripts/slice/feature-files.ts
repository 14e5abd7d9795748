import type { SliceNames } from './names.ts'

/** The contract: shapes and endpoints, from which everything else takes its types. */
const contract = (n: SliceNames): string => `import { z } from 'zod'
import { endpoint } from '../shared/endpoint.ts'
import { Instant, text, Uuid } from '../shared/ids.ts'
import { PageQuery, pageOf } from '../shared/paging.ts'

export const ${n.pascal} = z.object({ id: Uuid, name: z.string(), createdAt: Instant })
export type ${n.pascal} = z.infer<typeof ${n.pascal}>

export const New${n.pascal} = z.strictObject({ id: z.uuidv7().optional(), name: text(100) })

export const list${n.pascalPlural} = endpoint({
  method: 'GET',
  path: '/${n.feature}',
  summary: 'The ${n.words} of the org, oldest first',
  permission: '${n.table}.read',
  query: PageQuery,
  output: pageOf(${n.pascal}),
})
export const create${n.pascal} = endpoint({
  method: 'POST',
  path: '/${n.feature}',
  summary: 'Add a ${n.word}',
  permission: '${n.table}.create',
  status: 201,
  body: New${n.pascal},
  output: ${n.pascal},
})
`

const createVerb = (
  n: SliceNames,
): string => `import type { New${n.pascal}, ${n.pascal} } from '@shuke/contract/${n.module}/${n.feature}.ts'
import type { z } from 'zod'
import { AppError } from '../../../kernel/errors.ts'
import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { present${n.pascal} } from './present.ts'
import * as q from './queries.ts'
import { tidyName } from './rules.ts'

/**
 * Adds a ${n.word}.
 * @throws AppError already_exists for a name that the org has already
 */
export async function create${n.pascal}(ctx: Ctx, input: z.output<typeof New${n.pascal}>): Promise<${n.pascal}> {
  authorize(ctx, '${n.table}.create')
  const name = tidyName(input.name)
  return inTenantTx(ctx, async (tx, inner) => {
    const row = await q.insert${n.pascal}(tx, { id: input.id ?? ctx.ids.uuid(), name, created_at: ctx.clock.now() })
    if (!row) throw new AppError('already_exists', { what: '${n.word}', value: name })
    await audit(tx, inner, '${n.object}.create', { object: { type: '${n.object}', id: row.id } })
    return present${n.pascal}(row)
  })
}
`

const listVerb = (
  n: SliceNames,
): string => `import { decodeCursor, encodeCursor, pageOfRows } from '../../../kernel/http/cursor.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantRead } from '../../../kernel/tenancy/tenant-tx.ts'
import { present${n.pascal} } from './present.ts'
import * as q from './queries.ts'

const ORDER = '${n.table}:id'

/** A page of the org's ${n.words}, oldest first: ids grow with time. */
export async function list${n.pascalPlural}(ctx: Ctx, query: { limit: number; cursor?: string | undefined }) {
  authorize(ctx, '${n.table}.read')
  const after = query.cursor === undefined ? null : String(decodeCursor(query.cursor, ORDER, ['uuid'])[0])
  const found = await inTenantRead(ctx, (tx) => q.list${n.pascalPlural}(tx, after, query.limit + 1))
  const { rows, nextCursor } = pageOfRows(found, query.limit, (last) => encodeCursor(ORDER, [last.id]))
  return { data: rows.map(present${n.pascal}), page: { nextCursor, total: null } }
}
`

const queries = (n: SliceNames): string => `import type { Insertable } from 'kysely'
import type { TenantRead, TenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import type { ${n.pascalPlural}Table } from '../tables.ts'

const COLUMNS = ['id', 'name', 'created_at'] as const

/** The first \`limit\` ${n.words} behind the id \`after\`. */
export const list${n.pascalPlural} = (tx: TenantRead, after: string | null, limit: number) =>
  tx
    .selectFrom('${n.table}')
    .select(COLUMNS)
    .where('org_id', '=', tx.orgId)
    .$if(after !== null, (query) => query.where('id', '>', after))
    .orderBy('id')
    .limit(limit)
    .execute()
export type ${n.pascal}Row = Awaited<ReturnType<typeof list${n.pascalPlural}>>[number]

/** The new row; undefined when the org has one of that name, or that id, already. */
export const insert${n.pascal} = (
  tx: TenantTx,
  row: Omit<Insertable<${n.pascalPlural}Table>, 'org_id'>,
): Promise<${n.pascal}Row | undefined> =>
  tx
    .insertInto('${n.table}')
    .values({ org_id: tx.orgId, ...row })
    .onConflict((conflict) => conflict.doNothing())
    .returning(COLUMNS)
    .executeTakeFirst()
`

const rules =
  (): string => `/** A name as it is kept: composed letters (NFC, Unicode annex 15), single spaces, none at the ends. */
export const tidyName = (given: string): string => given.normalize('NFC').replace(/\\s+/gu, ' ').trim()
`

const present = (n: SliceNames): string => `import type { ${n.pascal} } from '@shuke/contract/${n.module}/${n.feature}.ts'
import type { ${n.pascal}Row } from './queries.ts'

export const present${n.pascal} = (row: ${n.pascal}Row): ${n.pascal} => ({
  id: row.id,
  name: row.name,
  createdAt: row.created_at.toISOString(),
})
`

const rulesTest = (): string => `import { expect, test } from 'vitest'
import { tidyName } from './rules.ts'

test('a name is kept with composed letters and single spaces', () => {
  expect(tidyName('  王\\u3000 姐\\t')).toBe('王 姐')
  expect(tidyName('Rene\\u0301')).toBe('Ren\\u00e9')
  expect(tidyName('plain')).toBe('plain')
})
`

const databaseTest = (n: SliceNames): string => `import { expect, test } from 'vitest'
import { inTenantRead } from '../../../kernel/tenancy/tenant-tx.ts'
import { freshOrg, testRuntime } from '../../../kernel/testing/test-runtime.ts'
import { create${n.pascal} } from './create-${n.singular}.ts'
import { list${n.pascalPlural} } from './list-${n.feature}.ts'

const runtime = await testRuntime()

test('a ${n.word} is kept once, audited, and seen by its own org only', async () => {
  const { ctx } = await freshOrg(runtime)
  const other = await freshOrg(runtime)
  const made = await create${n.pascal}(ctx, { name: ' 王  姐 ' })
  expect(made.name).toBe('王 姐')
  await expect(create${n.pascal}(ctx, { name: '王 姐' })).rejects.toMatchObject({ code: 'already_exists' })
  expect((await list${n.pascalPlural}(ctx, { limit: 50 })).data).toEqual([made])
  expect((await list${n.pascalPlural}(other.ctx, { limit: 50 })).data).toEqual([])
  const audited = await inTenantRead(ctx, (tx) =>
    tx.selectFrom('audit_events').select('object_id').where('org_id', '=', tx.orgId).where('action', '=', '${n.object}.create').execute(),
  )
  expect(audited).toEqual([{ object_id: made.id }])
})

test('pages follow each other without gap or repetition', async () => {
  const { ctx } = await freshOrg(runtime)
  for (const name of ['one', 'two', 'three']) await create${n.pascal}(ctx, { name })
  const first = await list${n.pascalPlural}(ctx, { limit: 2 })
  const second = await list${n.pascalPlural}(ctx, { limit: 2, cursor: first.page.nextCursor ?? '' })
  expect([...first.data, ...second.data].map(({ name }) => name)).toEqual(['one', 'two', 'three'])
  expect(second.page.nextCursor).toBeNull()
})

test('without the right nothing is read and nothing is written', async () => {
  const { ctx, withGrants } = await freshOrg(runtime)
  await expect(create${n.pascal}(withGrants({ '${n.table}.read': 'org' }), { name: 'x' })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(list${n.pascalPlural}(withGrants({}), { limit: 1 })).rejects.toMatchObject({ code: 'forbidden' })
  expect((await list${n.pascalPlural}(ctx, { limit: 1 })).data).toEqual([])
})
`

/** A table with the constraints that the catalogue tests ask of every business table. */
const migration = (n: SliceNames): string => `create table ${n.table} (
  org_id uuid not null,
  id uuid not null,
  name text collate "C" not null,
  created_at timestamptz not null,
  constraint ${n.table}_pk primary key (org_id, id),
  constraint ${n.table}_name_unique unique (org_id, name)
);
select platform.protect_table('${n.table}', 'write');
`

/** Path → text of the files that are the slice's own. */
export function featureFiles(n: SliceNames, migrationStamp: string): Record<string, string> {
  const folder = `server/modules/${n.module}/${n.feature}`
  return {
    [`contract/${n.module}/${n.feature}.ts`]: contract(n),
    [`server/migrations/${migrationStamp}_${n.table}.sql`]: migration(n),
    [`${folder}/create-${n.singular}.ts`]: createVerb(n),
    [`${folder}/list-${n.feature}.ts`]: listVerb(n),
    [`${folder}/queries.ts`]: queries(n),
    [`${folder}/rules.ts`]: rules(),
    [`${folder}/present.ts`]: present(n),
    [`${folder}/rules.test.ts`]: rulesTest(),
    [`${folder}/create-${n.singular}.db.test.ts`]: databaseTest(n),
  }
}
