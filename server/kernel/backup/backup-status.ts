import path from 'node:path'
import { readJson, writePrivateJson } from '../embedded-postgres/data-dir-files.ts'
import { AppError, type BothLanguages } from '../errors.ts'
import type { BackupPlaces } from './places.ts'

/** How the last attempt ended; kept in the data folder, because the place of the backups may be what failed. */
export interface LastAttempt {
  at: string
  succeeded: boolean
  /** Why not, in both languages; null for a fault on our side, which the log names. */
  reason: BothLanguages | null
}

const fileOf = ({ dataDir }: BackupPlaces): string => path.join(dataDir, 'backup-status.json')

export function noteAttempt(places: BackupPlaces, at: Date, error?: unknown): void {
  const reason = error instanceof AppError ? (error.data.reason as BothLanguages | undefined) : undefined
  const attempt: LastAttempt = { at: at.toISOString(), succeeded: error === undefined, reason: reason ?? null }
  writePrivateJson(fileOf(places), attempt)
}

export const lastAttempt = (places: BackupPlaces): LastAttempt | undefined => readJson<LastAttempt>(fileOf(places))
