import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import type { Socket } from 'node:net'
import type { RunIdentity } from './run-identity.ts'

/**
 * A background shell reads from descriptor 3, the other end of which only the supervisor holds. A line means "it has ended by
 * itself"; end of file without one means that the supervisor died, and then the server gets SIGINT: an orderly, fast shutdown.
 * The doubled parentheses hand the watcher to init, so that PostgreSQL has no child that it does not know; `exec` keeps the pid.
 */
const WATCH = `pid=$$
( (trap '' INT TERM HUP; read -r ended <&3 || kill -INT "$pid") >/dev/null 2>&1 </dev/null & )
exec 3<&- "$@"`

/** How a program ended. */
export interface Ending {
  code: number | null
  signal: NodeJS.Signals | null
}

export interface WatchedProcess {
  child: ChildProcess
  pid: number
  ended: Promise<Ending>
}

export interface WatchedOptions {
  /** The working directory; it is entered before root's rights are dropped, so its parents need not be open to `identity`. */
  cwd: string
  identity: RunIdentity
  stdin?: 'ignore' | 'pipe'
  /** Descriptor for standard output and standard error. */
  output: number
}

/** Runs a program that does not outlive this process, not even when this process is killed with -9. */
export async function runWatched(program: string, args: string[], options: WatchedOptions): Promise<WatchedProcess> {
  const { cwd, identity, stdin = 'ignore', output } = options
  const env = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: process.platform === 'linux' ? 'C.UTF-8' : 'C', TZ: 'UTC' }
  const shared: SpawnOptions = { ...identity, cwd, windowsHide: true }
  // On Windows libuv keeps children in a job that ends with their parent; elsewhere the shell above watches.
  const child =
    process.platform === 'win32'
      ? spawn(program, args, { ...shared, stdio: [stdin, output, output] })
      : spawn('/bin/sh', ['-c', WATCH, 'sh', program, ...args], { ...shared, env, stdio: [stdin, output, output, 'pipe'] })
  const ended = new Promise<Ending>((resolve) => {
    child.once('exit', (code, signal) => {
      const line = child.stdio[3] as Socket | undefined
      line?.end('ended\n')
      resolve({ code, signal })
    })
  })
  child.stdio[3]?.on('error', () => {})
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', reject)
  })
  return { child, pid: child.pid!, ended }
}
