import type { Permission, RowScope } from '@shuke/contract/shared/permissions.ts'
import { PERMISSIONS } from '@shuke/contract/shared/permissions.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Keyring } from './crypto/keyring.ts'
import type { DatabaseHandle } from './db/pool.ts'
import type { EventHandler } from './events/outbox.ts'
import type { Ids } from './ids.ts'
import type { JobDefinition } from './jobs/job.ts'
import type { Log } from './log.ts'
import type { Seams } from './seams/seams.ts'
import type { FileStore } from './storage/file-store.ts'
import type { Actor, Ctx, Org } from './tenancy/ctx.ts'

/** What one running program holds; made once at the start by app.ts or by a test. */
export interface Runtime {
  config: Config
  database: DatabaseHandle
  /** The owner's connection, where this program has one: only removing an org needs it. */
  ownerUrl?: string | undefined
  keys: Keyring
  clock: Clock
  ids: Ids
  log: Log
  seams: Seams
  files: FileStore
  jobs: ReadonlyMap<string, JobDefinition>
  handlers: readonly EventHandler[]
}

export const allGrants: ReadonlyMap<Permission, RowScope> = new Map(PERMISSIONS.map((permission) => [permission, 'org']))

/** Acts for scheduled work and handlers. */
export const systemActor = (name: string): Actor => ({
  kind: 'system',
  id: name,
  name,
  role: null,
  staffId: null,
  storeIds: [],
  sessionId: null,
  grants: allGrants,
})

export function ctxFor(runtime: Runtime, org: Org, actor: Actor, rest: { locale?: Ctx['locale']; requestId?: string } = {}): Ctx {
  return {
    org,
    actor,
    db: runtime.database.db,
    clock: runtime.clock,
    ids: runtime.ids,
    keys: runtime.keys,
    seams: runtime.seams,
    files: runtime.files,
    log: runtime.log,
    locale: rest.locale ?? 'zh-CN',
    requestId: rest.requestId ?? runtime.ids.uuid(),
  }
}
