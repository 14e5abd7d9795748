import { describe, expect, test } from 'vitest'
import { openDatabase } from './db/pool.ts'
import { emit } from './events/outbox.ts'
import { queueJob } from './jobs/queue-job.ts'
import { metricsText, observeRequest } from './metrics.ts'
import { inTenantTx } from './tenancy/tenant-tx.ts'
import { freshOrg, testRuntime } from './testing/test-runtime.ts'

const SAMPLE = /^[a-z_]+(\{[a-z]+="[^"\n]*"(,[a-z]+="[^"\n]*")*\})? (\d+(\.\d+)?(e[+-]\d+)?)$/
const COMMENT = /^# (HELP|TYPE) [a-z_]+ .+$/

/** Every sample by its name with labels. @throws when a line is not of the text format */
function parse(text: string): Map<string, number> {
  const samples = new Map<string, number>()
  for (const line of text.trimEnd().split('\n')) {
    if (COMMENT.test(line)) continue
    if (!SAMPLE.test(line)) throw new Error(`not a sample: ${line}`)
    const space = line.lastIndexOf(' ')
    if (samples.has(line.slice(0, space))) throw new Error(`twice: ${line}`)
    samples.set(line.slice(0, space), Number(line.slice(space + 1)))
  }
  return samples
}

describe('metrics', async () => {
  const runtime = await testRuntime()
  const { ctx } = await freshOrg(runtime)

  test('requests fall into every bucket that is wide enough', async () => {
    for (const seconds of [0.004, 0.2, 30]) observeRequest('GET', '/test/:id', 200, seconds)
    const samples = parse(await metricsText(runtime))
    const of = (part: string, le?: string) =>
      samples.get(
        `shuke_http_request_duration_seconds_${part}{method="GET",route="/test/:id",status="200"${le ? `,le="${le}"` : ''}}`,
      )
    expect([of('bucket', '0.005'), of('bucket', '0.1'), of('bucket', '0.25'), of('bucket', '10'), of('bucket', '+Inf')]).toEqual([
      1, 1, 2, 2, 3,
    ])
    expect([of('count'), of('sum')]).toEqual([3, 30.204])
  })

  test('waiting jobs, waiting events and the pool are counted', async () => {
    const before = parse(await metricsText(runtime))
    await inTenantTx(ctx, async (tx) => {
      await queueJob(tx, ctx, 'test.none', {})
      await emit(tx, ctx, 'test.none', {})
    })
    const after = parse(await metricsText(runtime))
    const grown = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0)
    expect(grown('shuke_jobs{queue="job-runs",state="created"}')).toBe(1)
    expect(grown('shuke_outbox_events{state="waiting"}')).toBe(1)
    expect(after.get('shuke_outbox_events{state="dead"}')).toBe(0)
    expect(after.get('shuke_db_connections{state="waiting"}')).toBe(0)
    expect(after.get('shuke_database_up')).toBe(1)
    expect(after.get('process_resident_memory_bytes')).toBeGreaterThan(1e7)
  })

  test('without a database the page still answers and says so', async () => {
    const database = openDatabase('postgres://nobody@127.0.0.1:1/nowhere')
    const samples = parse(await metricsText({ ...runtime, database }))
    expect(samples.get('shuke_database_up')).toBe(0)
    expect(samples.get('process_cpu_seconds_total')).toBeGreaterThan(0)
    await database.close()
  })
})
