// Brings web/dist to what the sources say. Plain JavaScript for Node 20.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { projectEnv } from './project-node.mjs'

const STAMP = '.sources'
/** What the web app is made from, besides the packages that package-lock.json names. */
const SOURCES = ['contract', 'web']

/** Whether web/dist is missing or was made from other sources than those of now. */
export function webIsStale(root) {
  const stamp = path.join(root, 'web', 'dist', STAMP)
  return !existsSync(stamp) || readFileSync(stamp, 'utf8') !== sourcesHash(root)
}

/**
 * Builds the web app beside the present one and swaps them when it is complete, so that a failed or broken-off build changes
 * nothing and a running server always has a whole app to serve.
 * @throws Error when the build fails; its output has then been shown
 */
export function buildWeb(root, { build = viteBuild } = {}) {
  const hash = sourcesHash(root)
  // Below node_modules: on the same disk, ignored by git and by every tool that looks at sources.
  const work = path.join(root, 'node_modules', '.shuke-web', String(process.pid))
  const fresh = path.join(work, 'new')
  rmSync(work, { recursive: true, force: true })
  mkdirSync(work, { recursive: true })
  try {
    build(root, fresh)
    writeFileSync(path.join(fresh, STAMP), hash)
    swap(fresh, path.join(root, 'web', 'dist'), path.join(work, 'old'))
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

/** Puts `fresh` in the place of `target`, also when another build does the same at this moment. */
function swap(fresh, target, old) {
  for (let attempt = 1; ; attempt++) {
    try {
      if (existsSync(target)) renameSync(target, `${old}-${attempt}`)
      renameSync(fresh, target)
      return
    } catch (error) {
      if (!['ENOENT', 'ENOTEMPTY', 'EEXIST', 'EPERM'].includes(error.code) || attempt === 10) throw error
    }
  }
}

function viteBuild(root, folder) {
  const run = spawnSync(
    'npm',
    ['run', '--silent', 'build', '--workspace', 'web', '--', '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn'],
    {
      cwd: root,
      env: projectEnv(),
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    },
  )
  if (run.status !== 0) throw new Error('The web app could not be built (see above).')
}

function sourcesHash(root) {
  const hash = createHash('sha256').update(readFileSync(path.join(root, 'package-lock.json')))
  for (const folder of SOURCES) addFolder(hash, root, folder)
  return hash.digest('hex')
}

function addFolder(hash, root, folder) {
  const entries = readdirSync(path.join(root, folder), { withFileTypes: true })
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = `${folder}/${entry.name}`
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules' && entry.name !== 'dist') addFolder(hash, root, file)
    } else if (!/\.test\.tsx?$/.test(entry.name)) {
      hash.update(`\0${file}\0`).update(readFileSync(path.join(root, file)))
    }
  }
}
