import { AppError, type BothLanguages } from '../../../kernel/errors.ts'
import type { ImportKind, ImportOptions } from '../../../kernel/seams/import-kind.ts'
import { unguardCell } from '../../../kernel/text/spreadsheet.ts'
import { type RecognisedHeader, recogniseHeaders } from './file/header-rules.ts'
import { openTable } from './file/open-table.ts'

/** Titles and blank lines may stand above the header; it is looked for in so many rows. */
const MOST_TITLES = 20
const MOST_COLUMNS = 500

export interface HeadedTable {
  encoding: string
  delimiter: string | null
  headers: RecognisedHeader[]
  /** About how many rows there are. */
  expected: number | null
  /** Rows below the header, blank ones left out, in pieces; each row has at least as many cells as asked for. */
  rows(): AsyncGenerator<string[][]>
}

const malformed = (reason: BothLanguages) => new AppError('malformed', { reason })
const isBlank = (row: readonly string[]): boolean => row.every((cell) => cell.trim() === '')

/** The row that names most columns; the first row when none names any. */
function findHeader(rows: readonly string[][], kind: ImportKind, options: ImportOptions): number {
  let best = { at: 0, known: 0 }
  for (const [at, row] of rows.slice(0, MOST_TITLES).entries()) {
    const { headers } = recogniseHeaders(row, kind.columns, rows.length > 0 ? chosenIn(row, options) : {})
    const known = headers.filter((header) => header.column !== null).length
    if (known > best.known) best = { at, known }
  }
  return best.at
}
/** The part of a mapping that a row can answer: while looking for the header, a missing one is no fault yet. */
const chosenIn = (row: readonly string[], { mapping = {} }: ImportOptions) =>
  Object.fromEntries(Object.entries(mapping).filter(([header]) => row.includes(header)))

/**
 * Opens a file as rows under recognised headers.
 * @throws AppError malformed: no table, empty, two headers alike, or columns lacking that the kind needs
 */
export async function readTable(file: string, kind: ImportKind, options: ImportOptions): Promise<HeadedTable> {
  const table = await openTable(file)
  const pieces = table.pieces()
  const first = await pieces.next()
  const head = (first.done ? [] : first.value).filter((row) => !isBlank(row))
  if (head.length === 0) throw malformed({ zh: '文件里没有任何内容。', en: 'the file holds nothing.' })
  const at = findHeader(head, kind, options)
  const titles = head[at]!.map((cell) => cell.trim())
  while (titles.at(-1) === '') titles.pop()
  if (titles.length > MOST_COLUMNS)
    throw malformed({ zh: `列数超过 ${MOST_COLUMNS}。`, en: `more than ${MOST_COLUMNS} columns.` })
  const { headers, fault } = recogniseHeaders(titles, kind.columns, options.mapping)
  if (fault) throw malformed(fault)
  const lacks = kind.lacks(new Set(headers.flatMap(({ column }) => (column ? [column] : []))), options)
  if (lacks) {
    const found = titles.slice(0, 30).join(', ')
    throw malformed({
      zh: `${lacks.zh}文件的列:${found}。可用映射指定。`,
      en: `${lacks.en} The file has: ${found}. A mapping can name them.`,
    })
  }
  async function* rows(): AsyncGenerator<string[][]> {
    yield clean(head.slice(at + 1))
    for await (const piece of pieces) yield clean(piece)
  }
  const expected = table.rows === null ? null : Math.max(0, table.rows - at - 1)
  return { encoding: table.encoding, delimiter: table.delimiter, headers, expected, rows }
}

/** Leaves blank rows out and takes the marks away by which we keep spreadsheets from running cells. */
function clean(rows: string[][]): string[][] {
  const kept = rows.filter((row) => row[0] !== '' || !isBlank(row))
  for (const row of kept) for (const [at, cell] of row.entries()) if (cell.charCodeAt(0) === 39) row[at] = unguardCell(cell)
  return kept
}
