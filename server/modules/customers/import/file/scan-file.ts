import { isUtf8 } from 'node:buffer'
import { open } from 'node:fs/promises'
import { AppError } from '../../../../kernel/errors.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'
export type FileForm = { form: 'xlsx' } | { form: 'csv'; encoding: Encoding; lines: number; sample: string }

const PIECE = 1 << 20
const SAMPLE = 1 << 18

const unreadable = (zh: string, en: string) => new AppError('malformed', { reason: { zh, en } })

/** How many bytes at the end belong to a character that goes on in the next piece. */
function unfinished(piece: Buffer): number {
  for (let back = 1; back <= Math.min(3, piece.length); back++) {
    const byte = piece[piece.length - back]!
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0
  }
  return 0
}

function countLines(piece: Buffer): number {
  let lines = 0
  for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) lines++
  return lines
}

const isZip = (head: Buffer): boolean => head.length >= 4 && head.readUInt32BE(0) === 0x504b0304

function markedEncoding(head: Buffer): Encoding | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  return undefined
}

/**
 * What a file is, read once from end to end so that the answer is sure: workbook or text; the mark at its beginning, else UTF-8 where
 * every byte fits, else GB18030. `lines` is an estimate of its rows.
 * @throws AppError malformed for what is neither
 */
export async function scanFile(file: string): Promise<FileForm> {
  const handle = await open(file, 'r')
  try {
    const buffer = Buffer.allocUnsafe(PIECE)
    let head: Buffer | undefined
    let carried = 0
    let lines = 0
    let fitsUtf8 = true
    let fitsGb18030 = true
    const gb18030 = new TextDecoder('gb18030', { fatal: true })
    for (;;) {
      const { bytesRead } = await handle.read(buffer, carried, PIECE - carried)
      if (bytesRead === 0) break
      const piece = buffer.subarray(0, carried + bytesRead)
      if (!head) {
        head = Buffer.from(piece.subarray(0, SAMPLE))
        if (isZip(head)) return { form: 'xlsx' }
        refuseForeign(head)
      }
      lines += countLines(piece.subarray(carried))
      if (fitsGb18030) fitsGb18030 = decodes(gb18030, piece.subarray(carried))
      const tail = unfinished(piece)
      fitsUtf8 &&= isUtf8(piece.subarray(0, piece.length - tail))
      piece.copy(buffer, 0, piece.length - tail)
      carried = tail
    }
    if (!head) throw unreadable('文件是空的。', 'the file is empty.')
    if (carried > 0) fitsUtf8 = false
    const encoding = markedEncoding(head) ?? (fitsUtf8 ? 'utf-8' : 'gb18030')
    if (encoding === 'gb18030' && !fitsGb18030)
      throw unreadable(
        '编码既不是 UTF-8 也不是 GB18030,或文件已损坏。请另存为 CSV UTF-8。',
        'the text is neither UTF-8 nor GB18030, or the file is damaged: save it as CSV UTF-8.',
      )
    const sample = new TextDecoder(encoding).decode(head, { stream: true })
    return { form: 'csv', encoding, lines, sample }
  } finally {
    await handle.close()
  }
}

const decodes = (decoder: TextDecoder, piece: Buffer): boolean => {
  try {
    decoder.decode(piece, { stream: true })
    return true
  } catch {
    return false
  }
}

/** Files of other programs, told by their first bytes. */
function refuseForeign(head: Buffer): void {
  if (head[0] === 0xd0 && head[1] === 0xcf && head[2] === 0x11 && head[3] === 0xe0)
    throw unreadable('这是旧版 .xls 文件,请另存为 .xlsx 或 CSV。', 'this is an old .xls file: save it as .xlsx or CSV.')
  const mark = markedEncoding(head)
  if (mark?.startsWith('utf-16')) return
  if (head.subarray(0, 8192).includes(0))
    throw unreadable(
      '这不是表格文件(含有二进制内容)。请用 CSV 或 XLSX。',
      'this is not a table (it holds binary data): use CSV or XLSX.',
    )
}
