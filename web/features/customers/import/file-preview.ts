import type { IMPORT_KINDS } from '@shuke/contract/customers/import.ts'

export type ImportKind = (typeof IMPORT_KINDS)[number]

/** The first lines of a file as the wizard shows them before anything is sent. */
export interface FilePreview {
  headers: string[]
  rows: string[][]
}

const READ_BYTES = 64 * 1024
const SHOWN_ROWS = 3

/** Strict UTF-8, else GB18030: the two encodings of Chinese spreadsheets. The last character may be cut and is let go. */
export function decodeStart(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
  } catch {
    return new TextDecoder('gb18030').decode(bytes, { stream: true })
  }
}

const splitLine = (line: string, delimiter: string): string[] =>
  [...line.matchAll(new RegExp(`(?:^|\\${delimiter})(?:"((?:[^"]|"")*)"|([^\\${delimiter}]*))`, 'g'))].map((cell) =>
    (cell[1]?.replaceAll('""', '"') ?? cell[2] ?? '').trim(),
  )

/** Header and first rows of delimited text. */
export function previewOf(text: string): FilePreview {
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '')
  const first = lines[0] ?? ''
  const delimiter = [',', '\t', ';', '|'].reduce((best, one) => (first.split(one).length > first.split(best).length ? one : best))
  return { headers: splitLine(first, delimiter), rows: lines.slice(1, 1 + SHOWN_ROWS).map((line) => splitLine(line, delimiter)) }
}

/** Reads the beginning of a text file; undefined for XLSX, which only the server opens. */
export async function previewFile(file: File): Promise<FilePreview | undefined> {
  const bytes = new Uint8Array(await file.slice(0, READ_BYTES).arrayBuffer())
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
  return isZip ? undefined : previewOf(decodeStart(bytes))
}

const plain = (header: string): string => header.toLowerCase().replaceAll(/[\s_-]/g, '')
const has = (headers: readonly string[], ...names: string[]) => headers.some((header) => names.includes(plain(header)))

/** The kind of rows a header line speaks of; only a suggestion, which the reader may change. */
export function guessKind(headers: readonly string[]): ImportKind {
  if (has(headers, 'visitdate', '来店日期', '到店日期', '到店时间')) return 'visits'
  const isOrder = has(headers, 'orderno', 'orderdate', 'amount', 'revenue', '订单号', '下单时间', '消费时间', '消费金额', '金额')
  if (isOrder && has(headers, 'orderno', '订单号') && has(headers, 'sku', 'lineno', '单价', 'unitprice')) return 'order-lines'
  return isOrder ? 'orders' : 'customers'
}
