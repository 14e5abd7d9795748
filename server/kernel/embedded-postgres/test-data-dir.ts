import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { dataDirFiles, readJson, type SupervisorAddress } from './data-dir-files.ts'
import { isRunning, workingIn } from './postgres-processes.ts'

/** A fresh data directory below a parent that only its owner may enter, with a blank and Chinese letters in its path. */
export function newDataDir(): string {
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'shuke-embedded-'))
  fs.chmodSync(parent, 0o700)
  return path.join(parent, '熟客 数据')
}

export async function removeDataDir(dataDir: string): Promise<void> {
  await until(() => !supervisorOf(dataDir) && workingIn(dataDirFiles(dataDir).cluster).length === 0)
  fs.rmSync(path.dirname(dataDir), { recursive: true, force: true })
}

/** Another process that opens the database and then holds it until it is ended. */
export function spawnClient(dataDir: string): ChildProcess {
  const program = fileURLToPath(new URL('./test-client.ts', import.meta.url))
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, dataDir], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
}

/** Such a process, once it has the database. */
export async function startClient(dataDir: string): Promise<{ process: ChildProcess; port: number; adopted: boolean }> {
  const client = spawnClient(dataDir)
  const [line] = (await once(client.stdout!, 'data')) as [Buffer]
  return { process: client, ...(JSON.parse(line.toString()) as { port: number; adopted: boolean }) }
}

export function supervisorOf(dataDir: string): number | undefined {
  const pid = readJson<SupervisorAddress>(dataDirFiles(dataDir).supervisor)?.pid
  return pid && isRunning(pid) ? pid : undefined
}

/** The main PostgreSQL process of a data directory. */
export function postmasterOf(dataDir: string): number {
  return Number(fs.readFileSync(path.join(dataDirFiles(dataDir).cluster, 'postmaster.pid'), 'utf8').split('\n')[0])
}

export async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client(url)
  client.on('error', () => {}) // a killed server ends idle connections
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

export function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host: '127.0.0.1', port })
    socket.once('error', () => resolve(false))
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
  })
}

/** Waits for something that happens by itself soon; its not happening within half a minute is a failure. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 30_000; !(await condition()); await sleep(20)) {
    if (Date.now() > end) throw new Error(`did not happen within 30 s: ${condition}`)
  }
}
