// Brings the dependencies to what package-lock.json says. Plain JavaScript for Node 20: it runs before anything is installed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'))

/**
 * Names of packages whose installed version is not the locked one; empty when everything is in place. Compares with npm's own record of
 * what it installed, so that an installation made by hand counts and an interrupted one (npm writes the record last) does not.
 * Optional packages may be absent: they belong to other platforms.
 */
export function outdatedPackages(root) {
  const record = path.join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(record)) return ['node_modules']
  const installed = readJson(record).packages
  const locked = readJson(path.join(root, 'package-lock.json')).packages
  return Object.entries(locked)
    .filter(([name, entry]) => {
      if (!name.startsWith('node_modules/') || entry.link) return false
      const there = installed[name]
      return there ? there.version !== entry.version : !entry.optional && !entry.devOptional
    })
    .map(([name]) => name.replace(/^node_modules\//, ''))
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Runs `work` while no other process installs into the same folder: two first starts at once must not tread on each other. */
async function alone(root, work) {
  const lock = path.join(os.tmpdir(), `shuke-install-${createHash('sha256').update(root).digest('hex').slice(0, 16)}`)
  const owner = path.join(lock, 'pid')
  for (;;) {
    try {
      mkdirSync(lock)
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      const pid = existsSync(owner) ? Number(readFileSync(owner, 'utf8')) : undefined
      // The owner was killed: the lock is nobody's.
      if (pid !== undefined && !isAlive(pid)) rmSync(lock, { recursive: true, force: true })
      else await wait(500)
    }
  }
  writeFileSync(owner, String(process.pid))
  try {
    return await work()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

/**
 * Installs the dependencies when one is missing or the lock file changed; otherwise only looks (some milliseconds).
 * @returns whether something was installed
 * @throws Error that says what to do when npm fails
 */
export async function installDependencies(root, { say = console.log } = {}) {
  if (outdatedPackages(root).length === 0) return false
  return alone(root, () => {
    const outdated = outdatedPackages(root)
    if (outdated.length === 0) return false
    say(
      `Installing dependencies (${outdated.length === 1 ? outdated[0] : `${outdated.length} packages differ from package-lock.json`}) …`,
    )
    const run = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    })
    if (run.status !== 0)
      throw new Error('npm could not install the dependencies (see above). Check the network, then run "npm ci".')
    return true
  })
}
