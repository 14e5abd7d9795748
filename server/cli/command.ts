import type { Config } from '../kernel/config.ts'
import type { Runtime } from '../kernel/runtime.ts'
import type { Ctx } from '../kernel/tenancy/ctx.ts'

export type OptionSpec = Record<string, { type: 'string' | 'boolean'; multiple?: boolean }>

/** What a command gets: its arguments, the opened program, and where to say things. */
export interface CliContext {
  positionals: string[]
  options: Record<string, string | boolean | undefined>
  runtime: Runtime
  /** Acts as the owner of the org named by `--org`, audited as the operating-system user. */
  orgCtx(): Promise<Ctx>
  /** Prints the result: one JSON object with `--json`, else the text. */
  print(result: unknown, text: string): void
  /** A line of progress on a terminal; nothing elsewhere. */
  progress(line: string): void
  /** Aborted by Ctrl-C. */
  signal: AbortSignal
}

export interface CliCommand {
  /** Words after `shuke`: `org create`. */
  name: string
  usage: string
  options: OptionSpec
  /** @returns exit code: 0 done, 1 finished with refusals */
  run(cli: CliContext): Promise<number>
}

/** A command that works without the program: it makes a data folder, or only reads a file. */
export interface StandaloneCommand {
  name: string
  usage: string
  options: OptionSpec
  /** @returns exit code: 0 done, 1 finished with refusals */
  runStandalone(cli: StandaloneContext): Promise<number>
}
export type StandaloneContext = Omit<CliContext, 'runtime' | 'orgCtx'> & { config: Config }

/** Wrong words on the command line: exit code 2 with the usage. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** The option's text. @throws UsageError when it is missing */
export function required(cli: Pick<CliContext, 'options'>, name: string): string {
  const value = cli.options[name]
  if (typeof value !== 'string' || value === '') throw new UsageError(`--${name} is missing`)
  return value
}

export const optional = (cli: Pick<CliContext, 'options'>, name: string): string | undefined => {
  const value = cli.options[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}
