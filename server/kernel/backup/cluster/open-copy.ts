import { chownSync, mkdirSync } from 'node:fs'
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises'
import path from 'node:path'
import { dataDirFiles } from '../../embedded-postgres/data-dir-files.ts'
import { openEmbeddedDatabase } from '../../embedded-postgres/open-embedded-database.ts'
import { runIdentity } from '../../embedded-postgres/run-identity.ts'
import { ARCHIVE_FILE, type Manifest } from '../archive/manifest.ts'
import { type ReadMember, readArchive } from '../archive/read-archive.ts'
import { damaged } from '../backup-errors.ts'
import { openAsSuperuser } from './superuser.ts'

/** A name from an archive may not lead out of the folder it is unpacked to. */
function targetOf(dataDir: string, name: string): string {
  const target = path.join(dataDir, name)
  if (!target.startsWith(dataDir + path.sep)) throw damaged(name)
  return target
}

async function writeMember(handle: FileHandle, member: ReadMember, ofCluster: boolean): Promise<void> {
  for await (const piece of member.body) await handle.writeFile(piece)
  // PostgreSQL syncs its whole directory before it recovers from a backup.
  if (!ofCluster) await handle.sync()
}

/**
 * Unpacks a physical backup into a data directory and compares every file with the manifest. The cluster belongs to the user that
 * PostgreSQL will run as.
 * @param files also unpack the stored files, not only look at them
 */
export async function unpackCopy(
  folder: string,
  manifest: Pick<Manifest, 'archive' | 'members'>,
  dataDir: string,
  { files, signal }: { files: boolean; signal: AbortSignal },
): Promise<void> {
  const { cluster } = dataDirFiles(dataDir)
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const identity = runIdentity(dataDir, cluster)
  const give = (place: string) => 'uid' in identity && chownSync(place, identity.uid, identity.gid)
  mkdirSync(cluster, { mode: 0o700 })
  give(cluster)
  const expected = { sha256: manifest.archive.sha256, members: manifest.members }
  for await (const member of readArchive(path.join(folder, ARCHIVE_FILE), expected)) {
    signal.throwIfAborted()
    const [area, ...inside] = member.name.split('/')
    const ofCluster = area === 'postgres'
    if (!ofCluster && !files) continue
    const target = targetOf(dataDir, ofCluster ? member.name : inside.join('/'))
    if (member.kind === 'folder') await mkdir(target, { recursive: true, mode: 0o700 })
    else {
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
      const handle = await open(target, 'wx', 0o600)
      await writeMember(handle, member, ofCluster).finally(() => handle.close())
    }
    if (ofCluster) give(target)
  }
}

/** Rows of every table, past row security; each page is read, so a damaged one is noticed by its checksum. */
export async function countRows(dataDir: string): Promise<Record<string, number>> {
  const client = await openAsSuperuser(dataDir, 'shuke')
  try {
    const { rows: tables } = await client.query<{ name: string }>(`
      select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('public', 'platform') and c.relkind = 'r' order by 1`)
    const counts: Record<string, number> = {}
    for (const { name } of tables) {
      const { rows } = await client.query<{ count: number }>(`select count(*) from ${name}`)
      counts[name] = rows[0]!.count
    }
    return counts
  } finally {
    await client.end()
  }
}

/**
 * The proof of a physical backup: it is read again from the disk, unpacked, started, and every table is read through.
 * @returns rows by table
 */
export async function tryCopy(
  folder: string,
  manifest: Pick<Manifest, 'archive' | 'members'>,
  scratch: string,
  signal: AbortSignal,
): Promise<Record<string, number>> {
  await rm(scratch, { recursive: true, force: true })
  try {
    await unpackCopy(folder, manifest, scratch, { files: false, signal })
    const settings = { fsync: 'off', synchronous_commit: 'off', autovacuum: 'off', max_connections: '10', shared_buffers: '32MB' }
    const database = await openEmbeddedDatabase({ dataDir: scratch, log: () => undefined, settings })
    try {
      return await countRows(scratch)
    } finally {
      await database.close()
    }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
