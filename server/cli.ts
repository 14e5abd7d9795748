import { parseArgs } from 'node:util'
import { commandLineActor } from './cli/actor.ts'
import { type CliCommand, type CliContext, required, type StandaloneCommand, UsageError } from './cli/command.ts'
import { ConfigError, loadConfig } from './kernel/config.ts'
import { AppError } from './kernel/errors.ts'
import { faultOf } from './kernel/fault.ts'
import { problemOf } from './kernel/http/problem.ts'
import { createLog } from './kernel/log.ts'
import { onParentGone } from './kernel/parent-watch.ts'
import { ctxFor } from './kernel/runtime.ts'
import { runServer } from './main.ts'
import { findOrg } from './modules/team/index.ts'
import { openProgram, StartError } from './open-program.ts'

type Load = () => Promise<{ command: CliCommand | StandaloneCommand }>
/** Words of a command → the file that holds it, loaded only when it is called. */
const COMMANDS: Partial<Record<string, Load>> = {
  'org create': () => import('./cli/org.ts'),
  'api-key create': () => import('./cli/api-key.ts'),
  'admin create': () => import('./cli/admin.ts'),
  'customer show': () => import('./cli/customer.ts'),
  analyze: () => import('./cli/analyze.ts'),
  import: () => import('./cli/import.ts'),
  'import revert': () => import('./cli/import-revert.ts'),
  'backup verify': () => import('./cli/verify-backup.ts'),
  backup: () => import('./cli/backup.ts'),
  restore: () => import('./cli/restore.ts'),
  migrate: () => import('./cli/migrate.ts'),
}
const COMMON = { json: { type: 'boolean' }, 'data-dir': { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const
const EXIT = { done: 0, refusals: 1, usage: 2, failed: 3 } as const

const locale = /^zh/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '') ? 'zh-CN' : 'en'

async function usage(): Promise<string> {
  const lines = await Promise.all(Object.values(COMMANDS).map(async (load) => `  ${(await load!()).command.usage}`))
  return [
    'shuke — 熟客',
    '',
    '  shuke serve [--port N] [--host ADDRESS] [--data-dir FOLDER] [--role web|worker|all]',
    ...lines,
    '',
  ].join('\n')
}

/** The command that the first words name, and the rest. `customers show` is `customer show`. */
function findCommand(args: string[]): { load: Load; rest: string[] } | undefined {
  const [first = '', second = ''] = args
  const singular = first.replace(/s$/, '')
  for (const [name, words] of [
    [`${first} ${second}`, 2],
    [`${singular} ${second}`, 2],
    [first, 1],
  ] as const) {
    const load = COMMANDS[name]
    if (load) return { load, rest: args.slice(words) }
  }
  return undefined
}

async function runCommand(command: CliCommand | StandaloneCommand, args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: { ...COMMON, ...command.options }, allowPositionals: true })
  const options = values as CliContext['options']
  if (options.help) {
    process.stdout.write(`${command.usage}\n`)
    return EXIT.done
  }
  const config = loadConfig(process.env, { 'data-dir': options['data-dir'] })
  const stopped = new AbortController()
  process.once('SIGINT', () => stopped.abort())
  process.once('SIGTERM', () => stopped.abort())
  onParentGone(() => stopped.abort())
  const surroundings = {
    positionals,
    options,
    signal: stopped.signal,
    print: (result: unknown, text: string) => process.stdout.write(`${options.json ? JSON.stringify(result) : text}\n`),
    progress: (line: string) => {
      if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line}`)
    },
  }
  if ('runStandalone' in command) return await command.runStandalone({ ...surroundings, config })
  const program = await openProgram(config, createLog('error'))
  const { runtime } = program
  try {
    const cli: CliContext = {
      ...surroundings,
      runtime,
      async orgCtx() {
        const org = await findOrg(runtime, required(cli, 'org'))
        return ctxFor(runtime, org, commandLineActor(), { locale })
      },
    }
    return await command.run(cli)
  } finally {
    // The database lingers a second for the next command instead of stopping and starting between two.
    await program.close({ linger: true })
  }
}

function report(error: unknown, hint: string, json: boolean): number {
  const { message } = error as Error
  const say = (code: 'malformed' | 'not_ready', text: string) =>
    process.stderr.write(`${json ? JSON.stringify(problemOf(new AppError(code, { reason: text }), locale, '-')) : text}\n`)
  if (error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')) {
    say('malformed', `${message}\n${hint}`)
    return EXIT.usage
  }
  if (error instanceof ConfigError) {
    say('malformed', message)
    return EXIT.usage
  }
  if (error instanceof StartError) {
    say('not_ready', message)
    return EXIT.failed
  }
  const known = error instanceof AppError ? error : new AppError('internal')
  process.stderr.write(
    `${JSON.stringify({ ...problemOf(known, locale, '-'), ...(known.code === 'internal' && { detail: `${(error as Error).message} (${faultOf(error)})` }) })}\n`,
  )
  return EXIT.failed
}

async function main(args: string[]): Promise<number> {
  const [first] = args
  if (first === 'serve') {
    await runServer(args.slice(1))
    return -1
  }
  const found = findCommand(args)
  if (!found) {
    const asked = first === undefined || first === '--help' || first === '-h' || first === 'help'
    ;(asked ? process.stdout : process.stderr).write(await usage())
    return asked && first !== undefined ? EXIT.done : EXIT.usage
  }
  const { command } = await found.load()
  try {
    return await runCommand(command, found.rest)
  } catch (error) {
    return report(error, command.usage, found.rest.includes('--json'))
  }
}

const code = await main(process.argv.slice(2))
if (code >= 0) process.exit(code)
