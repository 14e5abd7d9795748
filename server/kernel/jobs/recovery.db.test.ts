import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import type { Runtime } from '../runtime.ts'
import type { Ctx } from '../tenancy/ctx.ts'
import { inTenantRead, inTenantTx } from '../tenancy/tenant-tx.ts'
import { freshOrg, type TestRuntime, testRuntime } from '../testing/test-runtime.ts'
import { findRun, type JobRun } from './queries.ts'
import { queueJob } from './queue-job.ts'
import { startWorkers, type Workers } from './start-workers.ts'
import { stepsJob, withJobs } from './steps-job.fixture.ts'

const PROGRAM = fileURLToPath(new URL('steps-job.fixture.ts', import.meta.url))
/** Generous, for a machine with other work; five seconds after a crash is usual. */
const WAIT_MS = 30_000

const open: { children: ChildProcess[]; workers: Workers[] } = { children: [], workers: [] }
afterEach(async () => {
  for (const child of open.children.splice(0)) child.kill('SIGKILL')
  await Promise.all(open.workers.splice(0).map((workers) => workers.stop()))
})

function startProgram(runtime: TestRuntime, ...args: string[]): ChildProcess {
  const child = spawn(process.execPath, [PROGRAM, runtime.appUrl, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  open.children.push(child)
  return child
}
async function startHere(runtime: Runtime): Promise<Workers> {
  const workers = await startWorkers(withJobs(runtime, stepsJob))
  open.workers.push(workers)
  return workers
}
async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

const queueSteps = (ctx: Ctx, steps: number, pauseMs = 20) =>
  inTenantTx(ctx, (tx) => queueJob(tx, ctx, 'test.steps', { steps, pauseMs }))
const runOf = async (ctx: Ctx, id: string): Promise<JobRun> => (await inTenantRead(ctx, (tx) => findRun(tx, id)))!

async function until(ctx: Ctx, id: string, reached: (run: JobRun) => boolean, withinMs: number): Promise<JobRun> {
  const end = performance.now() + withinMs
  for (;;) {
    const run = await runOf(ctx, id)
    if (reached(run)) return run
    if (performance.now() > end) throw new Error(`after ${withinMs} ms the run is ${run.status} at ${run.done}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Process ids in the order of the steps, equal neighbours as one. */
async function processesOf(ctx: Ctx, id: string): Promise<{ steps: number[]; processes: number[] }> {
  const rows = await inTenantRead(ctx, (tx) =>
    tx
      .selectFrom('audit_events')
      .select('facts')
      .where('org_id', '=', tx.orgId)
      .where('action', '=', 'test.step')
      .where('object_id', '=', id)
      .execute(),
  )
  const facts = rows.map((row) => row.facts as { step: number; pid: number }).sort((a, b) => a.step - b.step)
  return {
    steps: facts.map((fact) => fact.step),
    processes: facts.map((fact) => fact.pid).filter((pid, i, all) => pid !== all[i - 1]),
  }
}
const oneTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1)

describe('work that broke off', async () => {
  const runtime = await testRuntime()

  test('a worker killed with -9 is replaced by one that starts later: every step once, nothing lost', async () => {
    const { ctx } = await freshOrg(runtime)
    const child = startProgram(runtime, 'worker')
    const id = await queueSteps(ctx, 80)
    await until(ctx, id, (run) => run.done >= 20, WAIT_MS)
    await kill(child)
    const broken = await runOf(ctx, id)
    expect(broken.status).toBe('running')

    await startHere(runtime)
    await until(ctx, id, (run) => run.attempt === 2, WAIT_MS)
    const run = await until(ctx, id, (run) => run.status === 'done', WAIT_MS)
    expect(run.result).toEqual({ steps: 80, pid: process.pid })
    expect(run.resumed_done).toBeGreaterThanOrEqual(broken.done)
    expect(await processesOf(ctx, id)).toEqual({ steps: oneTo(80), processes: [child.pid, process.pid] })
  })

  test('a worker that runs already takes over from a killed one, and never from a living one', async () => {
    const { ctx } = await freshOrg(runtime)
    const child = startProgram(runtime, 'worker')
    const id = await queueSteps(ctx, 400)
    await until(ctx, id, (run) => run.done >= 5, WAIT_MS)
    await startHere(runtime)
    // Longer than two sweeps of the worker beside it.
    await new Promise((resolve) => setTimeout(resolve, 7000))
    expect((await runOf(ctx, id)).attempt).toBe(1)
    await kill(child)
    await until(ctx, id, (run) => run.attempt === 2, WAIT_MS)
    await until(ctx, id, (run) => run.status === 'done', WAIT_MS)
    expect(await processesOf(ctx, id)).toEqual({ steps: oneTo(400), processes: [child.pid, process.pid] })
  })

  test('an inline run killed with -9 is finished by a worker', async () => {
    const { ctx, org } = await freshOrg(runtime)
    const child = startProgram(runtime, 'inline', org.id, '80')
    const started = async () => {
      const found = await inTenantRead(ctx, (tx) =>
        tx.selectFrom('job_runs').select('id').where('org_id', '=', tx.orgId).where('done', '>', 10).executeTakeFirst(),
      )
      return found?.id
    }
    let id = await started()
    for (const end = performance.now() + WAIT_MS; !id && performance.now() < end; id = await started())
      await new Promise((resolve) => setTimeout(resolve, 50))
    await startHere(runtime)
    await kill(child)
    await until(ctx, id!, (run) => run.status === 'done', WAIT_MS)
    expect(await processesOf(ctx, id!)).toEqual({ steps: oneTo(80), processes: [child.pid, process.pid] })
  })

  test('a stopped worker lets go at the next report; the next worker goes on, and that does not count against the run', async () => {
    const { ctx } = await freshOrg(runtime)
    const first = await startHere(runtime)
    const id = await queueSteps(ctx, 60)
    await until(ctx, id, (run) => run.done >= 10, WAIT_MS)
    const stopStarted = performance.now()
    await first.stop()
    expect(performance.now() - stopStarted).toBeLessThan(5000)
    const stopped = await runOf(ctx, id)
    expect(stopped).toMatchObject({ status: 'queued', attempt: 1, stalled: 0 })
    await startHere(runtime)
    const run = await until(ctx, id, (run) => run.status === 'done', WAIT_MS)
    expect(run.attempt).toBe(2)
    expect((await processesOf(ctx, id)).steps).toEqual(oneTo(60))
  })

  test('a run whose lock is lost stops here before it goes on elsewhere', async () => {
    const { ctx } = await freshOrg(runtime)
    await startHere(runtime)
    const id = await queueSteps(ctx, 60)
    await until(ctx, id, (run) => run.done >= 10, WAIT_MS)
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'shuke leases' and datname = current_database()`.execute(runtime.database.db)
    const run = await until(ctx, id, (run) => run.status === 'done', WAIT_MS)
    expect(run.attempt).toBe(2)
    expect((await processesOf(ctx, id)).steps).toEqual(oneTo(60))
  })
})
