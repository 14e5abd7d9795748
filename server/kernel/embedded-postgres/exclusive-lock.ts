import { DatabaseSync } from 'node:sqlite'

/** A held lock; `release` gives it back, and so does the end of the process, whatever ends it. */
export interface ExclusiveLock {
  release(): void
}

const SQLITE_BUSY = 5

/**
 * Takes the lock `file`, or gives `undefined` when another process holds it. Node has no flock; SQLite brings the same
 * thing on every platform: a lock that the kernel drops with its process, so it never goes stale. The file stays empty.
 */
export function tryExclusiveLock(file: string): ExclusiveLock | undefined {
  const database = new DatabaseSync(file)
  try {
    database.exec('begin exclusive')
  } catch (error) {
    database.close()
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return undefined
    throw error
  }
  return { release: () => database.close() }
}
