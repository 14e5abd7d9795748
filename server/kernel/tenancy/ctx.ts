import type { Locale } from '@shuke/contract/shared/locale.ts'
import type { Permission, Role, RowScope } from '@shuke/contract/shared/permissions.ts'
import type { Clock } from '../clock.ts'
import type { Keyring } from '../crypto/keyring.ts'
import type { Db } from '../db/database.ts'
import type { Ids } from '../ids.ts'
import type { Log } from '../log.ts'
import type { FileStore } from '../storage/file-store.ts'
import type { TenantTx } from './tenant.ts'

/** What verbs must know of the org they work in. */
export interface Org {
  id: string
  slug: string
  name: string
  trade: Trade
  currency: string
  timezone: string
}
export type Trade = 'salon' | 'dealer' | 'shop' | 'key_account'

/** Who acts. `grants` says for each permission which rows it reaches; a missing permission is a refusal. */
export interface Actor {
  kind: 'user' | 'api_key' | 'command_line' | 'system'
  /** Account, API key or operating-system user: what the audit names. */
  id: string
  name: string
  role: Role | null
  staffId: string | null
  storeIds: string[]
  sessionId: string | null
  grants: ReadonlyMap<Permission, RowScope>
}

/**
 * What modules add to flows that they do not own. Its shape stands in `seams/seams.ts`, which needs Ctx, and is merged in from there.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging in seams.ts
export interface SeamRegistry {}

/** Tenant, actor, clock and database travel together as the first argument of every verb. */
export interface Ctx {
  org: Org
  actor: Actor
  db: Db
  clock: Clock
  ids: Ids
  keys: Keyring
  seams: SeamRegistry
  files: FileStore
  locale: Locale
  log: Log
  requestId: string
  /** Set inside `inTenantTx`: a verb called from a verb joins its transaction. */
  tx?: TenantTx
}
