import { catalogue } from '@shuke/contract/catalogue.ts'
import type { FastifyInstance } from 'fastify'
import { Identifier } from './kernel/auth/identify.ts'
import { backupJob, nightlyBackup } from './kernel/backup/backup-job.ts'
import { erasureLogger } from './kernel/backup/erasures/erasure-log.ts'
import { backupPlaces } from './kernel/backup/places.ts'
import { backupRoutes } from './kernel/backup/routes.ts'
import { systemClock } from './kernel/clock.ts'
import type { Config } from './kernel/config.ts'
import type { InstallationKeys } from './kernel/crypto/installation-key.ts'
import { Keyring } from './kernel/crypto/keyring.ts'
import type { DatabaseHandle } from './kernel/db/pool.ts'
import { operatorRoutes } from './kernel/http/operator-routes.ts'
import type { ServerModule } from './kernel/http/route.ts'
import { createHttp } from './kernel/http/server.ts'
import { serveWebApp } from './kernel/http/web-app.ts'
import { systemIds } from './kernel/ids.ts'
import { jobRoutes } from './kernel/jobs/api/routes.ts'
import { housekeeping } from './kernel/jobs/housekeeping.ts'
import type { Log } from './kernel/log.ts'
import type { Runtime } from './kernel/runtime.ts'
import { joinSeams } from './kernel/seams/seams.ts'
import { openFileStore } from './kernel/storage/file-store.ts'
import { VERSION } from './kernel/version.ts'
import * as customers from './modules/customers/index.ts'
import * as interactions from './modules/interactions/index.ts'
import * as team from './modules/team/index.ts'
import * as value from './modules/value/index.ts'

/** Every module, lowest rung of the ladder first. This is the only file that sees them all. */
export const modules: ServerModule[] = [team.module, customers.module, interactions.module, value.module]

export const seams = joinSeams(modules.map((module) => module.seams ?? {}))
export const routes = [...jobRoutes, ...backupRoutes, ...modules.flatMap((module) => module.routes ?? [])]
const jobs = modules.flatMap((module) => module.jobs ?? [])
const handlers = modules.flatMap((module) => module.handlers ?? [])
export const schedules = [housekeeping, nightlyBackup, ...modules.flatMap((module) => module.schedules ?? [])]

/** Joins what a program has opened (database, keys) with what the modules give. */
export function createRuntime(parts: {
  ownerUrl?: string | undefined
  config: Config
  database: DatabaseHandle
  installationKeys: InstallationKeys
  log: Log
}): Runtime {
  return {
    config: parts.config,
    database: parts.database,
    ownerUrl: parts.ownerUrl,
    keys: new Keyring(parts.installationKeys),
    clock: systemClock,
    ids: systemIds,
    log: parts.log,
    files: openFileStore(parts.config.SHUKE_DATA_DIR),
    seams,
    jobs: new Map([...jobs, backupJob(parts.config, parts.database.url)].map((job) => [job.kind, job])),
    handlers: [...handlers, erasureLogger(backupPlaces(parts.config).backupDir)],
  }
}

/** The whole HTTP application over a runtime; not yet listening. */
export async function createApp(runtime: Runtime): Promise<FastifyInstance> {
  const identities = new Identifier(runtime, team.grantsOf)
  const app = await createHttp(runtime, { version: VERSION, identities, routes })
  operatorRoutes(app, runtime, catalogue, VERSION)
  await serveWebApp(app)
  return app
}
