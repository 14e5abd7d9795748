import path from 'node:path'
import { sql } from 'kysely'
import { createRuntime } from './app.ts'
import type { Config } from './kernel/config.ts'
import { loadInstallationKeys } from './kernel/crypto/installation-key.ts'
import type { Db } from './kernel/db/database.ts'
import { knownMigrations, migrate } from './kernel/db/migrate.ts'
import { type DatabaseHandle, openDatabase } from './kernel/db/pool.ts'
import { checkLetters } from './kernel/embedded-postgres/check-letters.ts'
import { defaultDataDir } from './kernel/embedded-postgres/default-data-dir.ts'
import { openEmbeddedDatabase } from './kernel/embedded-postgres/open-embedded-database.ts'
import { migrateJobs } from './kernel/jobs/migrate-jobs.ts'
import type { Log } from './kernel/log.ts'
import type { Runtime } from './kernel/runtime.ts'

/** A start that cannot go on, with what to do about it. */
export class StartError extends Error {
  override name = 'StartError'
}

export interface Program {
  runtime: Runtime
  dataDir: string
  /** Resolves when the embedded database is gone for good. */
  lost: Promise<void>
  close(options?: { linger?: boolean }): Promise<void>
}

interface Connections {
  appUrl: string
  ownerUrl: string | undefined
  lost: Promise<void>
  close(options?: { linger?: boolean }): Promise<void>
}

async function connectionsOf(config: Config, dataDir: string, log: Log): Promise<Connections> {
  if (config.DATABASE_URL) {
    return {
      appUrl: config.DATABASE_URL,
      ownerUrl: config.SHUKE_OWNER_URL,
      lost: new Promise(() => undefined),
      close: async () => undefined,
    }
  }
  const embedded = await openEmbeddedDatabase({ dataDir, log: (line) => log.info(line) })
  return {
    appUrl: embedded.appUrl,
    ownerUrl: embedded.ownerUrl,
    lost: embedded.lost,
    close: (options) => embedded.close(options),
  }
}

const ROLE_HELP = `Make two roles once, as a superuser:
  create role shuke_owner login password '…'; create role shuke_app login password '…';
  create database shuke owner shuke_owner template template0 encoding 'UTF8';
then set SHUKE_OWNER_URL (shuke_owner) and DATABASE_URL (shuke_app).`

/** Row security must hold: the role we work as may neither bypass it nor own tables. */
async function checkApplicationRole(db: Db): Promise<void> {
  const { rows } = await sql<{ name: string; bypasses: boolean; owns: boolean; version: number }>`
    select r.rolname as name, r.rolsuper or r.rolbypassrls as bypasses,
      current_setting('server_version_num')::int as version,
      exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('public', 'platform') and c.relkind in ('r', 'p') and pg_has_role(r.oid, c.relowner, 'member')) as owns
    from pg_roles r where r.rolname = current_user`.execute(db)
  const role = rows[0]!
  if (role.version < 150_000) throw new StartError('PostgreSQL 15 or newer is needed.')
  if (role.bypasses)
    throw new StartError(
      `The role "${role.name}" of DATABASE_URL is superuser or bypasses row security, so one shop could see another's customers.\n${ROLE_HELP}`,
    )
  if (role.owns)
    throw new StartError(
      `The role "${role.name}" of DATABASE_URL owns tables of Shuke; it must be another role than the owner.\n${ROLE_HELP}`,
    )
}

async function checkMigrated(db: Db): Promise<void> {
  const known = await knownMigrations()
  const applied = await sql<{ name: string }>`select name from migrations`.execute(db).catch(() => ({ rows: [] }))
  const names = new Set(applied.rows.map((row) => row.name))
  const missing = known.filter((name) => !names.has(name))
  if (missing.length > 0)
    throw new StartError(
      `The database lacks ${missing.length} migrations (first: ${missing[0]}). Set SHUKE_OWNER_URL, then start again or run "shuke migrate".`,
    )
}

const roleOf = (url: string): string => decodeURIComponent(new URL(url).username)

/** Brings the schema up to date as its owner. @returns what was applied */
export async function migrateAll(ownerUrl: string, appUrl: string): Promise<string[]> {
  const applied = await migrate(ownerUrl, roleOf(appUrl))
  await migrateJobs(ownerUrl, roleOf(appUrl))
  return applied
}

async function hasOrgs(db: Db): Promise<boolean> {
  return (await db.selectFrom('platform.orgs').select('id').limit(1).executeTakeFirst()) !== undefined
}

/**
 * Opens everything a program works with: database (our own or the given one), newest schema, keys.
 * @throws StartError with a remedy
 */
export async function openProgram(config: Config, log: Log): Promise<Program> {
  const dataDir = path.resolve(config.SHUKE_DATA_DIR ?? defaultDataDir())
  const connections = await connectionsOf(config, dataDir, log)
  let database: DatabaseHandle | undefined
  try {
    if (connections.ownerUrl) await migrateAll(connections.ownerUrl, connections.appUrl)
    database = openDatabase(connections.appUrl, {
      max: config.SHUKE_DB_POOL,
      onError: (error) => log.warn({ fault: error.name }, 'an idle database connection broke'),
    })
    await checkApplicationRole(database.db)
    await checkLetters(database.pool)
    await checkMigrated(database.db)
    const keyFile = config.SHUKE_KEY_FILE ?? path.join(dataDir, 'shuke.key')
    const installationKeys = await loadInstallationKeys(keyFile, { create: !(await hasOrgs(database.db)) })
    const opened = database
    return {
      runtime: createRuntime({
        config: { ...config, SHUKE_DATA_DIR: dataDir },
        database,
        ownerUrl: connections.ownerUrl,
        installationKeys,
        log,
      }),
      dataDir,
      lost: connections.lost,
      async close(options) {
        await opened.close()
        await connections.close(options)
      },
    }
  } catch (error) {
    await database?.close()
    await connections.close()
    throw error
  }
}
