import { createHash } from 'node:crypto'
import { open, readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { damaged, newerFormat, noBackup } from '../backup-errors.ts'

/** Raised when an older program could not read what a newer one writes. */
const FORMAT = 1

const Manifest = z.object({
  format: z.literal(FORMAT),
  /** `physical`: the cluster as it lies on the disk, for the same major version. `logical`: rows of some orgs, for any. */
  kind: z.enum(['physical', 'logical']),
  name: z.string(),
  startedAt: z.iso.datetime(),
  /** Whatever was acknowledged before this instant is inside. */
  coversUntil: z.iso.datetime(),
  shuke: z.string(),
  postgres: z.string(),
  migrations: z.array(z.string()),
  orgs: z.array(z.object({ id: z.string(), slug: z.string() })),
  /** Fingerprints of the installation's keys: says which key file fits and betrays nothing of it. */
  keys: z.array(z.string()),
  /** Rows by table, counted in the copy itself. */
  rows: z.record(z.string(), z.int()),
  /** Columns by table, in the order of restoring (logical only). */
  columns: z.record(z.string(), z.array(z.string())),
  archive: z.object({ bytes: z.int(), sha256: z.string() }),
  members: z.array(z.object({ name: z.string(), bytes: z.int(), sha256: z.string() })),
  /** When the written backup was read again and found whole. */
  verifiedAt: z.iso.datetime(),
})
export type Manifest = z.infer<typeof Manifest>

export const FORMAT_NOW = FORMAT
export const ARCHIVE_FILE = 'data.tar.zst'
const MANIFEST_FILE = 'manifest.json'

const sealOf = (manifest: string): string => createHash('sha256').update(manifest).digest('hex')

/** Writes the manifest, which makes a folder a backup; last of all, and synced. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const content = JSON.stringify(manifest)
  const handle = await open(path.join(folder, MANIFEST_FILE), 'wx', 0o600)
  try {
    await handle.writeFile(`{"seal":"${sealOf(content)}","manifest":\n${content}\n}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Reads and checks the manifest of a backup. @throws AppError when it is none, damaged, or of a newer version */
export async function readManifest(folder: string): Promise<Manifest> {
  let text: string
  try {
    text = await readFile(path.join(folder, MANIFEST_FILE), 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw code === 'ENOENT' || code === 'ENOTDIR' ? noBackup(folder) : error
  }
  const [, seal, content = ''] = /^\{"seal":"([0-9a-f]{64})","manifest":\n(.*)\n\}\n$/s.exec(text) ?? []
  if (seal === undefined || sealOf(content) !== seal) throw damaged(MANIFEST_FILE)
  const given = JSON.parse(content) as { format?: unknown }
  if (given.format !== FORMAT) throw newerFormat()
  return Manifest.parse(given)
}
