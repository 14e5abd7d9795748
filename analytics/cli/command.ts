import { parseArgs } from 'node:util'

/**
 * One command of the command line. `run` gets the words after the command's name (without `--json`) and returns the object to
 * print; it may return `new Finished(result, refusals)` when it did its work but had to refuse part of it.
 */
export type Command = {
  readonly name: string
  readonly usage: string
  run(args: string[]): Promise<unknown>
}

/** Wrong usage: ends with exit code 2 and the command's usage line. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** A result that stands, with reasons why part of the wish was refused: ends with exit code 1. */
export class Finished {
  readonly result: unknown
  readonly refusals: readonly string[]

  constructor(result: unknown, refusals: readonly string[]) {
    this.result = result
    this.refusals = refusals
  }
}

type OptionKinds = Record<string, 'text' | 'flag'>
type OptionValues<K extends OptionKinds> = { [N in keyof K]: K[N] extends 'flag' ? boolean : string | undefined }

/** Reads `FILE… --name value --flag`; unknown options and a number of files outside `files` are wrong usage. */
export function readArgs<const K extends OptionKinds>(
  args: string[],
  kinds: K,
  files: { readonly min: number; readonly max: number } = { min: 1, max: 1 },
): { files: string[]; options: OptionValues<K> } {
  const options = Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [name, { type: kind === 'flag' ? ('boolean' as const) : ('string' as const) }]),
  )
  let parsed: { values: Record<string, unknown>; positionals: string[] }
  try {
    parsed = parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
  const count = parsed.positionals.length
  if (count < files.min) throw new UsageError(files.min === 1 ? 'name the file to read' : `name ${files.min} files to read`)
  if (count > files.max) throw new UsageError(`too many files: ${parsed.positionals.slice(files.max).join(', ')}`)
  const values = Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [name, kind === 'flag' ? parsed.values[name] === true : parsed.values[name]]),
  )
  return { files: parsed.positionals, options: values as OptionValues<K> }
}

/** The value of an option that must be given. */
export function requireOption(name: string, value: string | undefined): string {
  if (value === undefined || value === '') throw new UsageError(`--${name} is missing`)
  return value
}

/** A calendar day `YYYY-MM-DD` given as option, as the number of days since 1970-01-01. */
export function readDay(name: string, value: string): number {
  const day = dayNumber(value)
  if (day === undefined) throw new UsageError(`--${name} must be a date like 2026-01-31, got ${value}`)
  return day
}

/** Days since 1970-01-01 of a text that begins with YYYY-MM-DD (or YYYY/MM/DD); undefined when it is no such day. */
export function dayNumber(text: string): number | undefined {
  const match = /^\s*(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)/.exec(text)
  if (!match) return undefined
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const time = Date.UTC(year, month - 1, day)
  return new Date(time).getUTCDate() === day && month >= 1 && month <= 12 ? time / 86_400_000 : undefined
}
