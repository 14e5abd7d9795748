import { copyFile, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Config } from '../config.ts'
import { knownMigrations, migrate } from '../db/migrate.ts'
import { openDatabase } from '../db/pool.ts'
import { dataDirFiles } from '../embedded-postgres/data-dir-files.ts'
import { openEmbeddedDatabase } from '../embedded-postgres/open-embedded-database.ts'
import { postgresPrograms } from '../embedded-postgres/package-binaries.ts'
import { runIdentity } from '../embedded-postgres/run-identity.ts'
import { type Manifest, readManifest } from './archive/manifest.ts'
import { damaged, newerFormat, refused } from './backup-errors.ts'
import { countRows, unpackCopy } from './cluster/open-copy.ts'
import { ERASURE_LOG, type Erasure, readErasureLog } from './erasures/erasure-log.ts'
import { keyFingerprints } from './key-copy.ts'
import { importOrgs } from './orgs/import-orgs.ts'
import { type BackupPlaces, backupPlaces } from './places.ts'
import { appliedMigrations, hasOrgs } from './queries.ts'

export interface RestoreRequest {
  /** The backup's folder, or a file in it. */
  from: string
  config: Config
  /** The copy of the key file; left out when SHUKE_KEY_FILE names where it lies already. */
  keyFile: string | undefined
  /** The erasure log; the one beside the backup when left out. */
  erasureLog: string | undefined
  signal: AbortSignal
}

export interface Restored {
  manifest: Manifest
  /** Who was erased; to be replayed on the opened program. Undefined when no log was found. */
  erasures: Erasure[] | undefined
}

async function checkKey(manifest: Manifest, keyFile: string | undefined): Promise<void> {
  if (keyFile === undefined)
    throw refused(
      `恢复需要密钥文件(shuke.key,指纹 ${manifest.keys.join('、')}),它与备份分开保管。请用 --key-file 指定。`,
      `The key file is needed (shuke.key, fingerprint ${manifest.keys.join(', ')}); it is kept apart from the backups. Name it with --key-file.`,
    )
  const given = await keyFingerprints(keyFile)
  if (manifest.keys.some((fingerprint) => !given.includes(fingerprint)))
    throw refused(
      `此密钥文件不属于这份备份:备份需要 ${manifest.keys.join('、')},文件里是 ${given.join('、')}。`,
      `This key file does not belong to the backup: it needs ${manifest.keys.join(', ')}, the file holds ${given.join(', ')}.`,
    )
}

/** Made by some file systems at the root of a disk. */
const NOT_OURS = 'lost+found'

async function checkEmptyFolder(dataDir: string): Promise<void> {
  const names = (await readdir(dataDir).catch(() => [])).filter((name) => name !== NOT_OURS)
  if (names.length === 0) return
  throw refused(
    `${dataDir} 不是空的(有 ${names[0]})。恢复不会覆盖任何数据,请用 --data-dir 指定一个空文件夹。`,
    `${dataDir} is not empty (it holds ${names[0]}). A restore overwrites nothing: name an empty folder with --data-dir.`,
  )
}

function checkMajor(manifest: Manifest, dataDir: string): void {
  const { major } = postgresPrograms(runIdentity(dataDir, dataDirFiles(dataDir).cluster), () => undefined)
  if (manifest.postgres.split('.')[0] === major) return
  throw refused(
    `此备份来自 PostgreSQL ${manifest.postgres},本版本自带 ${major}。请用制作它的版本恢复,再用 shuke backup --all 导出后导入。`,
    `This backup is of PostgreSQL ${manifest.postgres}, and this version brings ${major}. Restore it with the version that made it, export with "shuke backup --all", and restore that export here.`,
  )
}

async function putKey(source: string, target: string): Promise<void> {
  if (path.resolve(source) === path.resolve(target)) return
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
  await copyFile(source, target)
  const handle = await open(target, 'r+')
  await handle.chmod(0o600)
  await handle.sync()
  await handle.close()
}

/** Starts the unpacked cluster once, and compares what is in it with what was counted when the backup was tried. */
async function compareRows(manifest: Manifest, dataDir: string): Promise<void> {
  const database = await openEmbeddedDatabase({ dataDir, log: () => undefined })
  try {
    const rows = await countRows(dataDir)
    for (const [table, count] of Object.entries(manifest.rows)) if (rows[table] !== count) throw damaged(table)
  } finally {
    await database.close()
  }
}

/** Gives an empty database the schema that the export had; one that has a schema keeps it if it is not older. */
async function prepareSchema(manifest: Manifest, ownerUrl: string, appUrl: string): Promise<void> {
  const { db, close } = openDatabase(ownerUrl, { max: 1 })
  try {
    if (await hasOrgs(db))
      throw refused(
        '目标数据库里已有企业。恢复不会覆盖任何数据,请使用空的数据库。',
        'The database holds organisations already. A restore overwrites nothing: use an empty database.',
      )
    const applied = await appliedMigrations(db).catch(() => [])
    const role = decodeURIComponent(new URL(appUrl).username)
    if (applied.length === 0) await migrate(ownerUrl, role, manifest.migrations.at(-1))
    else await migrate(ownerUrl, role)
  } finally {
    await close()
  }
}

/** Runs `fill` on a folder that was empty; when it fails, the folder is empty again, so that the next try is not refused. */
async function fillFolder(dataDir: string, fill: () => Promise<void>): Promise<void> {
  await checkEmptyFolder(dataDir)
  try {
    await fill()
  } catch (error) {
    for (const name of await readdir(dataDir).catch(() => []))
      if (name !== NOT_OURS) await rm(path.join(dataDir, name), { recursive: true, force: true })
    throw error
  }
}

async function restoreCluster(folder: string, manifest: Manifest, { dataDir }: BackupPlaces, signal: AbortSignal): Promise<void> {
  checkMajor(manifest, dataDir)
  await unpackCopy(folder, manifest, dataDir, { files: true, signal })
  await compareRows(manifest, dataDir)
}

async function restoreOrgs(folder: string, manifest: Manifest, places: BackupPlaces, config: Config): Promise<void> {
  if (places.embedded) {
    const database = await openEmbeddedDatabase({ dataDir: places.dataDir, log: () => undefined })
    try {
      await prepareSchema(manifest, database.ownerUrl, database.appUrl)
      await importOrgs(database.ownerUrl, folder, manifest, places.dataDir)
    } finally {
      await database.close()
    }
    return
  }
  const { DATABASE_URL, SHUKE_OWNER_URL } = config
  if (!DATABASE_URL || !SHUKE_OWNER_URL)
    throw refused('恢复需要 SHUKE_OWNER_URL。', 'A restore into a database needs SHUKE_OWNER_URL.')
  await prepareSchema(manifest, SHUKE_OWNER_URL, DATABASE_URL)
  await importOrgs(SHUKE_OWNER_URL, folder, manifest, places.dataDir)
}

/**
 * Restores a backup into an empty place: everything is checked before anything is written. Afterwards the program can be opened, which
 * brings an older schema up to date, and `replayErasures` has to run before anybody works with it.
 * @throws AppError rule_broken with what to do
 */
export async function restoreBackup({ from, config, keyFile, erasureLog, signal }: RestoreRequest): Promise<Restored> {
  const places = backupPlaces(config)
  const folder = (await stat(from).catch(() => undefined))?.isFile() ? path.dirname(from) : from
  const manifest = await readManifest(folder)
  const known = new Set(await knownMigrations())
  if (manifest.migrations.some((name) => !known.has(name))) throw newerFormat()
  const key = keyFile ?? config.SHUKE_KEY_FILE
  await checkKey(manifest, key)
  const logFile = erasureLog ?? path.join(path.dirname(path.resolve(folder)), ERASURE_LOG)
  const hasLog = erasureLog !== undefined || (await stat(logFile).catch(() => undefined)) !== undefined
  const erasures = hasLog ? await readErasureLog(logFile) : undefined
  if (manifest.kind === 'physical' && !places.embedded)
    throw refused(
      '此备份是自带数据库的整体备份,请取消 DATABASE_URL 再恢复。',
      'This is a backup of the embedded database: restore it without DATABASE_URL.',
    )
  const fill = () =>
    manifest.kind === 'physical'
      ? restoreCluster(folder, manifest, places, signal)
      : restoreOrgs(folder, manifest, places, config)
  await (places.embedded ? fillFolder(places.dataDir, fill) : fill())
  if (keyFile !== undefined) await putKey(keyFile, places.keyFile)
  return { manifest, erasures }
}
