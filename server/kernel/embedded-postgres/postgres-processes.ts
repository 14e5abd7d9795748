import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** The lines of postmaster.pid that matter here. */
export interface PostmasterFile {
  pid: number
  ready: boolean
}

export function readPostmasterFile(cluster: string): PostmasterFile | undefined {
  let lines: string[]
  try {
    lines = fs.readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return undefined
  }
  return { pid: Number(lines[0]), ready: lines[7]?.trim() === 'ready' }
}

/**
 * Leaves `cluster` without any PostgreSQL process and without a pid file that would stop the next start. Whoever calls holds
 * the supervisor's lock, so a server that still runs here has lost its supervisor: it is shut down in order, not killed.
 */
export async function clearLeftovers(cluster: string, report: (line: string) => void): Promise<void> {
  const file = readPostmasterFile(cluster)
  if (file && isOurs(file.pid, cluster)) {
    report(`stopping the PostgreSQL server ${file.pid}, which has lost its supervisor`)
    interrupt(file.pid)
    while (isOurs(file.pid, cluster)) await sleep(20)
  }
  // After kill -9 of the main process its children go away by themselves; a new server must not start beside them.
  while (workingIn(cluster).length > 0) await sleep(20)
  // The number may by now belong to another program, which would keep PostgreSQL from starting. Where the children of a dead
  // server cannot be listed, its file stays: from it PostgreSQL itself finds out whether they still use the shared memory.
  if (file && (process.platform === 'linux' || isRunning(file.pid))) {
    fs.rmSync(path.join(cluster, 'postmaster.pid'), { force: true })
  }
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function isOurs(pid: number, cluster: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  if (process.platform === 'linux') return isPostgresIn(pid, fs.statSync(cluster))
  return isRunning(pid) && looksLikePostgres(pid)
}

/** PostgreSQL processes whose working directory is the cluster; only Linux can tell, elsewhere the list is empty. */
export function workingIn(cluster: string): number[] {
  if (process.platform !== 'linux') return []
  const home = fs.statSync(cluster, { throwIfNoEntry: false })
  if (!home) return []
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => isPostgresIn(pid, home))
}

// Device and inode, not the path: that holds for renamed directories and under parents which may not be listed.
function isPostgresIn(pid: number, home: fs.Stats): boolean {
  try {
    if (!/^(postgres|initdb)$/.test(fs.readFileSync(`/proc/${pid}/comm`, 'utf8').trim())) return false
    const cwd = fs.statSync(`/proc/${pid}/cwd`)
    return cwd.dev === home.dev && cwd.ino === home.ino
  } catch {
    return false
  }
}

function looksLikePostgres(pid: number): boolean {
  if (process.platform === 'win32') return false // PostgreSQL checks this by itself there
  try {
    return execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).includes('postgres')
  } catch {
    return false
  }
}

function interrupt(pid: number): void {
  try {
    process.kill(pid, 'SIGINT')
  } catch {
    // It has just ended by itself.
  }
}
