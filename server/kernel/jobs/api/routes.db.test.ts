import { Job } from '@shuke/contract/kernel/jobs.ts'
import { afterAll, describe, expect, test } from 'vitest'
import { createHttp } from '../../http/server.ts'
import { inTenantTx } from '../../tenancy/tenant-tx.ts'
import { freshOrg, testRuntime } from '../../testing/test-runtime.ts'
import { queueJob } from '../queue-job.ts'
import { startWorkers } from '../start-workers.ts'
import { stepsJob, withJobs } from '../steps-job.fixture.ts'
import { jobRoutes } from './routes.ts'

describe('jobs over HTTP', async () => {
  const runtime = withJobs(await testRuntime(), stepsJob)
  const { ctx, org } = await freshOrg(runtime)
  const identities = {
    identify: async () => ({ by: 'api_key' as const, org, actor: ctx.actor }),
    forget: () => undefined,
  }
  const app = await createHttp(runtime, { version: 'test', identities, routes: jobRoutes })
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const workers = await startWorkers(runtime)
  afterAll(async () => {
    await app.close()
    await workers.stop()
  })
  const queueSteps = (steps: number, pauseMs: number) =>
    inTenantTx(ctx, (tx) => queueJob(tx, ctx, 'test.steps', { steps, pauseMs }))
  const at = (path: string) => `${address}/api/v1/jobs${path}`

  test('progress streams as events until the job is done, then the stream ends', async () => {
    const id = await queueSteps(20, 50)
    const response = await fetch(at(`/${id}/events`))
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const events = (await response.text()).trim().split('\n\n')
    const jobs = events.map((event) => {
      expect(event).toMatch(/^event: job\ndata: /)
      return Job.parse(JSON.parse(event.slice('event: job\ndata: '.length)))
    })
    expect(jobs.at(-1)).toMatchObject({ id, status: 'done', progress: { fraction: 1, done: 20, total: 20 } })
    const running = jobs.filter((job) => job.status === 'running' && job.progress.done > 0)
    expect(running.length).toBeGreaterThan(0)
    expect(running.every((job) => job.etaSeconds !== null && job.progress.fraction! < 1)).toBe(true)
  })

  test('a client that leaves ends its stream, and the job goes on', async () => {
    const id = await queueSteps(30, 20)
    const leave = new AbortController()
    const response = await fetch(at(`/${id}/events`), { signal: leave.signal })
    await response.body!.getReader().read()
    leave.abort()
    const last = await fetch(at(`/${id}/events`))
    expect(await last.text()).toContain('"status":"done"')
  })

  test('events of a job that is not there are a 404, not an empty stream', async () => {
    const response = await fetch(at(`/${runtime.ids.uuid()}/events`))
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ code: 'not_found' })
  })

  test('list, page, read and cancel', async () => {
    const id = await queueSteps(1000, 50)
    const list = await (await fetch(at('?limit=1&kind=test.steps'))).json()
    expect(list.data.map((job: Job) => job.id)).toEqual([id])
    const second = await fetch(at(`?limit=1&cursor=${list.page.nextCursor}`))
    expect((await second.json()).data[0].status).toBe('done')
    const cancelled = await fetch(at(`/${id}/cancel`), { method: 'POST' })
    expect(cancelled.status).toBe(200)
    const events = await (await fetch(at(`/${id}/events`))).text()
    expect(events).toContain('"status":"cancelled"')
    expect(Job.parse(await (await fetch(at(`/${id}`))).json()).status).toBe('cancelled')
  })

  test.each([
    ['a job id that is no UUID', '/not-a-uuid', 400],
    ['a cursor that is not ours', '?cursor=zzz', 400],
    ['a cursor with a forged id', `?cursor=${Buffer.from('["newest job","x"]').toString('base64url')}`, 400],
    ['an unknown status', '?status=lost', 400],
    ['an unknown parameter', '?colour=red', 400],
  ])('%s is refused', async (_what, path, status) => {
    const response = await fetch(at(path))
    expect(response.status).toBe(status)
    expect((await response.json()).errors ?? [{}]).toHaveLength(1)
  })
})
