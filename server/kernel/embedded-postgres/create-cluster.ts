import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { EmbeddedSecrets } from './data-dir-files.ts'
import type { PostgresPrograms } from './package-binaries.ts'
import { workingIn } from './postgres-processes.ts'
import type { RunIdentity } from './run-identity.ts'
import { runWatched } from './watched-process.ts'

/** What every program of the cluster needs to run. */
export interface ClusterContext {
  programs: PostgresPrograms
  identity: RunIdentity
  /** Descriptor of the log file. */
  output: number
  /** The end of the log since a position, for messages. */
  logTail(): string
}

/** No other user, no other address, no password in clear; the file is written before the server starts for the first time. */
const HOST_RULES = 'host all all 127.0.0.1/32 scram-sha-256\n'

/**
 * The way a program names the data directory it works in. On Linux the link leads there even below a parent that only root
 * may enter; "." does not, because PostgreSQL makes it absolute.
 */
export function selfPath(cluster: string): string {
  return process.platform === 'linux' ? '/proc/self/cwd' : cluster
}

/**
 * Makes a cluster with the database `shuke` and its two roles. It grows under another name and is moved to `cluster` when it
 * is complete: a start that was cut short leaves nothing half made.
 */
export async function createCluster(
  cluster: string,
  secrets: EmbeddedSecrets,
  durable: boolean,
  context: ClusterContext,
): Promise<void> {
  const draft = `${cluster}.new-${randomBytes(4).toString('hex')}`
  removeOldDrafts(cluster)
  fs.mkdirSync(draft, { mode: 0o700 })
  if ('uid' in context.identity) fs.chownSync(draft, context.identity.uid, context.identity.gid)
  await initdb(draft, durable, context)
  fs.writeFileSync(path.join(draft, 'pg_hba.conf'), HOST_RULES)
  await runSingleUser(draft, [...roleStatements('create', secrets), ...databaseStatements], context)
  fs.renameSync(draft, cluster)
}

/** Refuses a cluster of another major version, which PostgreSQL cannot open. */
export function checkClusterVersion(cluster: string, { programs }: ClusterContext): void {
  const major = fs.readFileSync(path.join(cluster, 'PG_VERSION'), 'utf8').trim()
  if (major === programs.major) return
  throw new Error(
    `${cluster} was made by PostgreSQL ${major}, and this version of Shuke brings PostgreSQL ${programs.major}. ` +
      'Export the data with the version of Shuke that made it, and import it here into a new data directory.',
  )
}

/** Gives the roles of an existing cluster the passwords of a new secrets file (the old one was lost). */
export async function resetPasswords(cluster: string, secrets: EmbeddedSecrets, context: ClusterContext): Promise<void> {
  await runSingleUser(cluster, roleStatements('alter', secrets), context)
}

async function initdb(draft: string, durable: boolean, context: ClusterContext): Promise<void> {
  // The builtin provider gives the same letters and order everywhere. The C library's own locale only serves its messages;
  // the few systems without C.UTF-8 do with plain C.
  const locales = process.platform === 'linux' ? ['C.UTF-8', 'C'] : ['C']
  for (const locale of locales) {
    const options = [
      '-U',
      'postgres',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      `--locale=${locale}`,
    ]
    const args = ['-D', selfPath(draft), ...options, '--no-instructions', ...(durable ? [] : ['--no-sync'])]
    const run = await runWatched(context.programs.initdb, args, {
      cwd: draft,
      identity: context.identity,
      output: context.output,
    })
    const ending = await run.ended
    if (ending.code === 0) return
    if (!/locale/i.test(context.logTail()) || locale === locales.at(-1)) {
      throw new Error(`PostgreSQL's data directory could not be made: ${context.logTail()}${remedy(context.logTail())}`)
    }
  }
}

function remedy(words: string): string {
  if (!/could not look up effective user/i.test(words)) return ''
  return ' — Give this user an entry in /etc/passwd, or set DATABASE_URL.'
}

/** Single-user mode reads one statement a line: no port is open, and no password crosses a socket or a command line. */
async function runSingleUser(cluster: string, statements: string[], context: ClusterContext): Promise<void> {
  // A failed statement must not write itself, with its password, into the log.
  const args = ['--single', '-D', selfPath(cluster), '-c', 'exit_on_error=on', '-c', 'log_min_error_statement=panic', 'postgres']
  const options = { cwd: cluster, identity: context.identity, stdin: 'pipe', output: context.output } as const
  const run = await runWatched(context.programs.postgres, args, options)
  run.child.stdin?.on('error', () => {}) // it ended early; its exit code tells
  run.child.stdin?.end(`${statements.join('\n')}\n`)
  const ending = await run.ended
  if (ending.code !== 0) throw new Error(`PostgreSQL's roles could not be set up in ${cluster}: ${context.logTail()}`)
}

const ownerRole = 'login createdb nosuperuser nobypassrls nocreaterole noreplication'
const appRole = 'login nocreatedb nosuperuser nobypassrls nocreaterole noreplication'

function roleStatements(verb: 'create' | 'alter', { passwords }: EmbeddedSecrets): string[] {
  return [
    `alter role postgres password '${passwords.postgres}'`,
    `${verb} role shuke_owner ${ownerRole} password '${passwords.shuke_owner}'`,
    `${verb} role shuke_app ${appRole} password '${passwords.shuke_app}'`,
  ]
}

const databaseStatements = [
  // Citus passes a SET LOCAL on to its workers only with this; plain PostgreSQL just keeps the word.
  `alter role shuke_app set citus.propagate_set_commands = 'local'`,
  'create database shuke owner shuke_owner template template0',
  'grant connect on database shuke to shuke_app',
]

function removeOldDrafts(cluster: string): void {
  const prefix = `${path.basename(cluster)}.new-`
  for (const name of fs.readdirSync(path.dirname(cluster))) {
    const draft = path.join(path.dirname(cluster), name)
    if (name.startsWith(prefix) && workingIn(draft).length === 0) fs.rmSync(draft, { recursive: true, force: true })
  }
}
