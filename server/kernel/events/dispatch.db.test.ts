import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import type { Runtime } from '../runtime.ts'
import type { Ctx } from '../tenancy/ctx.ts'
import { inTenantRead, inTenantTx } from '../tenancy/tenant-tx.ts'
import { freshOrg, testRuntime } from '../testing/test-runtime.ts'
import { dispatchDue } from './dispatch.ts'
import { hearingHandler } from './hearing-process.fixture.ts'
import { type EventHandler, emit } from './outbox.ts'
import { MOST_ATTEMPTS } from './retry-rules.ts'
import { type Dispatcher, startDispatcher } from './start-dispatcher.ts'

const PROGRAM = fileURLToPath(new URL('hearing-process.fixture.ts', import.meta.url))

const dispatchers: Dispatcher[] = []
afterEach(async () => {
  await Promise.all(dispatchers.splice(0).map((dispatcher) => dispatcher.stop()))
})

const send = (ctx: Ctx, count: number, name = 'test.sent') =>
  inTenantTx(ctx, async (tx) => {
    for (let n = 1; n <= count; n++) await emit(tx, ctx, name, { n })
  })
const outbox = (runtime: Runtime, ctx: Ctx, name = 'test.sent') =>
  runtime.database.db
    .selectFrom('platform.outbox')
    .selectAll()
    .where('org_id', '=', ctx.org.id)
    .where('name', '=', name)
    .orderBy('id')
    .execute()
async function until(reached: () => Promise<boolean>): Promise<void> {
  for (const end = performance.now() + 20_000; !(await reached()); ) {
    if (performance.now() > end) throw new Error('not reached within 20 s')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
const oneTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1)

/** What the hearing handler wrote down: numbers heard, in the order of hearing, and by which process. */
const heardOf = async (ctx: Ctx) => {
  const rows = await inTenantRead(ctx, (tx) =>
    tx
      .selectFrom('audit_events')
      .select('facts')
      .where('org_id', '=', tx.orgId)
      .where('action', '=', 'test.heard')
      .orderBy('id')
      .execute(),
  )
  return rows.map((row) => row.facts as { n: number; pid: number })
}

describe('events after the commit', async () => {
  const base = await testRuntime()
  const hearing = (...handlers: EventHandler[]): Runtime => ({ ...base, handlers })

  test('each handler of the name hears the event as the system in its org; an act rolled back emits nothing', async () => {
    const { ctx, org } = await freshOrg(base)
    const heard: unknown[] = []
    const note = (name: string, event: string): EventHandler => ({
      event,
      name,
      handle: async (by, payload) => void heard.push([name, by.org.id, by.actor.kind, by.actor.id, payload]),
    })
    const runtime = hearing(note('one', 'test.sent'), note('two', 'test.sent'), note('other', 'test.other'))
    await send(ctx, 1)
    await inTenantTx(ctx, async (tx) => {
      await emit(tx, ctx, 'test.sent', { n: 2 })
      throw new Error('rolled back')
    }).catch(() => undefined)
    await dispatchDue(runtime)
    expect(heard).toEqual([
      ['one', org.id, 'system', 'one', { n: 1 }],
      ['two', org.id, 'system', 'two', { n: 1 }],
    ])
    const [event] = await outbox(base, ctx)
    expect(event).toMatchObject({ dispatched_at: expect.any(Date), handled: ['one', 'two'], last_error: null })
    await dispatchDue(runtime)
    expect(heard).toHaveLength(2)
  })

  test('a handler that fails is tried again later, alone; the rest goes on', async () => {
    const { ctx } = await freshOrg(base)
    const heard: string[] = []
    let broken = true
    const handlers: EventHandler[] = [
      { event: 'test.sent', name: 'sound', handle: async (_ctx, { n }) => void heard.push(`sound ${n}`) },
      {
        event: 'test.sent',
        name: 'weak',
        async handle(_ctx, { n }) {
          if (broken && n === 1) throw new AppError('rule_broken', { reason: 'the phone 13800135678 is odd' })
          heard.push(`weak ${n}`)
        },
      },
    ]
    const runtime = hearing(...handlers)
    await send(ctx, 2)
    await dispatchDue(runtime)
    expect(heard).toEqual(['sound 1', 'sound 2', 'weak 2'])
    const [failed] = await outbox(base, ctx)
    expect(failed).toMatchObject({ dispatched_at: null, attempts: 1, handled: ['sound'], dead_at: null })
    expect(failed!.last_error).toMatch(/^weak: AppError rule_broken at server\/kernel\/events\/dispatch\.db\.test\.ts:\d+$/)
    expect(failed!.not_before.getTime()).toBeGreaterThan(Date.now())

    broken = false
    const later: Runtime = { ...runtime, clock: { now: () => new Date(Date.now() + 3000) } }
    await dispatchDue(later)
    expect(heard).toEqual(['sound 1', 'sound 2', 'weak 2', 'weak 1'])
    expect((await outbox(base, ctx))[0]).toMatchObject({ dispatched_at: expect.any(Date), last_error: null })
  })

  test('an event that always fails is given up and stays to be seen', async () => {
    const { ctx } = await freshOrg(base)
    let tries = 0
    let now = Date.now()
    const handler: EventHandler = {
      event: 'test.sent',
      name: 'hopeless',
      async handle() {
        tries++
        throw new TypeError('no')
      },
    }
    const runtime: Runtime = { ...hearing(handler), clock: { now: () => new Date(now) } }
    await send(ctx, 1)
    for (let i = 0; i < MOST_ATTEMPTS + 3; i++) {
      now += 3_600_000
      await dispatchDue(runtime)
    }
    expect(tries).toBe(MOST_ATTEMPTS)
    expect((await outbox(base, ctx))[0]).toMatchObject({
      dispatched_at: null,
      dead_at: expect.any(Date),
      attempts: MOST_ATTEMPTS,
      last_error: expect.stringContaining('hopeless: TypeError'),
    })
  })

  test('two dispatchers and two orgs: every event once, each org in order', async () => {
    const orgs = [await freshOrg(base), await freshOrg(base)]
    const runtime = hearing(hearingHandler)
    dispatchers.push(startDispatcher(runtime), startDispatcher(runtime))
    for (const { ctx } of orgs) for (let i = 0; i < 3; i++) await send(ctx, 50)
    for (const { ctx } of orgs) await until(async () => (await heardOf(ctx)).length >= 150)
    for (const { ctx } of orgs)
      expect((await heardOf(ctx)).map((heard) => heard.n)).toEqual([...oneTo(50), ...oneTo(50), ...oneTo(50)])
  })

  test('after a dispatcher was killed with -9 another hears the rest: at least once, at most one event twice', async () => {
    const { ctx } = await freshOrg(base)
    await send(ctx, 200)
    const child = spawn(process.execPath, [PROGRAM, base.appUrl, '10'], { stdio: 'inherit' })
    await until(async () => (await heardOf(ctx)).length >= 10)
    const exit = once(child, 'exit')
    child.kill('SIGKILL')
    await exit
    const before = (await heardOf(ctx)).length
    expect(before).toBeLessThan(200)
    dispatchers.push(startDispatcher(hearing(hearingHandler)))
    await until(async () => (await heardOf(ctx)).at(-1)?.n === 200)
    const heard = await heardOf(ctx)
    expect([...new Set(heard.map(({ n }) => n))]).toEqual(oneTo(200))
    expect(heard.length).toBeLessThanOrEqual(201)
    expect(new Set(heard.map(({ pid }) => pid))).toEqual(new Set([child.pid, process.pid]))
  })
})
