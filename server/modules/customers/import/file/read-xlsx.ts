import type { CellValue } from 'exceljs'
import { AppError } from '../../../../kernel/errors.ts'
import { checkWorkbook } from './zip-guard.ts'

const PIECE_ROWS = 500
const MOST_COLUMNS = 500
/** A spreadsheet keeps fifteen digits; of a longer whole number the rest is invented. */
const LONGEST_WHOLE = 1e15

const two = (number: number): string => String(number).padStart(2, '0')

/** A date as the cell shows it: cells know no time zone, so the parts are read as they are stored. */
function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return ''
  const rounded = new Date(Math.round(date.getTime() / 1000) * 1000)
  const time = `${two(rounded.getUTCHours())}:${two(rounded.getUTCMinutes())}:${two(rounded.getUTCSeconds())}`
  // A cell with a time only lies on day zero of the spreadsheet's calendar.
  if (rounded.getUTCFullYear() < 1900) return time
  const day = rounded.toISOString().slice(0, 10)
  return time === '00:00:00' ? day : `${day} ${time}`
}

/** What a cell shows, as the text that a CSV of the same sheet would hold. */
export function cellText(value: CellValue | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) >= LONGEST_WHOLE ? value.toExponential() : String(value)
  if (typeof value === 'boolean') return String(value)
  if (value instanceof Date) return dateText(value)
  if ('richText' in value) return value.richText.map((part) => part.text).join('')
  if ('text' in value) return cellText(value.text as CellValue)
  if ('result' in value) return cellText(value.result as CellValue)
  return ''
}

/**
 * Opens the first sheet of a workbook as rows of text; it is read as a stream.
 * @throws AppError malformed, too_large
 */
export async function openWorkbook(file: string): Promise<() => AsyncGenerator<string[][]>> {
  await checkWorkbook(file)
  // Loaded only when a workbook comes: it is large, and most files are CSV.
  const { default: exceljs } = await import('exceljs')
  return async function* rows() {
    const reader = new exceljs.stream.xlsx.WorkbookReader(file, {
      entries: 'ignore',
      hyperlinks: 'ignore',
      sharedStrings: 'cache',
      styles: 'cache',
      worksheets: 'emit',
    })
    try {
      for await (const sheet of reader) {
        let piece: string[][] = []
        for await (const row of sheet) {
          const values = Array.isArray(row.values) ? row.values : []
          piece.push(Array.from({ length: Math.min(values.length - 1, MOST_COLUMNS) }, (_, at) => cellText(values[at + 1])))
          if (piece.length < PIECE_ROWS) continue
          yield piece
          piece = []
        }
        if (piece.length > 0) yield piece
        return
      }
    } catch (error) {
      if (error instanceof AppError) throw error
      throw new AppError('malformed', {
        reason: { zh: 'XLSX 文件无法读取,请在表格软件里重新保存。', en: 'the XLSX file cannot be read: save it again.' },
      })
    }
  }
}
