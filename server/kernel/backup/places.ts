import path from 'node:path'
import type { Config } from '../config.ts'
import { defaultDataDir } from '../embedded-postgres/default-data-dir.ts'

/** Where the parts of an installation lie that backups have to do with. */
export interface BackupPlaces {
  dataDir: string
  /** Backups, one folder each, and the erasure log beside them. */
  backupDir: string
  keyFile: string
  /** The database is our own, in the data folder. */
  embedded: boolean
  /** Somebody named the place of the backups. */
  chosen: boolean
}

export function backupPlaces(config: Config): BackupPlaces {
  const dataDir = path.resolve(config.SHUKE_DATA_DIR ?? defaultDataDir())
  return {
    dataDir,
    backupDir: path.resolve(config.SHUKE_BACKUP_DIR ?? path.join(dataDir, 'backups')),
    keyFile: config.SHUKE_KEY_FILE ?? path.join(dataDir, 'shuke.key'),
    embedded: config.DATABASE_URL === undefined,
    chosen: config.SHUKE_BACKUP_DIR !== undefined,
  }
}

/** Held for as long as a backup is being made; the lock falls with its process. */
export const lockFile = ({ dataDir }: BackupPlaces): string => path.join(dataDir, 'backup.lock')

/** A copy is opened here to see whether it can be: beside the database, because a backup place may be a stick without file rights. */
export const scratchDir = ({ dataDir }: BackupPlaces): string => path.join(dataDir, 'backup-check')

/** Folders of the data directory that hold no files of customers. */
const NOT_STORED = /^(postgres|postgres\..*|compile-cache|backups|backup-check)$/

/** Whether a folder of the data directory holds files that belong into a backup; the place of the backups itself does not. */
export function isStoredArea({ dataDir, backupDir }: BackupPlaces, folder: string): boolean {
  const place = path.join(dataDir, folder)
  return !NOT_STORED.test(folder) && place !== backupDir && !backupDir.startsWith(place + path.sep)
}
