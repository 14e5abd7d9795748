import { z } from 'zod'
import { endpoint } from '../shared/endpoint.ts'
import { Instant, Uuid } from '../shared/ids.ts'

/** `physical`: the whole installation, from the embedded database. `logical`: the rows of organisations, for any database. */
export const BackupKind = z.enum(['physical', 'logical'])

export const Backup = z.object({
  name: z.string(),
  kind: BackupKind,
  startedAt: Instant,
  /** Whatever was saved before is inside. */
  coversUntil: Instant,
  /** When it was read again and found whole. */
  verifiedAt: Instant,
  bytes: z.int(),
  rows: z.int(),
  /** Version of Shuke that made it. */
  version: z.string(),
})
export type Backup = z.infer<typeof Backup>

export const BackupHealth = z.object({
  /** `external`: the database is run elsewhere, and so are its nightly backups. */
  database: z.enum(['embedded', 'external']),
  /** `late`: the last good one is older than a day and a half. */
  state: z.enum(['good', 'late', 'failed', 'none', 'external']),
  lastGoodAt: Instant.nullable(),
  /** The last attempt, if it came to nothing, and why. */
  failure: z.object({ at: Instant, reason: z.string() }).nullable(),
  nextAt: Instant.nullable(),
  /** Where the backups lie on the server; null where the database is external. */
  folder: z.string().nullable(),
  /** The backups lie on the same disk as the data: one broken disk takes both. */
  sameDisk: z.boolean(),
  key: z.object({
    file: z.string().nullable(),
    /** Betrays nothing of the key; says which copy is the right one. */
    fingerprints: z.array(z.string()),
    /** Somebody has said that a copy lies in a safe place. Without it no backup is complete. */
    kept: z.boolean(),
  }),
})
export type BackupHealth = z.infer<typeof BackupHealth>

export const listBackups = endpoint({
  method: 'GET',
  path: '/backups',
  summary: 'Backups, newest first, and how things stand with them',
  permission: 'backups.manage',
  output: z.object({ data: z.array(Backup), health: BackupHealth }),
})

export const makeBackup = endpoint({
  method: 'POST',
  path: '/backups',
  summary: 'Make a backup now, as a job',
  permission: 'backups.manage',
  status: 202,
  output: z.object({ jobId: Uuid }),
})

export const confirmKeyCopy = endpoint({
  method: 'POST',
  path: '/backups/key-copy',
  summary: 'Take down that a copy of the key file lies in a safe place, apart from the backups',
  permission: 'backups.manage',
  output: z.object({ kept: z.boolean() }),
})
