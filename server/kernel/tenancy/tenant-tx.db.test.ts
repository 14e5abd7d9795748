import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { freshOrg, testRuntime } from '../testing/test-runtime.ts'
import { inTenantRead, inTenantTx, type TenantRead, type TenantTx } from './tenant-tx.ts'

const runtime = await testRuntime()
const { ctx } = await freshOrg(runtime)

const insertTag = (tx: TenantTx, name: string) => tx.insertInto('counters').values({ org_id: tx.orgId, name, value: 1 })
const namesLike = async (pattern: string): Promise<string[]> => {
  const rows = await inTenantRead(ctx, (tx) =>
    tx
      .selectFrom('counters')
      .select('name')
      .where('org_id', '=', tx.orgId)
      .where('name', 'like', pattern)
      .orderBy('name')
      .execute(),
  )
  return rows.map((row) => row.name)
}

test('what was handed over is there for the next statement, in order, and after the commit', async () => {
  const seen = await inTenantTx(ctx, async (tx) => {
    tx.defer(insertTag(tx, 'order-1'))
    tx.defer(insertTag(tx, 'order-2'))
    const rows = await tx
      .selectFrom('counters')
      .select('name')
      .where('org_id', '=', tx.orgId)
      .where('name', 'like', 'order-%')
      .execute()
    tx.defer(insertTag(tx, 'order-3'))
    return rows.length
  })
  expect(seen).toBe(2)
  expect(await namesLike('order-%')).toEqual(['order-1', 'order-2', 'order-3'])
})

test('when a handed-over statement fails, the whole transaction fails and leaves nothing', async () => {
  const twice = inTenantTx(ctx, async (tx) => {
    await insertTag(tx, 'fail-1').execute()
    tx.defer(insertTag(tx, 'fail-2'))
    tx.defer(insertTag(tx, 'fail-2'))
    tx.defer(insertTag(tx, 'fail-3'))
  })
  await expect(twice).rejects.toMatchObject({ code: '23505' })
  expect(await namesLike('fail-%')).toEqual([])
})

test('it also fails the statement that is waited for next', async () => {
  const reached: string[] = []
  const broken = inTenantTx(ctx, async (tx) => {
    tx.defer(sql`select 1 / ${0}::int`)
    await insertTag(tx, 'next-1').execute()
    reached.push('behind it')
  })
  await expect(broken).rejects.toMatchObject({ code: '22012' })
  expect(reached).toEqual([])
  expect(await namesLike('next-%')).toEqual([])
})

test('a failure that somebody swallows does not look like a commit', async () => {
  const swallowed = inTenantTx(ctx, async (tx) => {
    await insertTag(tx, 'swallow-1').execute()
    await sql`select 1 / ${0}::int`.execute(tx).catch(() => undefined)
  })
  await expect(swallowed).rejects.toThrow('rolled back')
  expect(await namesLike('swallow-%')).toEqual([])
})

test('a statement that failed while it was being prepared is prepared again, and the connection lives on', async () => {
  const divide = (tx: TenantRead, by: number) => sql<{ n: number }>`select 6 / ${by}::int as n, 'again' as word`.execute(tx)
  for (let turn = 0; turn < 6; turn++) {
    await expect(inTenantRead(ctx, (tx) => divide(tx, 0))).rejects.toMatchObject({ code: '22012' })
    const results = await Promise.all([2, 3].map((by) => inTenantRead(ctx, (tx) => divide(tx, by))))
    expect(results.map(({ rows }) => rows[0]!.n)).toEqual([3, 2])
  }
})

test('behind a failed statement the unsent rest of a batch was never prepared, and works the next time', async () => {
  const other = (tx: TenantRead) => sql<{ n: number }>`select ${7}::int as n, 'skipped' as word`.execute(tx)
  for (let turn = 0; turn < 6; turn++) {
    const broken = inTenantTx(ctx, async (tx) => {
      tx.defer(sql`select 1 / ${0}::int`)
      await other(tx)
    })
    await expect(broken).rejects.toMatchObject({ code: '22012' })
    expect((await inTenantRead(ctx, other)).rows[0]!.n).toBe(7)
  }
})

test('one statement goes out with its commit, and a second one is refused', async () => {
  const one = await inTenantRead(
    ctx,
    (tx) => sql<{ org: string }>`select current_setting('app.org_id') as org, ${1}::int as n`.execute(tx),
    {
      oneStatement: true,
    },
  )
  expect(one.rows[0]!.org).toBe(ctx.org.id)
  const two = inTenantRead(
    ctx,
    async (tx) => {
      await sql`select ${1}::int`.execute(tx)
      await sql`select ${2}::int`.execute(tx)
    },
    { oneStatement: true },
  )
  await expect(two).rejects.toThrow('one statement')
  const failed = inTenantRead(ctx, (tx) => sql`select 1 / ${0}::int`.execute(tx), { oneStatement: true })
  await expect(failed).rejects.toMatchObject({ code: '22012' })
  // Nothing of it clings to the connections.
  expect(await namesLike('order-1')).toEqual(['order-1'])
})

test('a read cannot write, and a transaction that is over takes no more statements', async () => {
  await expect(inTenantRead(ctx, (tx) => insertTag(tx as TenantTx, 'read-1').execute())).rejects.toMatchObject({ code: '25006' })
  let kept: TenantTx | undefined
  await inTenantTx(ctx, async (tx) => {
    kept = tx
    await insertTag(tx, 'kept-1').execute()
  })
  await expect(insertTag(kept!, 'kept-2').execute()).rejects.toThrow('over')
  expect(await namesLike('kept-%')).toEqual(['kept-1'])
})

test('statements asked for at the same time take turns', async () => {
  const sums = await inTenantTx(ctx, (tx) =>
    Promise.all(
      Array.from({ length: 20 }, async (_, n) => (await sql<{ n: number }>`select ${n}::int as n`.execute(tx)).rows[0]!.n),
    ),
  )
  expect(sums).toEqual(Array.from({ length: 20 }, (_, n) => n))
})
