import { hkdfSync } from 'node:crypto'
import { copyFile, mkdir, open, stat } from 'node:fs/promises'
import path from 'node:path'
import { loadInstallationKeys } from '../crypto/installation-key.ts'
import type { Db } from '../db/database.ts'
import { refused } from './backup-errors.ts'
import type { BackupPlaces } from './places.ts'
import { confirmedKeys, insertKeyCopies } from './queries.ts'

/** Names the keys of a key file without betraying them: 64 bits derived by HKDF for this alone, one for each version. */
export async function keyFingerprints(keyFile: string): Promise<string[]> {
  const { versions } = await loadInstallationKeys(keyFile, { create: false })
  return [...versions]
    .toSorted(([a], [b]) => a - b)
    .map(([, key]) => Buffer.from(hkdfSync('sha256', key, '', 'fingerprint of the key', 8)).toString('hex'))
}

/** Like `keyFingerprints`, but none for a file that cannot be read: then the state says so. */
export const fingerprintsIfThere = (keyFile: string): Promise<string[]> => keyFingerprints(keyFile).catch(() => [])

/** Whether somebody has said that every key of the installation lies in a safe place too. Without the keys backups cannot be read. */
export async function isKeyKept(db: Db, fingerprints: readonly string[]): Promise<boolean> {
  const confirmed = await confirmedKeys(db)
  return fingerprints.length > 0 && fingerprints.every((fingerprint) => confirmed.has(fingerprint))
}

const isInside = (file: string, folder: string): boolean => path.resolve(file).startsWith(path.resolve(folder) + path.sep)

/**
 * Puts a copy of the key file at `target` (a file, or a folder that is there) and reads it again. Never beside the backups: who finds
 * one must not find the other.
 * @returns where the copy is
 */
export async function copyKeyFile({ keyFile, backupDir, dataDir }: BackupPlaces, target: string): Promise<string> {
  const isFolder = (await stat(target).catch(() => undefined))?.isDirectory() ?? false
  const copy = path.resolve(isFolder ? path.join(target, path.basename(keyFile)) : target)
  if (isInside(copy, backupDir) || isInside(copy, dataDir))
    throw refused(
      '密钥副本不能与数据或备份放在一起,请选另一个位置(如 U 盘)。',
      'The copy of the key must not lie with the data or the backups: choose another place, such as a stick.',
    )
  await mkdir(path.dirname(copy), { recursive: true })
  await copyFile(keyFile, copy)
  const handle = await open(copy, 'r+')
  await handle.chmod(0o600).catch(() => undefined) // a stick may know no rights
  await handle.sync()
  await handle.close()
  const [original, copied] = await Promise.all([keyFingerprints(keyFile), keyFingerprints(copy)])
  if (original.join() !== copied.join()) throw new Error('the copy of the key file differs from it')
  return copy
}

/** Takes down that a copy of the present keys is kept. */
export async function confirmKeyCopy(db: Db, { keyFile }: BackupPlaces, by: string, at: Date): Promise<void> {
  await insertKeyCopies(db, await keyFingerprints(keyFile), by, at)
}
