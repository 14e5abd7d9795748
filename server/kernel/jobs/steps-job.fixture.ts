// A job of N steps for the tests, and as a program of its own: a worker process that can be killed.
// node steps-job.fixture.ts <application url> <worker | inline> [org id] [steps]
import { randomBytes } from 'node:crypto'
import { createRuntime } from '../../app.ts'
import { loadConfig } from '../config.ts'
import { openDatabase } from '../db/pool.ts'
import { createLog } from '../log.ts'
import { ctxFor, type Runtime, systemActor } from '../runtime.ts'
import { audit } from '../tenancy/audit.ts'
import { loadOrg } from '../tenancy/orgs.ts'
import { inTenantTx } from '../tenancy/tenant-tx.ts'
import type { JobDefinition } from './job.ts'
import { runJobInline } from './run-job-inline.ts'
import { startWorkers } from './start-workers.ts'

/** Each step raises a counter and notes its process, in one transaction: after a crash the counter says where to go on. */
export const stepsJob: JobDefinition<{ steps: number; pauseMs: number }> = {
  kind: 'test.steps',
  async run(ctx, job, { steps, pauseMs }) {
    for (;;) {
      const done = await inTenantTx(ctx, async (tx) => {
        const { value } = await tx
          .insertInto('counters')
          .values({ org_id: tx.orgId, name: job.id, value: 1 })
          .onConflict((conflict) =>
            conflict.columns(['org_id', 'name']).doUpdateSet((eb) => ({ value: eb('counters.value', '+', 1) })),
          )
          .returning('value')
          .executeTakeFirstOrThrow()
        await audit(tx, ctx, 'test.step', { object: { type: 'job', id: job.id }, facts: { step: value, pid: process.pid } })
        return value
      })
      await job.report({ done, total: steps, counts: { steps: done } })
      if (done >= steps) return { steps: done, pid: process.pid }
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  },
}

export const withJobs = (runtime: Runtime, ...jobs: JobDefinition<never>[]): Runtime => ({
  ...runtime,
  jobs: new Map(jobs.map((job) => [job.kind, job as JobDefinition])),
})

if (import.meta.main) {
  const [url, role, orgId, steps] = process.argv.slice(2)
  const runtime = withJobs(
    createRuntime({
      config: loadConfig({}),
      database: openDatabase(url!),
      installationKeys: { current: 1, versions: new Map([[1, randomBytes(32)]]) },
      log: createLog('warn'),
    }),
    stepsJob,
  )
  if (role === 'worker') {
    await startWorkers(runtime)
    console.log('ready')
  } else {
    const ctx = ctxFor(runtime, (await loadOrg(runtime.database.db, orgId!))!, systemActor('command line'))
    await runJobInline(runtime, ctx, 'test.steps', { steps: Number(steps), pauseMs: 20 })
  }
}
