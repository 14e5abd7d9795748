import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ARCHIVE_FILE, type Manifest, readManifest } from './archive/manifest.ts'
import { readArchive } from './archive/read-archive.ts'
import { damaged } from './backup-errors.ts'
import { tryCopy } from './cluster/open-copy.ts'

/**
 * Looks at a kept backup again: every byte against the manifest, and a copy of the embedded database is started and counted.
 * @throws AppError rule_broken naming what is damaged
 */
export async function verifyBackup(folder: string, signal: AbortSignal): Promise<Manifest> {
  const manifest = await readManifest(folder)
  if (manifest.kind === 'logical') {
    const expected = { sha256: manifest.archive.sha256, members: manifest.members }
    for await (const _ of readArchive(path.join(folder, ARCHIVE_FILE), expected)) signal.throwIfAborted()
    return manifest
  }
  const scratch = await mkdtemp(path.join(tmpdir(), 'shuke-verify-'))
  // tryCopy makes the folder anew and takes it away again.
  const rows = await tryCopy(folder, manifest, scratch, signal)
  for (const [table, count] of Object.entries(manifest.rows)) if (rows[table] !== count) throw damaged(table)
  return manifest
}
