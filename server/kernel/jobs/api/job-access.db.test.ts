import { describe, expect, test } from 'vitest'
import { inTenantRead, inTenantTx } from '../../tenancy/tenant-tx.ts'
import { freshOrg, testRuntime } from '../../testing/test-runtime.ts'
import { queueJob } from '../queue-job.ts'
import { stepsJob, withJobs } from '../steps-job.fixture.ts'
import { cancelJob } from './cancel-job.ts'
import { getJob } from './get-job.ts'
import { listJobs } from './list-jobs.ts'

describe('who sees and stops which jobs', async () => {
  const runtime = withJobs(await testRuntime(), stepsJob)
  const { ctx, withGrants } = await freshOrg(runtime)
  const ask = (by = ctx) => inTenantTx(by, (tx) => queueJob(tx, by, 'test.steps', { steps: 1, pauseMs: 0 }))
  const own = withGrants({ 'jobs.read': 'own', 'jobs.cancel': 'own' })
  own.actor.staffId = runtime.ids.uuid()

  test('without the right nothing is told', async () => {
    const id = await ask()
    const nobody = withGrants({})
    await expect(listJobs(nobody, { limit: 10 })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(getJob(nobody, id)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(cancelJob(withGrants({ 'jobs.read': 'org' }), id)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('readers of their own rows see what they started', async () => {
    const [theirs, mine] = [await ask(), await ask(own)]
    expect((await listJobs(own, { limit: 10 })).runs.map((run) => run.id)).toEqual([mine])
    await expect(getJob(own, theirs)).rejects.toMatchObject({ code: 'not_found' })
    await expect(cancelJob(own, theirs)).rejects.toMatchObject({ code: 'not_found' })
    expect(await getJob(own, mine)).toMatchObject({ id: mine })
    expect(await getJob(ctx, mine)).toMatchObject({ id: mine })
  })

  test('another org’s job does not exist', async () => {
    const id = await ask()
    const other = await freshOrg(runtime)
    await expect(getJob(other.ctx, id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(cancelJob(other.ctx, id)).rejects.toMatchObject({ code: 'not_found' })
    expect((await listJobs(other.ctx, { limit: 10 })).runs).toEqual([])
  })

  test('the list is newest first, by pages, and filters by kind and status', async () => {
    const { ctx: by } = await freshOrg(runtime)
    const ids = [await ask(by), await ask(by), await ask(by)]
    await cancelJob(by, ids[1]!)
    const first = await listJobs(by, { limit: 2 })
    expect(first.runs.map((run) => run.id)).toEqual([ids[2], ids[1]])
    const second = await listJobs(by, { limit: 2, before: first.last! })
    expect(second).toMatchObject({ runs: [{ id: ids[0] }], last: null })
    expect((await listJobs(by, { limit: 9, status: 'cancelled' })).runs.map((run) => run.id)).toEqual([ids[1]])
    expect((await listJobs(by, { limit: 9, kind: 'another' })).runs).toEqual([])
  })

  test('cancelling a waiting job ends it at once, with one audit row however often', async () => {
    const id = await ask()
    expect(await cancelJob(ctx, id)).toMatchObject({ status: 'cancelled', finished_at: expect.any(Date), started_at: null })
    await cancelJob(ctx, id)
    const audits = await inTenantRead(ctx, (tx) =>
      tx.selectFrom('audit_events').select('action').where('org_id', '=', tx.orgId).where('object_id', '=', id).execute(),
    )
    expect(audits).toEqual([{ action: 'jobs.cancel' }])
  })
})
