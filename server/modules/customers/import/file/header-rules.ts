import type { BothLanguages } from '../../../../kernel/errors.ts'

/** As headers are compared: full-width folded, lower case, without spaces, `_`, `-`, dots, brackets and the star of required columns. */
export const foldHeader = (header: string): string =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^\ufeff/, '')
    .replace(/[\s_\-.*:()[\]【】"'/\\#]+/g, '')

/** What stands behind a header in brackets is a unit or an explanation: `消费金额(元)`, `Phone (mobile)`. */
const withoutBrackets = (header: string): string => header.replace(/[((【[].*?[))】\]]/g, '')

interface Known {
  name: string
  headers: readonly string[]
}

export interface RecognisedHeader {
  header: string
  /** Null: a column that this import does not read. */
  column: string | null
}

/**
 * Finds out what each header means. A chosen mapping wins; of two headers for one column the more telling one counts.
 * @returns the headers in file order, or what is wrong with them
 */
export function recogniseHeaders(
  headers: readonly string[],
  columns: readonly Known[],
  mapping: Readonly<Record<string, string | null>> = {},
): { headers: RecognisedHeader[]; fault: BothLanguages | null } {
  const meanings = new Map<string, { name: string; rank: number }>()
  for (const column of columns) {
    for (const [rank, header] of [column.name, ...column.headers].entries())
      if (!meanings.has(foldHeader(header))) meanings.set(foldHeader(header), { name: column.name, rank })
  }
  const names = new Set(columns.map((column) => column.name))
  const chosen = new Map(Object.entries(mapping).map(([header, column]) => [foldHeader(header), column]))
  const present = new Set(headers.map(foldHeader))
  for (const [header, column] of Object.entries(mapping)) {
    if (!present.has(foldHeader(header)))
      return fault(`映射里的列“${header}”不在文件中。`, `the mapping names the header "${header}", which is not in the file.`)
    if (column !== null && !names.has(column))
      return fault(
        `映射里没有“${column}”这个字段。可用:${[...names].join('、')}。`,
        `the mapping names "${column}", which is no column. Known: ${[...names].join(', ')}.`,
      )
  }
  const taken = new Map<string, { at: number; rank: number }>()
  const result: RecognisedHeader[] = []
  for (const [at, header] of headers.entries()) {
    const folded = foldHeader(header)
    const isChosen = chosen.has(folded)
    const meaning = isChosen
      ? { name: chosen.get(folded)!, rank: -1 }
      : (meanings.get(folded) ?? meanings.get(foldHeader(withoutBrackets(header))))
    if (!meaning?.name || folded === '') {
      result.push({ header, column: null })
      continue
    }
    const other = taken.get(meaning.name)
    if (other && (other.rank === meaning.rank || foldHeader(headers[other.at]!) === folded))
      return fault(
        `有两列都叫“${header}”,无法判断用哪一列。请改名或删除一列。`,
        `two columns are called "${header}": rename or delete one of them.`,
      )
    const isBetter = !other || meaning.rank < other.rank
    if (other && isBetter) result[other.at]!.column = null
    if (isBetter) taken.set(meaning.name, { at, rank: meaning.rank })
    result.push({ header, column: isBetter ? meaning.name : null })
  }
  return { headers: result, fault: null }
}

const fault = (zh: string, en: string) => ({ headers: [], fault: { zh, en } })
