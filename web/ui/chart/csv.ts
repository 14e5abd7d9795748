/** The same figures as a table: what cannot be seen can be read, and taken away. */
export interface ChartTable {
  columns: readonly string[]
  rows: readonly (readonly (string | number)[])[]
}

/** A cell that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay numbers. */
const cell = (value: string | number): string => {
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The table as CSV with a byte-order mark, so that spreadsheets read Chinese. */
export const toCsv = (table: ChartTable): string =>
  `\ufeff${[table.columns, ...table.rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
