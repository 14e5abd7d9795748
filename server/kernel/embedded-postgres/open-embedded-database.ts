import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { dataDirFiles, type EmbeddedSecrets, readJson } from './data-dir-files.ts'
import { type Lease, startSupervisor, takeLease } from './lease-client.ts'
import type { ServerSettings } from './server-settings.ts'

export interface EmbeddedDatabaseOptions {
  /** Absolute or relative to the working directory; made when missing. The database lies in its folder `postgres`. */
  dataDir: string
  /** Hears in single lines what takes time or went wrong. */
  log: (line: string) => void
  /** PostgreSQL parameters for the start, e.g. `{ fsync: 'off' }` for a throwaway test database; a running server keeps its own. */
  settings?: ServerSettings
}

export interface EmbeddedDatabase {
  /** Role `shuke_owner`: owns the database `shuke`, may create databases, is no superuser. */
  ownerUrl: string
  /** Role `shuke_app`: owns nothing and is bound by row security. */
  appUrl: string
  port: number
  /** The server was already running, started by another program. */
  adopted: boolean
  /**
   * Resolves when the supervisor is gone without `close()`: PostgreSQL is then shutting down, and the program should end or
   * open the database again. When PostgreSQL alone dies this stays pending: it comes back on the same port within a second.
   */
  lost: Promise<void>
  /**
   * Gives the lease back. If it was the last one, PostgreSQL has stopped when this resolves; with `linger` it resolves
   * at once, and PostgreSQL stays about a second longer for the next command.
   */
  close(options?: { linger?: boolean }): Promise<void>
}

/** Longest wait for a supervisor that has answered nobody yet, e.g. because its predecessor is still shutting down. */
const PATIENCE = 120_000

/** Opens the embedded PostgreSQL of a data directory: joins the running one, or starts it. Any number of processes may do so. */
export async function openEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
  const dataDir = path.resolve(options.dataDir)
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const { lease, adopted } = await leaseOf(dataDir, options)
  const port = await lease.ready.catch((error: unknown) => {
    lease.drop()
    throw error
  })
  // Read only now, and never sent over the lease: whoever answers on that port must prove with SCRAM that it knows them.
  const { passwords } = readJson<EmbeddedSecrets>(dataDirFiles(dataDir).secrets)!
  let closing = false
  const { promise: lost, resolve: announceLoss } = Promise.withResolvers<void>()
  void lease.ended.then(() => {
    if (!closing) announceLoss()
  })
  return {
    ownerUrl: `postgres://shuke_owner:${passwords.shuke_owner}@127.0.0.1:${port}/shuke`,
    appUrl: `postgres://shuke_app:${passwords.shuke_app}@127.0.0.1:${port}/shuke`,
    port,
    adopted,
    lost,
    async close({ linger = false } = {}) {
      closing = true
      if (linger) lease.drop()
      else lease.leave()
      await lease.ended
    },
  }
}

async function leaseOf(
  dataDir: string,
  { log, settings = {} }: EmbeddedDatabaseOptions,
): Promise<{ lease: Lease; adopted: boolean }> {
  let own: ReturnType<typeof startSupervisor> | undefined
  try {
    for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
      const lease = await takeLease(dataDir, log)
      if (lease) return { lease, adopted: lease.supervisorPid !== own?.pid }
      own ??= startSupervisor(dataDir, settings)
      if (own.exitCode() !== null) throw new Error(`The embedded PostgreSQL did not start: ${lastWords(dataDir)}`)
      await sleep(20)
    }
    throw new Error(`The embedded PostgreSQL of ${dataDir} did not answer within ${PATIENCE / 1000} s: ${lastWords(dataDir)}`)
  } finally {
    own?.letGo()
  }
}

function lastWords(dataDir: string): string {
  const { log } = dataDirFiles(dataDir)
  return `${fs.readFileSync(log, 'utf8').slice(-1000).trim()} (whole log: ${log})`
}
