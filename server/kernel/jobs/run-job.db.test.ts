import { Job } from '@shuke/contract/kernel/jobs.ts'
import { afterAll, describe, expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import type { Ctx } from '../tenancy/ctx.ts'
import { inTenantTx } from '../tenancy/tenant-tx.ts'
import { freshOrg, testRuntime } from '../testing/test-runtime.ts'
import { cancelJob } from './api/cancel-job.ts'
import { getJob } from './api/get-job.ts'
import { watchJob } from './api/watch-job.ts'
import { MOST_STALLED_STARTS } from './carry-out-run.ts'
import { JobCancelled, type JobDefinition } from './job.ts'
import { presentJob } from './present.ts'
import { queueJob } from './queue-job.ts'
import { runJobInline } from './run-job-inline.ts'
import { startWorkers } from './start-workers.ts'
import { withJobs } from './steps-job.fixture.ts'

const echo: JobDefinition = {
  kind: 'test.echo',
  async run(ctx, job, input) {
    await job.report({ done: 3, total: 3, counts: { rows: 3 } })
    const { kind, id, staffId, storeIds, grants } = ctx.actor
    return {
      input,
      actor: { kind, id, staffId, storeIds, grants: Object.fromEntries(grants) },
      locale: ctx.locale,
      org: ctx.org.id,
    }
  },
}
const refuse: JobDefinition = {
  kind: 'test.refuse',
  run: () => Promise.reject(new AppError('currency_mismatch', { given: 'USD', expected: 'CNY' })),
}
const breakDown: JobDefinition = {
  kind: 'test.break-down',
  run: () => Promise.reject(new TypeError('the phone 13800135678 is not a number')),
}
let stumbles = 0
const stumble: JobDefinition = {
  kind: 'test.stumble',
  async run() {
    if (++stumbles === 1) throw Object.assign(new Error('deadlock detected'), { code: '40P01' })
    return { tries: stumbles }
  },
}
const neverGetsAhead: JobDefinition = {
  kind: 'test.never-gets-ahead',
  run: () => Promise.reject(Object.assign(new Error('the connection broke'), { code: '08006' })),
}
const patient: JobDefinition = {
  kind: 'test.patient',
  async run(_ctx, job) {
    await job.report({ done: 1, total: 2 })
    // Says nothing more: only the signal can end it.
    await new Promise((_, reject) => job.signal.addEventListener('abort', () => reject(new Error('left'))))
    return {}
  },
}

describe('jobs', async () => {
  const runtime = withJobs(await testRuntime(), echo, refuse, breakDown, stumble, neverGetsAhead, patient)
  const { ctx, as, org } = await freshOrg(runtime)
  const workers = await startWorkers(runtime)
  afterAll(() => workers.stop())

  const queue = (by: Ctx, kind: string, input = {}) => inTenantTx(by, (tx) => queueJob(tx, by, kind, input))
  /** Follows the job's events to its end. */
  async function ended(by: Ctx, id: string): Promise<{ final: Job; seen: Job[] }> {
    const seen: Job[] = []
    for await (const run of watchJob(by, id, AbortSignal.timeout(30_000))) seen.push(Job.parse(presentJob(run, 'en')))
    return { final: seen.at(-1)!, seen }
  }

  test('a job runs as its asker, with the asker’s rights, rows and language', async () => {
    const consultant = { ...(await as('consultant')), locale: 'en' as const }
    const id = await queue(consultant, 'test.echo', { file: 'x' })
    const { final } = await ended(ctx, id)
    expect(final).toMatchObject({ id, kind: 'test.echo', status: 'done', etaSeconds: null, error: null })
    expect(final.progress).toEqual({ fraction: 1, done: 3, total: 3, counts: { rows: 3 } })
    const { kind, id: actorId, staffId, storeIds, grants } = consultant.actor
    expect(final.result).toEqual({
      input: { file: 'x' },
      actor: { kind, id: actorId, staffId, storeIds, grants: Object.fromEntries(grants) },
      locale: 'en',
      org: org.id,
    })
  })

  test('a job asked for in an act that is rolled back never was', async () => {
    let id = ''
    await expect(
      inTenantTx(ctx, async (tx) => {
        id = await queueJob(tx, ctx, 'test.echo', {})
        throw new Error('the act fails')
      }),
    ).rejects.toThrow('the act fails')
    await expect(getJob(ctx, id)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('a refusal is kept as code and data and told in the reader’s language', async () => {
    const id = await queue(ctx, 'test.refuse')
    const { final } = await ended(ctx, id)
    expect(final.status).toBe('failed')
    expect(final.error).toMatchObject({ code: 'currency_mismatch', detail: expect.stringContaining('Currency USD') })
    expect(presentJob(await getJob(ctx, id), 'zh-CN').error?.detail).toContain('币种 USD')
  })

  test('a fault of our own fails the job without telling what it stumbled over', async () => {
    const { final } = await ended(ctx, await queue(ctx, 'test.break-down'))
    expect(final).toMatchObject({ status: 'failed', error: { code: 'internal', detail: expect.stringContaining(final.id) } })
    expect(JSON.stringify(final)).not.toContain('13800135678')
  })

  test('an unknown kind fails and does not come back', async () => {
    const { final } = await ended(ctx, await queue(ctx, 'test.no-such-kind'))
    expect(final).toMatchObject({ status: 'failed', error: { code: 'internal' } })
  })

  test('a deadlock is tried again', async () => {
    const { final } = await ended(ctx, await queue(ctx, 'test.stumble'))
    expect(final).toMatchObject({ status: 'done', result: { tries: 2 } })
  })

  test('work that breaks off again and again without progress is given up', async () => {
    const id = await inTenantTx(ctx, async (tx) => {
      const id = await queueJob(tx, ctx, 'test.never-gets-ahead', {})
      // As if it had broken off all but once already: each time costs a pause of seconds.
      await tx
        .updateTable('job_runs')
        .set({ stalled: MOST_STALLED_STARTS - 1 })
        .where('org_id', '=', tx.orgId)
        .where('id', '=', id)
        .execute()
      return id
    })
    const { final } = await ended(ctx, id)
    expect(final).toMatchObject({ status: 'failed', error: { code: 'internal' } })
    expect((await getJob(ctx, id)).attempt).toBe(2)
  })

  test('a running job is cancelled, even one that reports nothing, and watchers see it', async () => {
    const id = await queue(ctx, 'test.patient')
    const watching = ended(ctx, id)
    const running = async () => (await getJob(ctx, id)).done === 1
    for (let i = 0; i < 100 && !(await running()); i++) await new Promise((resolve) => setTimeout(resolve, 50))
    const asked = performance.now()
    await cancelJob(ctx, id)
    const { final, seen } = await watching
    expect(performance.now() - asked).toBeLessThan(5000)
    expect(final).toMatchObject({
      status: 'cancelled',
      progress: { fraction: 0.5, done: 1, total: 2 },
      error: null,
      result: null,
    })
    expect(seen.map((job) => job.status)).toContain('running')
    expect(await cancelJob(ctx, id)).toMatchObject({ status: 'cancelled' })
  })

  test('on the command line the job runs here, tells its progress and throws its own error', async () => {
    const told: number[] = []
    const { jobId, result } = await runJobInline(
      runtime,
      ctx,
      'test.echo',
      { a: 1 },
      { onProgress: ({ done }) => told.push(done) },
    )
    expect(told).toEqual([3])
    expect(result).toMatchObject({ input: { a: 1 }, actor: { kind: 'system', id: 'test' } })
    expect(await getJob(ctx, jobId)).toMatchObject({ status: 'done', attempt: 1, result })
    await expect(runJobInline(runtime, ctx, 'test.refuse', {})).rejects.toMatchObject({ code: 'currency_mismatch' })
  })

  test('Ctrl-C on the command line cancels the job', async () => {
    const stopper = new AbortController()
    let id = ''
    const run = runJobInline(
      runtime,
      ctx,
      'test.patient',
      {},
      {
        signal: stopper.signal,
        onProgress: () => stopper.abort(new JobCancelled()),
        prepare: async (_tx, jobId) => {
          id = jobId
        },
      },
    )
    await expect(run).rejects.toBeInstanceOf(JobCancelled)
    expect(await getJob(ctx, id)).toMatchObject({ status: 'cancelled' })
  })

  test('a queue entry leaves nothing unfinished behind', async () => {
    const { rows } = await runtime.database.pool.query(
      `select state, count(*)::int as n from pgboss.job where name = 'job-runs' group by 1`,
    )
    expect(rows.map((row) => row.state)).toEqual(['completed'])
    expect(workers.healthy()).toBe(true)
  })
})
