import { InvalidInput, TooLittleData } from '../errors.ts'
import { type Command, Finished, UsageError } from './command.ts'
import { printResult } from './print-result.ts'
import { UnreadableTable } from './read-table.ts'

/** Every command lives in the file of its name and is loaded only when it is called. */
const COMMANDS = [
  'clv',
  'cohorts',
  'rfm',
  'pyramid',
  'network',
  'logistic',
  'scorecard',
  'survival',
  'nps',
  'uplift',
  'linkage',
] as const

/** A file with a wrong date in every row must not flood the terminal. */
const MAX_REFUSALS = 20

const EXIT = { done: 0, refusals: 1, wrongUsage: 2, failed: 3 }

async function load(name: string): Promise<Command> {
  const { command } = (await import(`./${name}.ts`)) as { command: Command }
  return command
}

async function usage(): Promise<string> {
  const lines = await Promise.all(COMMANDS.map(async (name) => `  shuke-analytics ${(await load(name)).usage}`))
  return `Usage:\n${lines.join('\n')}\n\nEvery command reads CSV files and takes --json to print one JSON object.\n`
}

/** Runs one command line; returns its exit code: 0 done, 1 finished with refusals, 2 wrong usage, 3 failed. */
async function main(words: string[]): Promise<number> {
  const json = words.includes('--json')
  const [name, ...args] = words.filter((word) => word !== '--json')
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    const asked = name !== undefined
    ;(asked ? process.stdout : process.stderr).write(await usage())
    return asked ? EXIT.done : EXIT.wrongUsage
  }
  if (!(COMMANDS as readonly string[]).includes(name)) {
    process.stderr.write(`There is no command "${name}". Commands: ${COMMANDS.join(', ')}.\n`)
    return EXIT.wrongUsage
  }
  const command = await load(name)
  if (args.includes('--help')) {
    process.stdout.write(`Usage: shuke-analytics ${command.usage}\n`)
    return EXIT.done
  }
  try {
    const answer = await command.run(args)
    const { result, refusals } = answer instanceof Finished ? answer : { result: answer, refusals: [] }
    process.stdout.write(json ? `${JSON.stringify(result)}\n` : printResult(result))
    for (const refusal of refusals.slice(0, MAX_REFUSALS)) process.stderr.write(`Refused: ${refusal}\n`)
    if (refusals.length > MAX_REFUSALS) process.stderr.write(`Refused: ${refusals.length - MAX_REFUSALS} more\n`)
    return refusals.length > 0 ? EXIT.refusals : EXIT.done
  } catch (error) {
    return explain(error, command)
  }
}

function explain(error: unknown, command: Command): number {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\nUsage: shuke-analytics ${command.usage}\n`)
    return EXIT.wrongUsage
  }
  if (error instanceof TooLittleData) {
    process.stderr.write(`Refused: ${error.message}\n`)
    return EXIT.refusals
  }
  if (error instanceof InvalidInput) {
    process.stderr.write(`The data cannot be used: ${error.message}\nHint: correct the named value and run the command again.\n`)
    return EXIT.failed
  }
  if (error instanceof UnreadableTable) {
    process.stderr.write(`${error.message}\nHint: ${error.remedy}\n`)
    return EXIT.failed
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  return EXIT.failed
}

// A reader that has seen enough (`| head`) is no fault of the command.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(EXIT.done)
})
process.exitCode = await main(process.argv.slice(2))
