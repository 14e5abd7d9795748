import { createReadStream } from 'node:fs'
import { findDelimiter, findNewline } from './delimiter-rules.ts'
import { openWorkbook } from './read-xlsx.ts'
import { scanFile } from './scan-file.ts'
import { CsvSplitter } from './split-csv.ts'

const PIECE = 1 << 16

/** A file as rows of text cells, whatever it is made of. */
export interface Table {
  encoding: string
  /** Null for a workbook. */
  delimiter: string | null
  /** About as many rows as it has, for progress; null when nobody knows. */
  rows: number | null
  /** All rows, header and titles included, in handy pieces; can be read once. */
  pieces(): AsyncGenerator<string[][]>
}

async function* csvRows(file: string, encoding: string, splitter: CsvSplitter): AsyncGenerator<string[][]> {
  const decoder = new TextDecoder(encoding)
  for await (const piece of createReadStream(file, { highWaterMark: PIECE })) {
    const rows = splitter.push(decoder.decode(piece as Buffer, { stream: true }))
    if (rows.length > 0) yield rows
  }
  const last = [...splitter.push(decoder.decode()), ...splitter.end()]
  if (last.length > 0) yield last
}

/** @throws AppError malformed when the file is no table */
export async function openTable(file: string): Promise<Table> {
  const scan = await scanFile(file)
  if (scan.form === 'xlsx') return { encoding: 'xlsx', delimiter: null, rows: null, pieces: await openWorkbook(file) }
  const delimiter = findDelimiter(scan.sample)
  const splitter = new CsvSplitter(delimiter, findNewline(scan.sample))
  return { encoding: scan.encoding, delimiter, rows: scan.lines, pieces: () => csvRows(file, scan.encoding, splitter) }
}
