/**
 * The supervisor of one data directory: a small process apart from everybody that uses the database. It owns PostgreSQL,
 * starts it again when it is killed, and stops it when the last lease is gone. Run by `open-embedded-database.ts`, never by hand.
 */
import fs from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ClusterContext, checkClusterVersion, createCluster, resetPasswords } from './create-cluster.ts'
import { dataDirFiles, type EmbeddedSecrets, newSecrets, newToken, readJson, writePrivateJson } from './data-dir-files.ts'
import { type ExclusiveLock, tryExclusiveLock } from './exclusive-lock.ts'
import { freePort } from './free-port.ts'
import { type LeaseServer, openLeaseServer } from './lease-server.ts'
import { postgresPrograms } from './package-binaries.ts'
import { PortTakenError, type RunningPostgres, startPostgres } from './postgres-server.ts'
import { runIdentity } from './run-identity.ts'
import type { ServerSettings } from './server-settings.ts'

/** Time after the last lease in which a next command finds the server still running. */
const GRACE = 1000
/** So many restarts within a minute mean that restarting does not help. */
const RESTARTS_A_MINUTE = 5
const LOG_SIZE_TO_SET_ASIDE = 5_000_000

const { dataDir, settings } = JSON.parse(process.argv[2]!) as { dataDir: string; settings: ServerSettings }
const files = dataDirFiles(dataDir)
// Standard output is the log file that the starter opened for us.
const LOG = 1

let leases: LeaseServer | undefined
let postgres: RunningPostgres | undefined
let starterWaits = true
let stopping = false
let started = false

watchStarter()
const lock = await waitForLock()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))
try {
  setLargeLogAside()
  await offerLeases()
  postgres = await startDatabase()
  leases?.announce({ state: 'ready', port: postgres.port })
  started = true
  leasesChanged(false)
  await keepRunning()
} catch (error) {
  await giveUp(error instanceof Error ? error.message : String(error))
}

/** The starter holds our standard input until it has its lease; if it dies before, nobody waits for us any more. */
function watchStarter(): void {
  process.stdin.resume()
  process.stdin.on('error', () => {})
  process.stdin.on('close', () => {
    starterWaits = false
    leasesChanged(false)
  })
}

/** One supervisor a data directory. Of two that start together the second waits here until its starter has found the first. */
async function waitForLock(): Promise<ExclusiveLock> {
  for (;;) {
    const held = tryExclusiveLock(files.lock)
    if (held) return held
    if (!starterWaits) process.exit(0)
    await sleep(30)
  }
}

async function offerLeases(): Promise<void> {
  const token = newToken()
  leases = await openLeaseServer(token, leasesChanged)
  writePrivateJson(files.supervisor, { pid: process.pid, leasePort: leases.port, token })
}

async function startDatabase(): Promise<RunningPostgres> {
  const context = clusterContext()
  let secrets = readJson<EmbeddedSecrets>(files.secrets)
  const exists = fs.existsSync(files.cluster)
  if (exists) checkClusterVersion(files.cluster, context)
  if (!secrets) {
    secrets = newSecrets()
    if (exists) await resetPasswords(files.cluster, secrets, context)
    writePrivateJson(files.secrets, secrets)
  }
  if (!exists) {
    leases?.announce({ state: 'starting', note: 'making the database; this happens once and takes some seconds' })
    await createCluster(files.cluster, secrets, settings.fsync !== 'off', context)
  }
  for (let attempt = 1; ; attempt++) {
    const port = await freePort(secrets.port)
    try {
      const server = await startPostgres(files.cluster, port, settings, context, report)
      if (secrets.port !== port) writePrivateJson(files.secrets, { ...secrets, port })
      return server
    } catch (error) {
      if (!(error instanceof PortTakenError) || attempt === 5) throw error
    }
  }
}

function clusterContext(): ClusterContext {
  const identity = runIdentity(dataDir, files.cluster)
  const start = fs.fstatSync(LOG).size
  const logTail = () => fs.readFileSync(files.log).subarray(start).toString('utf8').slice(-1500).trim()
  return { programs: postgresPrograms(identity, report), identity, output: LOG, logTail }
}

/** Starts PostgreSQL again on the same port whenever it ends without having been asked to. */
async function keepRunning(): Promise<void> {
  const restarts: number[] = []
  for (;;) {
    const { code, signal } = await postgres!.ended
    if (stopping) return
    report(`PostgreSQL ended by itself (${signal ?? `exit code ${code}`}); starting it again`)
    const now = Date.now()
    restarts.push(now)
    if (restarts.filter((at) => now - at < 60_000).length > RESTARTS_A_MINUTE) {
      throw new Error(`PostgreSQL ended ${RESTARTS_A_MINUTE + 1} times within a minute; its last words are in ${files.log}`)
    }
    postgres = await startPostgres(files.cluster, postgres!.port, settings, clusterContext(), report)
    leases?.announce({ state: 'ready', port: postgres.port })
    if (stopping) await postgres.stop()
  }
}

function leasesChanged(inOrder: boolean): void {
  if (stopping || isWanted()) return
  if (inOrder) void stop(0)
  else setTimeout(() => !isWanted() && void stop(0), GRACE)
}

function isWanted(): boolean {
  return starterWaits || (leases?.count() ?? 0) > 0
}

async function stop(exitCode: number): Promise<void> {
  if (stopping) return
  stopping = true
  leases?.refuseNew()
  fs.rmSync(files.supervisor, { force: true })
  await postgres?.stop()
  lock.release()
  process.exit(exitCode)
}

/** Tells everyone who waits why there is no database, and ends. */
async function giveUp(reason: string): Promise<void> {
  report(reason)
  leases?.announce({ state: 'failed', reason })
  for (let waited = started ? 5000 : 0; isWanted() && waited < 5000; waited += 20) await sleep(20)
  await stop(1)
}

function report(line: string): void {
  process.stdout.write(`${new Date().toISOString()} ${line}\n`)
  if (leases && !started) leases.announce({ state: 'starting', note: line })
}

function setLargeLogAside(): void {
  if (fs.fstatSync(LOG).size < LOG_SIZE_TO_SET_ASIDE) return
  fs.copyFileSync(files.log, `${files.log}.old`)
  fs.ftruncateSync(LOG)
}
