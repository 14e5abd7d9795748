// Writes server/migrations/schema.sql from a throwaway database with all migrations. Run it after every new migration and commit both.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { openEmbeddedDatabase } from '../embedded-postgres/open-embedded-database.ts'
import { migrate } from './migrate.ts'
import { openDatabase } from './pool.ts'
import { printSchema } from './print-schema.ts'

export const SCHEMA_FILE = new URL('../../migrations/schema.sql', import.meta.url)

if (import.meta.main) {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'shuke-schema-'))
  const server = await openEmbeddedDatabase({ dataDir, log: () => undefined, settings: { fsync: 'off' } })
  try {
    const applied = await migrate(server.ownerUrl, 'shuke_app')
    const { db, close } = openDatabase(server.ownerUrl, { max: 1 })
    await writeFile(SCHEMA_FILE, await printSchema(db))
    await close()
    console.log(`schema.sql holds what ${applied.length} migrations give`)
  } finally {
    await server.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}
