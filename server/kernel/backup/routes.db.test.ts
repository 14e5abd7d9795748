import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { BackupHealth } from '@shuke/contract/kernel/backup.ts'
import { describe, expect, test } from 'vitest'
import { createApiKey } from '../../modules/team/index.ts'
import { runJobInline } from '../jobs/run-job-inline.ts'
import type { Runtime } from '../runtime.ts'
import { freshOrg, type TestOrg, testApp, testRuntime } from '../testing/test-runtime.ts'
import { noRoom } from './backup-errors.ts'
import { BACKUP_JOB, backupJob } from './backup-job.ts'
import { noteAttempt } from './backup-status.ts'
import { backupPlaces } from './places.ts'

const embedded = await testRuntime()
const config = { ...embedded.config, DATABASE_URL: embedded.appUrl }
const external: Runtime = { ...embedded, config, jobs: new Map([[BACKUP_JOB, backupJob(config, embedded.appUrl)]]) }
const [ours, theirs] = [await freshOrg(embedded), await freshOrg(embedded)]

async function client(runtime: Runtime, org: TestOrg) {
  const app = await testApp(runtime)
  const { key } = await createApiKey(org.ctx, { name: 'backups' })
  const headers = { authorization: `Bearer ${key}`, 'accept-language': 'en' }
  return (method: 'GET' | 'POST', url: string) => app.inject({ method, url: `/api/v1${url}`, headers })
}
const healthOf = async (call: Awaited<ReturnType<typeof client>>): Promise<BackupHealth> =>
  (await call('GET', '/backups')).json().health

describe('the embedded database', async () => {
  const call = await client(embedded, ours)
  const places = backupPlaces(embedded.config)

  test('without a backup and without a key file that can be read it says so', async () => {
    const health = await healthOf(call)
    expect(health).toMatchObject({ database: 'embedded', state: 'none', lastGoodAt: null, failure: null, sameDisk: true })
    expect(health.key).toEqual({ file: path.join(places.dataDir, 'shuke.key'), fingerprints: [], kept: false })
    expect(new Date(health.nextAt!).getTime()).toBeGreaterThan(Date.now())
    expect((await call('POST', '/backups/key-copy')).statusCode).toBe(422)
  })

  test('a failed attempt tells why, until one succeeds', async () => {
    noteAttempt(places, new Date(), noRoom('/backups', 5e9, 1e6))
    expect(await healthOf(call)).toMatchObject({
      state: 'failed',
      failure: { reason: expect.stringContaining('needs about 5000 MB and has 1 MB') },
    })
    noteAttempt(places, new Date(), new TypeError('13800135678'))
    expect((await healthOf(call)).failure!.reason).not.toContain('1380013')
    noteAttempt(places, new Date())
    expect(await healthOf(call)).toMatchObject({ state: 'none', failure: null })
  })

  test('a kept copy counts for the key it was said of, and not for a new one', async () => {
    const key = (byte: number) => Buffer.alloc(32, byte).toString('base64')
    writeFileSync(places.keyFile, JSON.stringify({ keys: { 1: key(1) } }))
    expect((await call('POST', '/backups/key-copy')).json()).toEqual({ kept: true })
    expect((await healthOf(call)).key).toMatchObject({ kept: true, fingerprints: [expect.stringMatching(/^[0-9a-f]{16}$/)] })
    writeFileSync(places.keyFile, JSON.stringify({ keys: { 1: key(1), 2: key(2) } }))
    expect((await healthOf(call)).key.kept).toBe(false)
  })

  test('asking for a backup queues a job', async () => {
    const answer = await call('POST', '/backups')
    expect(answer.statusCode).toBe(202)
    const job = await call('GET', `/jobs/${answer.json().jobId}`)
    expect(job.json()).toMatchObject({ kind: BACKUP_JOB, status: 'queued' })
  })
})

test('a database run elsewhere: the job exports the own org, other orgs do not see it, and no path is shown', async () => {
  const { result } = await runJobInline(external, ours.ctx, BACKUP_JOB, {})
  const [here, there] = [await client(external, ours), await client(external, theirs)]
  const { data, health } = (await here('GET', '/backups')).json()
  expect(data).toMatchObject([{ name: result.name, kind: 'logical', bytes: result.bytes }])
  expect(data[0].rows).toBeGreaterThan(2)
  expect(health).toMatchObject({ database: 'external', state: 'external', folder: null, nextAt: null, key: { file: null } })
  expect((await there('GET', '/backups')).json().data).toEqual([])
})
