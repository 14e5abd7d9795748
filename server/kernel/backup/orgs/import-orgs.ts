import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { ARCHIVE_FILE, type Manifest } from '../archive/manifest.ts'
import { type ReadMember, readArchive } from '../archive/read-archive.ts'
import { damaged } from '../backup-errors.ts'

const quoted = (table: string): string => table.split('.').map(pg.escapeIdentifier).join('.')

const PROTECTED = `
  select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ('public', 'platform') and c.relkind in ('r', 'p') and c.relforcerowsecurity`

/** Keeps one COPY open for the pieces of one table after the other. */
class TableLoader {
  readonly rows: Record<string, number> = {}
  #table = ''
  #copy: ReturnType<typeof copyFrom> | undefined
  #ended: Promise<void> | undefined
  readonly #client: pg.ClientBase
  readonly #columns: Manifest['columns']

  constructor(client: pg.ClientBase, columns: Manifest['columns']) {
    this.#client = client
    this.#columns = columns
  }

  async add(table: string, body: AsyncIterable<Buffer>): Promise<void> {
    if (table !== this.#table) {
      await this.end()
      const columns = this.#columns[table]
      if (!columns) throw damaged(table)
      this.#table = table
      const copy = this.#client.query(
        copyFrom(`copy ${quoted(table)} (${columns.map(pg.escapeIdentifier).join(', ')}) from stdin`),
      )
      this.#copy = copy
      this.#ended = new Promise((resolve, reject) => copy.once('finish', resolve).once('error', reject))
      this.#ended.catch(() => undefined) // awaited below; until then it is no unhandled one
    }
    for await (const piece of body) {
      const copy = this.#copy!
      if (!copy.write(piece)) await Promise.race([new Promise((resolve) => copy.once('drain', resolve)), this.#ended])
    }
  }

  async end(): Promise<void> {
    this.#copy?.end()
    await this.#ended
    if (this.#copy) this.rows[this.#table] = this.#copy.rowCount
    this.#copy = undefined
    this.#ended = undefined
  }
}

async function keepFile(member: ReadMember, dataDir: string): Promise<void> {
  const target = path.join(dataDir, member.name.split('/').slice(1).join('/'))
  if (!target.startsWith(dataDir + path.sep)) throw damaged(member.name)
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
  await pipeline(member.body, createWriteStream(target, { flags: 'wx', mode: 0o600, flush: true }))
}

async function load(client: pg.Client, folder: string, manifest: Manifest, dataDir: string): Promise<Record<string, number>> {
  const loader = new TableLoader(client, manifest.columns)
  const expected = { sha256: manifest.archive.sha256, members: manifest.members }
  for await (const member of readArchive(path.join(folder, ARCHIVE_FILE), expected)) {
    const [area, table = ''] = member.name.split('/')
    if (area === 'tables') await loader.add(table, member.body)
    else await keepFile(member, dataDir)
  }
  await loader.end()
  return loader.rows
}

/**
 * Loads an export into an empty database whose schema is the export's or newer, as the owner and in one transaction: all or nothing.
 * Row security would refuse COPY to the owner too, so it is not forced on him until the commit. Long work that was under way when the
 * export was made does not go on by itself.
 */
export async function importOrgs(ownerUrl: string, folder: string, manifest: Manifest, dataDir: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'shuke restore' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('begin')
    const { rows: tables } = await client.query<{ name: string }>(PROTECTED)
    for (const { name } of tables) await client.query(`alter table ${name} no force row level security`)
    const rows = await load(client, folder, manifest, dataDir)
    for (const [table, count] of Object.entries(manifest.rows)) if ((rows[table] ?? 0) !== count) throw damaged(table)
    await client.query(`update job_runs set status = 'cancelled', finished_at = now() where status in ('queued', 'running')`)
    for (const { name } of tables) await client.query(`alter table ${name} force row level security`)
    await client.query('commit')
    await client.query('analyze')
  } finally {
    await client.end()
  }
}
