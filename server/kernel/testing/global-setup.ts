import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../db/migrate.ts'
import { openEmbeddedDatabase } from '../embedded-postgres/open-embedded-database.ts'
import { migrateJobs } from '../jobs/migrate-jobs.ts'

declare module 'vitest' {
  interface ProvidedContext {
    ownerUrl: string
    appUrl: string
    template: string
  }
}

const MIGRATIONS = new URL('../../migrations/', import.meta.url)

/** Names the template after the migrations, so that a kept server never serves an old schema. */
async function templateName(): Promise<string> {
  const hash = createHash('sha256')
  for (const file of (await readdir(MIGRATIONS)).sort()) hash.update(file).update(await readFile(new URL(file, MIGRATIONS)))
  return `shuke_template_${hash.digest('hex').slice(0, 12)}`
}

export const onDatabase = (url: string, database: string): string => {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** A server of another version for the same tests: its owner may create databases, its application role owns nothing. */
async function openServer(): Promise<{ ownerUrl: string; appUrl: string; close(): Promise<void> }> {
  const { DATABASE_URL, SHUKE_OWNER_URL } = process.env
  if (DATABASE_URL && SHUKE_OWNER_URL) return { ownerUrl: SHUKE_OWNER_URL, appUrl: DATABASE_URL, close: async () => undefined }
  const dataDir = await mkdtemp(path.join(tmpdir(), 'shuke-test-'))
  // Throwaway data: no fsync, so that a database copy costs milliseconds.
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '120' }
  const server = await openEmbeddedDatabase({ dataDir, log: () => undefined, settings })
  return {
    ownerUrl: server.ownerUrl,
    appUrl: server.appUrl,
    close: async () => {
      await server.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** One PostgreSQL and one migrated template for all database tests of a run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await openServer()
  const template = await templateName()
  const applicationRole = decodeURIComponent(new URL(server.appUrl).username)
  await withClient(server.ownerUrl, async (client) => {
    await client.query(`drop database if exists ${template}`)
    await client.query(`create database ${template} template template0`)
  })
  await migrate(onDatabase(server.ownerUrl, template), applicationRole)
  await migrateJobs(onDatabase(server.ownerUrl, template), applicationRole)
  project.provide('ownerUrl', server.ownerUrl)
  project.provide('appUrl', server.appUrl)
  project.provide('template', template)
  return server.close
}
