import { readFile } from 'node:fs/promises'
import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import { UsageError } from './command.ts'

/** A CSV file in memory: column names as in its first line, then one array of texts for each row. */
export type Table = { readonly file: string; readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] }

/** A file that cannot be read as a table; the message names file and reason, `remedy` what would do. */
export class UnreadableTable extends Error {
  override readonly name = 'UnreadableTable'
  readonly remedy: string

  constructor(message: string, remedy = 'the file must be CSV text with the column names in its first line.') {
    super(message)
    this.remedy = remedy
  }
}

const REASONS: Record<string, string> = {
  ENOENT: 'there is no such file',
  EISDIR: 'this is a folder, not a file',
  EACCES: 'reading is not allowed',
}

/**
 * Reads a CSV file: quoted headers and fields, byte-order mark, UTF-8 or else GB18030; comma, semicolon or tab.
 * @throws UnreadableTable, also for a table without rows
 */
export async function readTable(file: string): Promise<Table> {
  let bytes: Buffer
  try {
    bytes = await readFile(file)
  } catch (error) {
    const reason = REASONS[(error as NodeJS.ErrnoException).code ?? ''] ?? String(error)
    throw new UnreadableTable(`${file}: ${reason}`, 'name a CSV file that this account may read.')
  }
  const table = parseTable(file, decode(bytes))
  if (table.rows.length === 0) throw new UnreadableTable(`${file}: there are column names but no rows`)
  return table
}

/** UTF-16 by its byte-order mark ("Unicode text" of spreadsheets), else strict UTF-8, else GB18030, as Chinese spreadsheets write it. */
export function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** The table in a text; `file` only names it in errors. */
export function parseTable(file: string, text: string): Table {
  let lines: string[][]
  try {
    lines = parse(text, { bom: true, delimiter: delimiterOf(text), skip_empty_lines: true, relax_column_count: false })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new UnreadableTable(`${file}: ${error.message}`)
  }
  const [header, ...rows] = lines
  if (!header) throw new UnreadableTable(`${file}: the file is empty; the first line must name the columns`)
  return { file, columns: header.map((name) => name.trim()), rows }
}

function delimiterOf(text: string): string {
  const first = text.slice(0, text.search(/[\r\n]|$/)).replace(/"[^"]*"/g, '')
  const count = (mark: string) => first.split(mark).length
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best))
}

/** Index of the first of `names` that the table has (any case), or undefined. */
export function findColumn(table: Table, ...names: string[]): number | undefined {
  const lower = table.columns.map((column) => column.toLowerCase())
  for (const name of names) {
    const index = lower.indexOf(name.toLowerCase())
    if (index >= 0) return index
  }
  return undefined
}

/** The same, but a missing column is wrong usage; the message lists what the file has. */
export function requireColumn(table: Table, ...names: string[]): number {
  const index = findColumn(table, ...names)
  if (index === undefined)
    throw new UsageError(`${table.file} has no column ${names.join(' or ')}; its columns are ${table.columns.join(', ')}`)
  return index
}

/** The texts of one column, in row order. */
export function columnTexts(table: Table, index: number): string[] {
  return table.rows.map((row) => row[index]!)
}

/** A number as spreadsheets write it (`1,234.5`, spaces around); undefined when empty or not a number. */
export function readNumber(text: string): number | undefined {
  const plain = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text.trim()) ? text.replaceAll(',', '') : text
  if (plain.trim() === '') return undefined
  const value = Number(plain)
  return Number.isFinite(value) ? value : undefined
}
