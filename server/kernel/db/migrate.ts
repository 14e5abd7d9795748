import { readdir, readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration'
import { openDatabase } from './pool.ts'

const FOLDER = new URL('../../migrations/', import.meta.url)

const provider: MigrationProvider = {
  async getMigrations() {
    const files = (await readdir(FOLDER)).filter((file) => /^\d{14}_[a-z_]+\.sql$/.test(file)).sort()
    const migrations: Record<string, Migration> = {}
    for (const file of files) {
      const text = await readFile(new URL(file, FOLDER), 'utf8')
      migrations[file.replace(/\.sql$/, '')] = {
        up: (db) =>
          sql
            .raw(text)
            .execute(db)
            .then(() => undefined),
      }
    }
    return migrations
  },
}

const migratorFor = (ownerUrl: string) => {
  const handle = openDatabase(ownerUrl, { max: 2 })
  const migrator = new Migrator({
    db: handle.db,
    provider,
    migrationTableName: 'migrations',
    migrationLockTableName: 'migrations_lock',
  })
  return { handle, migrator }
}

/**
 * Brings the database to the newest schema as its owner and gives the application role its rights. Safe to repeat and to run twice at once.
 * @param upTo the last migration to apply to an empty database, for data of an older version; the newest when left out
 * @returns names of the migrations that were applied
 */
export async function migrate(ownerUrl: string, applicationRole: string, upTo?: string): Promise<string[]> {
  const { handle, migrator } = migratorFor(ownerUrl)
  try {
    const { error, results } = await (upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo))
    if (error)
      throw new Error(
        `migration ${results?.find((result) => result.status === 'Error')?.migrationName ?? ''} failed: ${(error as Error).message}`,
        { cause: error },
      )
    await sql`select platform.grant_application(${applicationRole})`.execute(handle.db)
    return (results ?? []).map((result) => result.migrationName)
  } finally {
    await handle.close()
  }
}

/** Names of the migrations in this program, oldest first; readiness compares them with what the database has. */
export const knownMigrations = async (): Promise<string[]> => Object.keys(await provider.getMigrations())
