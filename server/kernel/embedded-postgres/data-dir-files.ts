import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

/** Where things lie in a data directory. */
export interface DataDirFiles {
  /** PostgreSQL's own directory (PGDATA). */
  cluster: string
  /** Passwords and the remembered port; mode 0600. */
  secrets: string
  /** How to reach the running supervisor; mode 0600, there only while it runs. */
  supervisor: string
  /** Held by the one supervisor for as long as it lives. */
  lock: string
  /** What the supervisor and PostgreSQL report; no statements and no values, so no personal data. */
  log: string
}

/** What must survive a restart of the embedded server. */
export interface EmbeddedSecrets {
  port?: number
  passwords: { postgres: string; shuke_owner: string; shuke_app: string }
}

/** The address of a running supervisor and the word that lets a client in. */
export interface SupervisorAddress {
  pid: number
  leasePort: number
  token: string
}

export function dataDirFiles(dataDir: string): DataDirFiles {
  return {
    cluster: path.join(dataDir, 'postgres'),
    secrets: path.join(dataDir, 'embedded-postgres.json'),
    supervisor: path.join(dataDir, 'supervisor.json'),
    lock: path.join(dataDir, 'supervisor.lock'),
    log: path.join(dataDir, 'embedded-postgres.log'),
  }
}

export function newToken(): string {
  return randomBytes(24).toString('base64url')
}

export function newSecrets(): EmbeddedSecrets {
  return { passwords: { postgres: newToken(), shuke_owner: newToken(), shuke_app: newToken() } }
}

/** The content of a small JSON file, or `undefined` when it is not there. A broken one is an error that names the file. */
export function readJson<T>(file: string): T | undefined {
  let text: string
  try {
    text = fs.readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  try {
    return JSON.parse(text) as T
  } catch {
    throw new Error(`${file} is not valid JSON. Restore it from a backup, or remove it: Shuke then makes a new one.`)
  }
}

/** Writes a private (0600) JSON file in one step: a reader sees the old content or the new, and a power cut loses neither. */
export function writePrivateJson(file: string, content: object): void {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  const handle = fs.openSync(draft, 'wx', 0o600)
  fs.writeSync(handle, `${JSON.stringify(content, null, 2)}\n`)
  fs.fsyncSync(handle)
  fs.closeSync(handle)
  fs.renameSync(draft, file)
}
