import { mkdir, open, readdir, rename, rm, statfs } from 'node:fs/promises'
import path from 'node:path'
import { tryExclusiveLock } from '../embedded-postgres/exclusive-lock.ts'
import { type Manifest, readManifest } from './archive/manifest.ts'
import { alreadyRunning, noRoom } from './backup-errors.ts'
import { type BackupPlaces, lockFile, scratchDir } from './places.ts'

/** What is being written or taken away; never looked at as a backup. */
const UNFINISHED = '.unfinished'

export type KnownBackup = Omit<Manifest, 'members'> & { folder: string }

/** `20261121-023000` for 2026-11-21T02:30:00Z: sorts by time, and every file system takes it. */
export const backupName = (at: Date, slug?: string): string => {
  const [day = '', time = ''] = at.toISOString().split('T')
  return [day.replaceAll('-', ''), time.slice(0, 8).replaceAll(':', ''), slug].filter(Boolean).join('-')
}

/** Complete backups, newest first. A folder that cannot be read as one is left out, and left alone. */
export async function listBackups(backupDir: string): Promise<KnownBackup[]> {
  const names = await readdir(backupDir).catch(() => [])
  const found = await Promise.all(
    names
      .filter((name) => /^\d{8}-\d{6}/.test(name) && !name.endsWith(UNFINISHED))
      .map(async (name): Promise<KnownBackup | undefined> => {
        const folder = path.join(backupDir, name)
        const manifest = await readManifest(folder).catch(() => undefined)
        if (!manifest) return undefined
        const { members: _, ...facts } = manifest
        return { ...facts, folder }
      }),
  )
  return found.filter((backup) => backup !== undefined).toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
}

/** Takes a backup away so that a half removed one does not look complete. */
export async function removeBackup(folder: string): Promise<void> {
  await rename(folder, folder + UNFINISHED)
  await rm(folder + UNFINISHED, { recursive: true, force: true })
}

/** @throws AppError when the place has not the room that is needed */
export async function checkRoom(place: string, needed: number): Promise<void> {
  await mkdir(place, { recursive: true, mode: 0o700 })
  const { bavail, bsize } = await statfs(place)
  if (bavail * bsize < needed) throw noRoom(place, needed, bavail * bsize)
}

/**
 * Runs `write` on a new folder that gets its name as a backup only when all is written and found whole. One at a time: what a killed
 * predecessor left is removed first.
 * @throws AppError conflict while another process makes one
 */
export async function inNewBackup<T>(places: BackupPlaces, name: string, write: (draft: string) => Promise<T>): Promise<T> {
  const { backupDir } = places
  await mkdir(backupDir, { recursive: true, mode: 0o700 })
  await mkdir(places.dataDir, { recursive: true, mode: 0o700 })
  const lock = tryExclusiveLock(lockFile(places))
  if (!lock) throw alreadyRunning()
  const draft = path.join(backupDir, name + UNFINISHED)
  try {
    await removeLeftovers(places)
    await mkdir(draft, { mode: 0o700 })
    const result = await write(draft)
    await syncFolder(draft)
    await rename(draft, path.join(backupDir, name))
    await syncFolder(backupDir)
    return result
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw error
  } finally {
    lock.release()
  }
}

/** Makes new names outlive a power cut; some systems cannot open a folder, and need no such thing. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

async function removeLeftovers(places: BackupPlaces): Promise<void> {
  for (const name of await readdir(places.backupDir))
    if (name.endsWith(UNFINISHED)) await rm(path.join(places.backupDir, name), { recursive: true, force: true })
  await rm(scratchDir(places), { recursive: true, force: true })
}
