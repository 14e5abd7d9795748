import { spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { dataDirFiles, readJson, type SupervisorAddress } from './data-dir-files.ts'
import { onMessages, type SupervisorMessage, sendMessage } from './lease-messages.ts'
import type { ServerSettings } from './server-settings.ts'

/** The client's side of a lease: as long as its connection stands, PostgreSQL runs. */
export interface Lease {
  supervisorPid: number
  /** Resolves with the port once the database takes connections; rejects with the supervisor's reason. */
  ready: Promise<number>
  /** Resolves when the connection has ended, whoever ended it. */
  ended: Promise<void>
  /** In order: if this was the last lease, PostgreSQL stops now, and `ended` means that it has. */
  leave(): void
  /** At once: PostgreSQL stays a moment longer, for the next command. */
  drop(): void
}

const TIME_TO_ANSWER = 3000

/** A lease from the supervisor of `dataDir`, or `undefined` when none answers. */
export async function takeLease(dataDir: string, note: (line: string) => void): Promise<Lease | undefined> {
  const address = readJson<SupervisorAddress>(dataDirFiles(dataDir).supervisor)
  if (!address) return undefined
  const socket = net.connect({ host: '127.0.0.1', port: address.leasePort })
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  socket.on('error', () => {}) // "close" follows

  const { promise: ready, resolve: becomeReady, reject: fail } = Promise.withResolvers<number>()
  let onFailure = (reason: string) => fail(new Error(reason))
  ready.then(
    () => {
      onFailure = note // PostgreSQL was lost later, and could not be started again
      socket.unref() // a lease alone keeps no program running
    },
    () => {}, // whoever awaits `ready` gets the error; until then it is no unhandled one
  )
  const answered = new Promise<void>((resolve) => {
    onMessages<SupervisorMessage>(socket, (message) => {
      resolve()
      if (message.state === 'ready') becomeReady(message.port)
      else if (message.state === 'failed') onFailure(message.reason)
      else if (message.note) note(message.note)
    })
  })
  sendMessage(socket, { token: address.token })
  // An old file may point to a port that now belongs to another program: that one does not answer in our words.
  socket.setTimeout(TIME_TO_ANSWER, () => socket.destroy())
  const isLease = await Promise.race([answered.then(() => true), ended.then(() => false)])
  if (!isLease) return undefined
  socket.setTimeout(0)
  void ended.then(() => fail(new Error('The supervisor of the embedded PostgreSQL ended while it was starting.')))
  return {
    supervisorPid: address.pid,
    ready,
    ended,
    leave() {
      socket.ref()
      sendMessage(socket, { leave: true })
    },
    drop: () => socket.destroy(),
  }
}

/** A supervisor that we started and that may have to give way to another one. */
export interface StartedSupervisor {
  pid: number
  /** Set once it has ended. */
  exitCode(): number | null
  /** Says that we have our lease, from this supervisor or from another. */
  letGo(): void
}

/** Starts a supervisor that lives on without us, in a session of its own, so that Ctrl-C in a terminal does not reach it. */
export function startSupervisor(dataDir: string, settings: ServerSettings): StartedSupervisor {
  const log = fs.openSync(dataDirFiles(dataDir).log, 'a', 0o600)
  const program = fileURLToPath(new URL('./supervisor.ts', import.meta.url))
  const options = ['--disable-warning=ExperimentalWarning', '--max-old-space-size=64']
  const child = spawn(process.execPath, [...options, program, JSON.stringify({ dataDir, settings })], {
    cwd: dataDir,
    env: supervisorEnvironment(dataDir),
    detached: true,
    stdio: ['pipe', log, log],
    windowsHide: true,
  })
  fs.closeSync(log)
  let exitCode: number | null = null
  child.once('exit', (code) => {
    exitCode = code ?? 1
  })
  child.once('error', () => {
    exitCode = 1
  })
  child.stdin?.on('error', () => {})
  child.unref()
  return { pid: child.pid ?? 0, exitCode: () => exitCode, letGo: () => child.stdin?.destroy() }
}

/** Node keeps the compiled program here: a later start takes half the time, and the supervisor half the memory. */
function supervisorEnvironment(dataDir: string): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_COMPILE_CACHE: path.join(dataDir, 'compile-cache') }
  delete env.NODE_OPTIONS // a debugger's or a test runner's, meant for our process
  return env
}
