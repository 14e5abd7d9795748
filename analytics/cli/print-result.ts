/** A result for people: single figures as `name  value` lines, lists of like objects as tables, the rest indented below. */
export function printResult(result: unknown, indent = ''): string {
  if (Array.isArray(result)) return isRowList(result) ? table(result, indent) : `${indent}${result.map(cell).join('  ')}\n`
  if (!isRecord(result)) return `${indent}${cell(result)}\n`
  const entries = Object.entries(result)
  const single = entries.filter(([, value]) => isSingle(value))
  const width = Math.max(0, ...single.map(([name]) => name.length))
  let text = single.map(([name, value]) => `${indent}${name.padEnd(width)}  ${cell(value)}\n`).join('')
  for (const [name, value] of entries) if (!isSingle(value)) text += `${indent}${name}\n${printResult(value, `${indent}  `)}`
  return text
}

const MAX_ROWS = 40

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isSingle(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((item) => typeof item !== 'object' || item === null) && value.length <= 40
  return typeof value !== 'object' || value === null
}

function isRowList(value: unknown[]): value is Record<string, unknown>[] {
  return value.length > 0 && value.every(isRecord)
}

function cell(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)))
  if (Array.isArray(value)) return value.map(cell).join('  ')
  return value === null || value === undefined ? '–' : isRecord(value) ? pairs(value) : String(value)
}

function pairs(value: Record<string, unknown>): string {
  return Object.entries(value)
    .map(([name, item]) => `${name} ${cell(item)}`)
    .join(', ')
}

function table(rows: Record<string, unknown>[], indent: string): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const shown = rows.slice(0, MAX_ROWS).map((row) => columns.map((column) => cell(row[column])))
  const widths = columns.map((column, i) => Math.max(column.length, ...shown.map((row) => row[i]!.length)))
  const line = (cells: string[]) => `${indent}${cells.map((text, i) => text.padEnd(widths[i]!)).join('  ')}`.trimEnd()
  const more = rows.length > MAX_ROWS ? [`${indent}… and ${rows.length - MAX_ROWS} more (--json shows all)`] : []
  return `${[line(columns), ...shown.map(line), ...more].join('\n')}\n`
}
