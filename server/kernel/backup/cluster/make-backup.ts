import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Clock } from '../../clock.ts'
import type { Db } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import { allOrgs } from '../../tenancy/orgs.ts'
import { VERSION } from '../../version.ts'
import { ARCHIVE_FILE, FORMAT_NOW, type Manifest, writeManifest } from '../archive/manifest.ts'
import { type ArchiveWriter, writeArchive } from '../archive/write-archive.ts'
import { alreadyRunning, diskFull } from '../backup-errors.ts'
import { backupName, checkRoom, inNewBackup, type KnownBackup, listBackups, removeBackup } from '../backup-folder.ts'
import { noteAttempt } from '../backup-status.ts'
import { completeErasureLog } from '../erasures/erasure-log.ts'
import { fingerprintsIfThere } from '../key-copy.ts'
import { type BackupPlaces, isStoredArea, scratchDir } from '../places.ts'
import { appliedMigrations } from '../queries.ts'
import { expired } from '../retention-rules.ts'
import { clusterBytes, copyCluster } from './copy-cluster.ts'
import { tryCopy } from './open-copy.ts'

/** What a backup is made of. */
export interface Backed {
  places: BackupPlaces
  db: Db
  clock: Clock
}

export interface BackupProgress {
  /** Plain bytes copied so far, and about how many there are. */
  done: number
  total: number
}

export interface BackupOptions {
  signal: AbortSignal
  onProgress?: (progress: BackupProgress) => void
}

/** Files of customers in the data folder, as `area/name`. */
async function storedFiles(places: BackupPlaces): Promise<{ name: string; bytes: number }[]> {
  const { dataDir } = places
  const files: { name: string; bytes: number }[] = []
  for (const area of await readdir(dataDir, { withFileTypes: true })) {
    if (!area.isDirectory() || !isStoredArea(places, area.name)) continue
    for (const entry of await readdir(path.join(dataDir, area.name), { withFileTypes: true, recursive: true })) {
      if (!entry.isFile()) continue
      const file = path.join(entry.parentPath, entry.name)
      const found = await stat(file).catch(() => undefined)
      if (found) files.push({ name: path.relative(dataDir, file).split(path.sep).join('/'), bytes: found.size })
    }
  }
  return files
}

/** Everything but what only the finished archive can tell. */
export async function describe({ places, db }: Backed, kind: Manifest['kind'], name: string, startedAt: Date) {
  const orgs = (await allOrgs(db)).map(({ id, slug }) => ({ id, slug }))
  return {
    format: FORMAT_NOW,
    kind,
    name,
    startedAt: startedAt.toISOString(),
    shuke: VERSION,
    migrations: await appliedMigrations(db),
    keys: await fingerprintsIfThere(places.keyFile),
    orgs,
  } as const
}

/** A full disk in words that say what to do, everything else as it is. */
export function explained(error: unknown, place: string): unknown {
  const { code } = error as NodeJS.ErrnoException
  return code === 'ENOSPC' || code === 'EDQUOT' ? diskFull(place) : error
}

async function copyFiles(archive: ArchiveWriter, places: BackupPlaces): Promise<void> {
  // After the database: a file is kept before its row is, so every row in the copy finds its file.
  for (const { name } of await storedFiles(places)) await archive.addFile(`files/${name}`, path.join(places.dataDir, name))
}

async function writeBackup(
  backed: Backed,
  name: string,
  draft: string,
  startedAt: Date,
  options: BackupOptions,
): Promise<Manifest> {
  const { places, db, clock } = backed
  const { signal, onProgress } = options
  const cluster = await clusterBytes(places.dataDir)
  const files = (await storedFiles(places)).reduce((sum, file) => sum + file.bytes, 0)
  await checkRoom(places.backupDir, (cluster + files) * 0.6 + 64e6)
  await checkRoom(places.dataDir, cluster * 1.1 + 64e6)
  await completeErasureLog(db, places.backupDir)
  const progress = { done: 0, total: cluster + files }
  const archive = writeArchive(path.join(draft, ARCHIVE_FILE), signal, (bytes) => {
    progress.done += bytes
    onProgress?.(progress)
  })
  try {
    const facts = await describe(backed, 'physical', name, startedAt)
    const { coversUntil, postgres } = await copyCluster(archive, places.dataDir)
    await copyFiles(archive, places)
    const { members, ...whole } = await archive.close()
    const rows = await tryCopy(draft, { archive: whole, members }, scratchDir(places), signal)
    const manifest: Manifest = {
      ...facts,
      coversUntil: coversUntil.toISOString(),
      postgres,
      rows,
      columns: {},
      archive: whole,
      members,
      verifiedAt: clock.now().toISOString(),
    }
    await writeManifest(draft, manifest)
    return manifest
  } catch (error) {
    archive.abandon()
    throw explained(error, places.backupDir)
  }
}

/**
 * Copies the embedded database and the stored files while everybody goes on working, tries the copy out, and then removes the copies
 * whose time is over. Only what was tried gets a backup's name.
 * @throws AppError conflict (one is being made), rule_broken (no room, damaged)
 */
export async function makeBackup(backed: Backed, options: BackupOptions): Promise<KnownBackup> {
  const { places, clock } = backed
  const startedAt = clock.now()
  const name = backupName(startedAt)
  try {
    const { members: _, ...facts } = await inNewBackup(places, name, (draft) =>
      writeBackup(backed, name, draft, startedAt, options),
    )
    noteAttempt(places, clock.now())
    const old = expired((await listBackups(places.backupDir)).filter((backup) => backup.kind === 'physical'))
    for (const backup of old) await removeBackup(backup.folder)
    return { ...facts, folder: path.join(places.backupDir, name) }
  } catch (error) {
    const isOurs = !(error instanceof AppError && error.code === alreadyRunning().code)
    if (isOurs && !options.signal.aborted) noteAttempt(places, clock.now(), error)
    throw error
  }
}
