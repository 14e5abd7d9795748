import { afterAll, describe, expect, test } from 'vitest'
import { fixedClock } from '../clock.ts'
import { emit } from '../events/outbox.ts'
import { inTenantRead, inTenantTx } from '../tenancy/tenant-tx.ts'
import { freshOrg, testRuntime } from '../testing/test-runtime.ts'
import { runningBoss, SCHEDULED } from './boss.ts'
import { clearAway, housekeeping } from './housekeeping.ts'
import { startSchedules } from './scheduled-job.ts'

describe('work by the clock', async () => {
  const runtime = await testRuntime()
  const boss = runningBoss(runtime.database, runtime.log)
  await boss.start()
  afterAll(() => boss.stop())

  test('schedules follow the program: new ones are noted, old ones go, an occurrence is worked off', async () => {
    const { promise: ran, resolve } = Promise.withResolvers<string>()
    await boss.schedule(SCHEDULED, '0 3 * * *', { name: 'of-an-older-version' }, { key: 'of-an-older-version' })
    const nightly = { name: 'nightly', cron: '30 3 * * *', timezone: 'Asia/Shanghai', run: async () => resolve('done') }
    await startSchedules(boss, runtime, [nightly, housekeeping])
    const noted = (await boss.getSchedules(SCHEDULED)).map(({ key, cron, timezone }) => ({ key, cron, timezone }))
    expect(noted).toEqual([
      { key: 'housekeeping', cron: housekeeping.cron, timezone: 'UTC' },
      { key: 'nightly', cron: '30 3 * * *', timezone: 'Asia/Shanghai' },
    ])
    await boss.send(SCHEDULED, { name: 'nightly' })
    expect(await ran).toBe('done')
  })

  test('housekeeping takes away what is over, in every org, and nothing else', async () => {
    const now = '2026-03-10T12:00:00.000Z'
    const at = { ...runtime, clock: fixedClock(now) }
    const orgs = [await freshOrg(at), await freshOrg(at)]
    for (const { ctx } of orgs) {
      for (const hours of [23, 25]) {
        const then = new Date(Date.parse(now) - hours * 3_600_000)
        await inTenantTx(
          { ...ctx, clock: fixedClock(new Date(Date.parse(now) - hours * 7 * 3_600_000).toISOString()) },
          async (tx, past) => {
            await tx
              .insertInto('idempotency_keys')
              .values({
                org_id: tx.orgId,
                key: `${hours}`,
                actor_id: 'x',
                request_hash: Buffer.alloc(1),
                status: null,
                reply: null,
                created_at: then,
              })
              .execute()
            await emit(tx, past, 'test.heard', { hours })
            await emit(tx, past, 'test.unheard', { hours })
          },
        )
      }
    }
    await at.database.db
      .updateTable('platform.outbox')
      .set((eb) => ({ dispatched_at: eb.ref('created_at') }))
      .where('name', '=', 'test.heard')
      .execute()

    await clearAway(at)
    for (const { ctx } of orgs) {
      const keys = await inTenantRead(ctx, (tx) =>
        tx.selectFrom('idempotency_keys').select('key').where('org_id', '=', tx.orgId).execute(),
      )
      expect(keys).toEqual([{ key: '23' }])
      const events = await at.database.db
        .selectFrom('platform.outbox')
        .select(['name', 'payload'])
        .where('org_id', '=', ctx.org.id)
        .where('name', 'like', 'test.%')
        .orderBy('id')
        .execute()
      expect(events.map(({ name, payload }) => `${name} ${payload.hours}`).sort()).toEqual([
        'test.heard 23',
        'test.unheard 23',
        'test.unheard 25',
      ])
    }
  })
})
