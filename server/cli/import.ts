import { createWriteStream } from 'node:fs'
import { access, mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { IMPORT_KINDS } from '@shuke/contract/customers/import.ts'
import { JobInterrupted } from '../kernel/jobs/job.ts'
import type { ImportOptions } from '../kernel/seams/import-kind.ts'
import type { Ctx } from '../kernel/tenancy/ctx.ts'
import { importHere, openErrorFile, presentSummary } from '../modules/customers/index.ts'
import { type CliCommand, type CliContext, optional, UsageError } from './command.ts'

const KEYS: Record<string, ImportOptions['key']> = {
  'customer-no': 'customerNo',
  customerNo: 'customerNo',
  customer_no: 'customerNo',
  phone: 'phone',
  email: 'email',
}

async function mappingFrom(file: string | undefined): Promise<ImportOptions['mapping']> {
  if (file === undefined) return undefined
  try {
    const mapping = JSON.parse(await readFile(file, 'utf8')) as unknown
    const isMapping =
      typeof mapping === 'object' &&
      mapping !== null &&
      !Array.isArray(mapping) &&
      Object.values(mapping).every((column) => column === null || typeof column === 'string')
    if (isMapping) return mapping as ImportOptions['mapping']
  } catch {
    // Answered below: not there, or not JSON.
  }
  throw new UsageError('--map: a file with a JSON object of header → column, such as {"Kunde":"customerNo","Notiz":null}')
}

/** The error file goes where it was asked for, else into the data folder: never beside the input, which may lie on a shared drive. */
async function writeErrors(cli: CliContext, ctx: Ctx, runId: string, input: string): Promise<string> {
  const name = `${path.basename(input, path.extname(input))}-${runId}.errors.csv`
  const file = path.resolve(optional(cli, 'errors') ?? path.join(cli.runtime.config.SHUKE_DATA_DIR ?? '.', 'import-errors', name))
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  await pipeline(await openErrorFile(ctx, runId), createWriteStream(file, { mode: 0o600 }))
  return file
}

export const command: CliCommand = {
  name: 'import',
  usage:
    'shuke import customers|orders|order-lines|visits FILE --org SLUG [--dry-run] [--errors FILE] [--map FILE] [--key customer-no|phone|email] [--anonymous-bucket] [--store NAME] [--json]',
  options: {
    org: { type: 'string' },
    'dry-run': { type: 'boolean' },
    errors: { type: 'string' },
    map: { type: 'string' },
    key: { type: 'string' },
    'anonymous-bucket': { type: 'boolean' },
    store: { type: 'string' },
  },
  async run(cli) {
    const [kind, file] = cli.positionals
    if (!kind || !(IMPORT_KINDS as readonly string[]).includes(kind))
      throw new UsageError(`import what? Known are ${IMPORT_KINDS.join(', ')}`)
    if (!file) throw new UsageError('the file is missing')
    const isThere = await access(file).then(
      () => true,
      () => false,
    )
    if (!isThere) throw new UsageError(`there is no file ${file}`)
    const key = optional(cli, 'key')
    if (key !== undefined && !KEYS[key]) throw new UsageError('--key: customer-no, phone or email')
    const mapping = await mappingFrom(optional(cli, 'map'))
    const ctx = await cli.orgCtx()
    const options: ImportOptions = {
      key: key === undefined ? undefined : KEYS[key],
      anonymousBucket: cli.options['anonymous-bucket'] === true,
      mapping,
    }
    const stop = new AbortController()
    // Ctrl-C leaves the run where it is: the same command goes on with it.
    cli.signal.addEventListener('abort', () =>
      stop.abort(new JobInterrupted('stopped from the keyboard: run the same command to go on')),
    )
    const { run } = await importHere(
      cli.runtime,
      ctx,
      path.resolve(file),
      {
        kind,
        fileName: path.basename(file),
        dryRun: cli.options['dry-run'] === true,
        options,
        storeName: optional(cli, 'store'),
      },
      {
        signal: stop.signal,
        onProgress: ({ done, total }) =>
          cli.progress(total ? `${done} / ${total} (${Math.round((done / total) * 100)} %)` : `${done}`),
      },
    )
    cli.progress('')
    const bare = presentSummary(run, 'errors')
    const summary = bare.errorsFile === null ? bare : { ...bare, errorsFile: await writeErrors(cli, ctx, run.id, file) }
    const lines = [
      `${summary.rows} rows: ${summary.created} created, ${summary.updated} updated, ${summary.unchanged} unchanged, ${summary.refused} refused, ${summary.warnings} warnings.`,
      `${summary.customersCreated} customers created, ${summary.seconds} s. Take it back with: shuke import revert ${run.id} --org ${ctx.org.slug}`,
      ...(summary.errorsFile ? [`Refused and warned rows with their reasons: ${summary.errorsFile}`] : []),
    ]
    cli.print(summary, lines.join('\n'))
    return summary.refused > 0 ? 1 : 0
  },
}
