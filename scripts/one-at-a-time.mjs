// A lock between processes, for work in a folder that two must not do at once. Plain JavaScript for Node 20.
import { createHash } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * Runs `work` while no other process of this user runs the work of the same `name` for `folder`; others wait their turn. The
 * lock of a process that was killed counts for nothing.
 */
export async function oneAtATime(name, folder, work) {
  const key = createHash('sha256')
    .update(`${process.getuid?.() ?? ''} ${folder}`)
    .digest('hex')
    .slice(0, 16)
  const lock = path.join(os.tmpdir(), `shuke-${name}-${key}`)
  while (!take(lock)) await wait(100)
  try {
    return await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

/** The lock appears in one step together with its owner's number, by giving a finished file its name. */
function take(lock) {
  const mine = `${lock}.${process.pid}`
  writeFileSync(mine, String(process.pid))
  try {
    linkSync(mine, lock)
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    removeIfDead(lock)
    return false
  } finally {
    rmSync(mine, { force: true })
  }
}

/** Moves a dead owner's lock aside; if another process was quicker and its fresh lock was moved, puts that back. */
function removeIfDead(lock) {
  const owner = read(lock)
  if (owner === undefined || isAlive(Number(owner))) return
  const aside = `${lock}.dead-${process.pid}`
  try {
    renameSync(lock, aside)
    if (read(aside) !== owner) linkSync(aside, lock)
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error
  }
  rmSync(aside, { force: true })
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
