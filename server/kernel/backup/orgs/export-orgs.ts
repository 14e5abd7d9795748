import path from 'node:path'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { ARCHIVE_FILE, type Manifest, writeManifest } from '../archive/manifest.ts'
import { readArchive } from '../archive/read-archive.ts'
import { type ArchiveWriter, writeArchive } from '../archive/write-archive.ts'
import { backupName, checkRoom, inNewBackup, type KnownBackup } from '../backup-folder.ts'
import { type Backed, type BackupOptions, describe, explained } from '../cluster/make-backup.ts'
import { completeErasureLog } from '../erasures/erasure-log.ts'
import { findOrgs } from './find-orgs.ts'
import { type OrgTable, orgTables } from './org-tables.ts'

/** Rows wait for so many bytes before they go into the archive as one member. */
const PIECE = 4 << 20
const NEWLINE = 10

const quoted = (table: OrgTable): string => table.name.split('.').map(pg.escapeIdentifier).join('.')
const listed = (ids: readonly string[]): string => `array[${ids.map(pg.escapeLiteral).join(',')}]::uuid[]`

/** `copy` takes no parameters, so ids stand in the text; they come from the database and are quoted all the same. */
function copyOut({ columns, condition, ...table }: OrgTable, orgs: readonly string[]): string {
  const names = columns.map(pg.escapeIdentifier).join(', ')
  return `copy (select ${names} from ${quoted({ columns, condition, ...table })} where ${condition.replaceAll('$orgs', () => listed(orgs))}) to stdout`
}

/** Streams the rows of one statement into the archive. @returns how many there were */
async function addRows(archive: ArchiveWriter, client: pg.ClientBase, sql: string, nextName: () => string): Promise<number> {
  let rows = 0
  let waiting: Buffer[] = []
  let bytes = 0
  const flush = async () => {
    if (bytes > 0) await archive.addBytes(nextName(), Buffer.concat(waiting))
    waiting = []
    bytes = 0
  }
  for await (const piece of client.query(copyTo(sql)) as AsyncIterable<Buffer>) {
    // In COPY's text form a line break inside a value is written as \n, so each real one ends a row.
    for (let at = piece.indexOf(NEWLINE); at >= 0; at = piece.indexOf(NEWLINE, at + 1)) rows++
    waiting.push(piece)
    bytes += piece.length
    if (bytes >= PIECE) await flush()
  }
  await flush()
  return rows
}

/** All rows of the orgs, as of one instant. */
async function addTables(
  archive: ArchiveWriter,
  client: pg.ClientBase,
  tables: OrgTable[],
  orgs: string[],
  onRows: (rows: number) => void,
) {
  const rows: Record<string, number> = {}
  for (const table of tables) {
    let piece = 0
    const nextName = () => `tables/${table.name}/${String(++piece).padStart(6, '0')}.copy`
    rows[table.name] = 0
    for (const scope of table.scope === 'platform' ? [orgs] : orgs.map((id) => [id])) {
      if (table.scope === 'org') await client.query(`set local app.org_id = ${pg.escapeLiteral(scope[0]!)}`)
      rows[table.name]! += await addRows(archive, client, copyOut(table, scope), nextName)
      onRows(rows[table.name]!)
    }
  }
  return rows
}

/** Files that rows of the orgs name in a column `storage_key`. */
async function addFiles(archive: ArchiveWriter, client: pg.ClientBase, tables: OrgTable[], orgs: string[], dataDir: string) {
  const added = new Set<string>()
  for (const table of tables) {
    const keys = table.columns.filter((column) => /(^|_)storage_key$/.test(column))
    for (const org of keys.length > 0 ? orgs : []) {
      await client.query(`set local app.org_id = ${pg.escapeLiteral(org)}`)
      for (const key of keys) {
        const column = pg.escapeIdentifier(key)
        const { rows } = await client.query<{ key: string }>(
          `select ${column} as key from ${quoted(table)} where ${column} is not null and ${table.condition.replaceAll('$orgs', () => listed([org]))}`,
        )
        for (const row of rows)
          if (!added.has(row.key)) {
            added.add(row.key)
            await archive.addFile(`files/${row.key}`, path.join(dataDir, row.key))
          }
      }
    }
  }
}

async function inSnapshot<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'shuke export' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Reads the written archive through and compares every byte with the manifest. */
async function readThrough(folder: string, manifest: Pick<Manifest, 'archive' | 'members'>, signal: AbortSignal): Promise<void> {
  const expected = { sha256: manifest.archive.sha256, members: manifest.members }
  for await (const _ of readArchive(path.join(folder, ARCHIVE_FILE), expected)) signal.throwIfAborted()
}

async function writeExport(
  backed: Backed & { url: string },
  { draft, name, slug, startedAt }: { draft: string; name: string; slug: string | undefined; startedAt: Date },
  { signal, onProgress }: BackupOptions,
): Promise<Manifest> {
  const { places, db, clock, url } = backed
  await checkRoom(places.backupDir, 64e6)
  await completeErasureLog(db, places.backupDir)
  const archive = writeArchive(path.join(draft, ARCHIVE_FILE), signal)
  try {
    const orgs = await findOrgs(db, slug)
    const ids = orgs.map((org) => org.id)
    const facts = await describe(backed, 'logical', name, startedAt)
    const snapshot = await inSnapshot(url, async (client) => {
      const {
        rows: [server],
      } = await client.query<{ version: string }>(`select current_setting('server_version') as version`)
      const coversUntil = new Date()
      const tables = await orgTables(client)
      let done = 0
      const rows = await addTables(archive, client, tables, ids, () =>
        onProgress?.({ done: ++done, total: tables.length * ids.length }),
      )
      await addFiles(archive, client, tables, ids, places.dataDir)
      return { coversUntil, rows, tables, postgres: server!.version.split(' ')[0]! }
    })
    const { members, ...whole } = await archive.close()
    await readThrough(draft, { archive: whole, members }, signal)
    const manifest: Manifest = {
      ...facts,
      orgs,
      coversUntil: snapshot.coversUntil.toISOString(),
      postgres: snapshot.postgres,
      rows: snapshot.rows,
      columns: Object.fromEntries(snapshot.tables.map((table) => [table.name, table.columns])),
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
 * Exports one org, or all, from any database: rows as COPY text in an order that foreign keys accept, platform rows and stored files
 * included, all of one instant. It restores into an empty database of the same or a newer version of Shuke, whatever its PostgreSQL.
 * Exports are made on demand and are never removed by themselves.
 */
export async function exportOrgs(
  backed: Backed & { url: string },
  slug: string | undefined,
  options: BackupOptions,
): Promise<KnownBackup> {
  const startedAt = backed.clock.now()
  const name = backupName(startedAt, slug ?? 'all')
  const { members: _, ...facts } = await inNewBackup(backed.places, name, (draft) =>
    writeExport(backed, { draft, name, slug, startedAt }, options),
  )
  return { ...facts, folder: path.join(backed.places.backupDir, name) }
}
