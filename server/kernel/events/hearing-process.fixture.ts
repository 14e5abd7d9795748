// A dispatcher in a process of its own, to be killed by a test. node hearing-process.fixture.ts <application url> <ms per event>
import { randomBytes } from 'node:crypto'
import { createRuntime } from '../../app.ts'
import { loadConfig } from '../config.ts'
import { openDatabase } from '../db/pool.ts'
import { createLog } from '../log.ts'
import { audit } from '../tenancy/audit.ts'
import { inTenantTx } from '../tenancy/tenant-tx.ts'
import type { EventHandler } from './outbox.ts'
import { startDispatcher } from './start-dispatcher.ts'

const hears = (pauseMs: number): EventHandler => ({
  event: 'test.sent',
  name: 'hearing',
  async handle(ctx, { n }) {
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
    await inTenantTx(ctx, (tx) => audit(tx, ctx, 'test.heard', { facts: { n, pid: process.pid } }))
  },
})

/** Writes down each event that it hears, and in which process. */
export const hearingHandler = hears(0)

if (import.meta.main) {
  const [url, pauseMs] = process.argv.slice(2)
  const runtime = createRuntime({
    config: loadConfig({}),
    database: openDatabase(url!),
    installationKeys: { current: 1, versions: new Map([[1, randomBytes(32)]]) },
    log: createLog('warn'),
  })
  startDispatcher({ ...runtime, handlers: [hears(Number(pauseMs))] })
}
