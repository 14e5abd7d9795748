// Brings the dependencies to what package-lock.json says. Plain JavaScript for Node 20: it runs before anything is installed.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { oneAtATime } from './one-at-a-time.mjs'

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

/**
 * Installs the dependencies when one is missing or the lock file changed; otherwise only looks (some milliseconds).
 * @returns whether something was installed
 * @throws Error that says what to do when npm fails
 */
export async function installDependencies(root, { say = console.log } = {}) {
  if (outdatedPackages(root).length === 0) return false
  return oneAtATime('install', root, () => {
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
