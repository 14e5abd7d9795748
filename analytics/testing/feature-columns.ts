import type { FeatureColumn } from '../credit/design-matrix.ts'

/** Columns of a public table: a column whose filled cells are all numbers is a number column, its empty cells are missing. */
export function featureColumns(rows: readonly Record<string, string>[], leaveOut: readonly string[]): FeatureColumn[] {
  return Object.keys(rows[0]!)
    .filter((name) => !leaveOut.includes(name))
    .map((name): FeatureColumn => {
      const cells = rows.map((row) => row[name]!.trim())
      if (cells.some((cell) => Number.isNaN(Number(cell)))) return { name, kind: 'text', values: cells }
      return { name, kind: 'number', values: Float64Array.from(cells, (cell) => (cell === '' ? Number.NaN : Number(cell))) }
    })
}
