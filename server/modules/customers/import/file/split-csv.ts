import { AppError } from '../../../../kernel/errors.ts'

/** A record longer than this is no record: a quotation mark was opened and never closed. */
const LONGEST_RECORD = 1 << 20

/**
 * Cuts streamed text into rows of cells: RFC 4180 quoting, line breaks inside quotes, CRLF, LF or CR between rows. A mark inside an unquoted cell
 * (`5" screw`) is text.
 */
export class CsvSplitter {
  readonly #delimiter: string
  readonly #newline: string
  #rest = ''
  #row = 0

  constructor(delimiter: string, newline: '\n' | '\r' = '\n') {
    this.#delimiter = delimiter
    this.#newline = newline
  }

  /** Rows that are complete with this piece of text. @throws AppError malformed for a record without an end */
  push(piece: string): string[][] {
    const text = this.#rest + piece
    const rows: string[][] = []
    let at = 0
    let quote = text.indexOf('"')
    for (;;) {
      const end = text.indexOf(this.#newline, at)
      if (end < 0) break
      if (quote >= 0 && quote < at) quote = text.indexOf('"', at)
      if (quote < 0 || quote > end) {
        const line = text.slice(at, text.charCodeAt(end - 1) === 13 && end > at ? end - 1 : end)
        if (line !== '') rows.push(line.split(this.#delimiter))
        at = end + 1
        continue
      }
      const next = this.#quotedRow(text, at, rows, false)
      if (next < 0) break
      at = next
    }
    this.#row += rows.length
    this.#rest = text.slice(at)
    if (this.#rest.length > LONGEST_RECORD) throw this.#endless()
    return rows
  }

  /** What is left when the file ends. */
  end(): string[][] {
    const rows: string[][] = []
    if (this.#rest !== '') this.#quotedRow(this.#rest, 0, rows, true)
    this.#rest = ''
    return rows
  }

  /** Reads one row cell by cell. @returns where the next one begins, -1 when this one is not complete yet */
  #quotedRow(text: string, start: number, rows: string[][], isEnd: boolean): number {
    const cells: string[] = []
    let at = start
    for (;;) {
      let cell = ''
      if (text[at] === '"') {
        let from = at + 1
        for (;;) {
          const close = text.indexOf('"', from)
          if (close < 0 || (close === text.length - 1 && !isEnd)) {
            if (isEnd) throw this.#endless()
            return -1
          }
          cell += text.slice(from, close)
          from = close + 1
          if (text[from] !== '"') break
          cell += '"'
          from += 1
        }
        at = from
      }
      // The rest of the cell up to the delimiter, or what follows a closed quotation.
      const newline = text.indexOf(this.#newline, at)
      const delimiter = text.indexOf(this.#delimiter, at)
      const lineEnd = newline < 0 ? text.length : newline
      if (newline < 0 && !isEnd && (delimiter < 0 || delimiter >= lineEnd)) return -1
      if (delimiter >= 0 && delimiter < lineEnd) {
        cells.push(cell + text.slice(at, delimiter))
        at = delimiter + this.#delimiter.length
        continue
      }
      const tail = text.slice(at, lineEnd)
      cells.push(cell + (tail.endsWith('\r') ? tail.slice(0, -1) : tail))
      if (cells.length > 1 || cells[0] !== '') rows.push(cells)
      return lineEnd + 1
    }
  }

  #endless(): AppError {
    const row = this.#row + 1
    return new AppError('malformed', {
      reason: {
        zh: `第 ${row} 行之后有一个引号没有关闭,或一行超过 1 MB。请在表格软件里重新保存为 CSV。`,
        en: `after row ${row} a quotation mark is never closed, or a row is longer than 1 MB: save the file as CSV again.`,
      },
    })
  }
}
