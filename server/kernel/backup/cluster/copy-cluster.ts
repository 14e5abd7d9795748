import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { dataDirFiles } from '../../embedded-postgres/data-dir-files.ts'
import type { ArchiveWriter } from '../archive/write-archive.ts'
import { openAsSuperuser } from './superuser.ts'

/** Folders that a server makes afresh: they are copied empty. `pg_wal` gets its segments at the end. */
const EMPTIED = /^(pg_wal|pg_wal\/.*|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)$/
/** Files of the running server, of queries in hand, or of an earlier backup. */
const LEFT_OUT =
  /^(postmaster\.(pid|opts)|backup_label(\.old)?|tablespace_map(\.old)?|backup_manifest)$|(^|\/)(pgsql_tmp|pg_internal\.init)/
const SEGMENT = /^[0-9A-F]{24}$/

/** Everything below a folder that may change while it is read, paths with `/`. */
async function* walk(root: string, below = ''): AsyncGenerator<{ path: string; isFolder: boolean }> {
  const entries = await readdir(path.join(root, below), { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  for (const entry of entries) {
    const inside = below ? `${below}/${entry.name}` : entry.name
    if (LEFT_OUT.test(inside)) continue
    yield { path: inside, isFolder: entry.isDirectory() }
    if (entry.isDirectory() && !EMPTIED.test(inside)) yield* walk(root, inside)
    else if (entry.isDirectory() && inside === 'pg_wal') yield* [{ path: 'pg_wal/archive_status', isFolder: true }]
  }
}

/** Plain bytes that a copy of the cluster takes, without its journal. */
export async function clusterBytes(dataDir: string): Promise<number> {
  const { cluster } = dataDirFiles(dataDir)
  let bytes = 0
  for await (const entry of walk(cluster))
    if (!entry.isFolder) bytes += (await stat(path.join(cluster, entry.path)).catch(() => ({ size: 0 }))).size
  return bytes
}

/** The journal from the start to the end of the backup, without which the copied files mean nothing. */
async function copyJournal(archive: ArchiveWriter, cluster: string, first: string, last: string): Promise<void> {
  const segments = (await readdir(path.join(cluster, 'pg_wal')))
    .filter((name) => SEGMENT.test(name) && name >= first && name <= last)
    .sort()
  if (segments[0] !== first || segments.at(-1) !== last) throw new Error(`the journal from ${first} to ${last} is not complete`)
  for (const name of segments)
    if (!(await archive.addFile(`postgres/pg_wal/${name}`, path.join(cluster, 'pg_wal', name))))
      throw new Error(`the journal segment ${name} was removed while the backup needed it`)
}

export interface ClusterCopy {
  /** Whatever was committed before is inside. */
  coversUntil: Date
  /** "18.4" */
  postgres: string
}

/**
 * Copies the running embedded cluster into an archive, below `postgres/`. Readers and writers are not held up. The copied files are of
 * different moments; the journal that is copied after them makes them one, as after a crash.
 */
export async function copyCluster(archive: ArchiveWriter, dataDir: string): Promise<ClusterCopy> {
  const { cluster } = dataDirFiles(dataDir)
  const client = await openAsSuperuser(dataDir, 'postgres')
  try {
    const one = async (sql: string): Promise<Record<string, string>> => (await client.query(sql)).rows[0]
    // Keeps the journal from being recycled until we have copied it; gone with this connection, however that ends.
    await one(`select pg_create_physical_replication_slot('shuke_backup_' || pg_backend_pid(), true, true)`)
    const start = await one(
      `select pg_walfile_name(pg_backup_start('shuke', true)) as segment, current_setting('server_version') as version`,
    )
    for await (const entry of walk(cluster)) {
      if (entry.path === 'global/pg_control') continue
      if (entry.isFolder) await archive.addFolder(`postgres/${entry.path}`)
      else await archive.addFile(`postgres/${entry.path}`, path.join(cluster, entry.path))
    }
    await archive.addBytes('postgres/global/pg_control', await readFile(path.join(cluster, 'global', 'pg_control')))
    const coversUntil = new Date()
    const stop = await one(`select pg_walfile_name(lsn) as segment, labelfile, spcmapfile from pg_backup_stop(false)`)
    if (stop.spcmapfile) throw new Error('tablespaces are not supported: the data must lie in one folder')
    await archive.addBytes('postgres/backup_label', Buffer.from(stop.labelfile!))
    await copyJournal(archive, cluster, start.segment!, stop.segment!)
    return { coversUntil, postgres: start.version!.split(' ')[0]! }
  } finally {
    await client.end()
  }
}
