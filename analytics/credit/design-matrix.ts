import { InvalidInput, requireNonEmpty, requireSameLength } from '../errors.ts'
import { median } from '../stats/quantile.ts'

/** A column as it stands in a table. In a number column NaN means missing; in a text column the empty text is a level of its own. */
export type FeatureColumn =
  | { readonly name: string; readonly kind: 'number'; readonly values: Float64Array }
  | { readonly name: string; readonly kind: 'text'; readonly values: readonly string[] }

/** Rows of a model, row after row; the intercept is not among the columns. */
export interface DesignMatrix {
  readonly rows: number
  readonly columns: number
  readonly values: Float64Array
  /** Column names; a dummy is called `column=level`. */
  readonly names: readonly string[]
}

/** What stands in for a missing number: the median of its column, or 0 where missing means "nothing yet". */
export type MissingRule = 'median' | 'zero'

/**
 * Numbers as they are, a missing number by the rule given; texts become one dummy a level ("full dummies": the fit drops what the
 * intercept already says).
 *
 * @throws InvalidInput for columns of unequal length, an infinite number or a number column with nothing but missing values
 */
export function designMatrix(columns: readonly FeatureColumn[], missing: MissingRule = 'median'): DesignMatrix {
  requireNonEmpty('columns', columns)
  const rows = columns[0]!.values.length
  const blocks = columns.map((column) => {
    requireSameLength(column.name, column.values, columns[0]!.name, rows)
    return column.kind === 'number' ? numberBlock(column.name, column.values, missing) : dummyBlock(column.name, column.values)
  })
  const names = blocks.flatMap((block) => block.names)
  const width = names.length
  const values = new Float64Array(rows * width)
  let offset = 0
  for (const block of blocks) {
    for (let i = 0; i < rows; i++) {
      if (block.level) values[i * width + offset + block.level[i]!] = 1
      else values[i * width + offset] = block.number![i]!
    }
    offset += block.names.length
  }
  return { rows, columns: width, values, names }
}

interface Block {
  readonly names: string[]
  readonly number?: Float64Array
  /** Index of the level of each row. */
  readonly level?: Uint32Array
}

function numberBlock(name: string, values: Float64Array, missing: MissingRule): Block {
  const known = values.filter((value) => !Number.isNaN(value))
  if (known.length === 0) throw new InvalidInput(name, 'has no number at all')
  const filler = missing === 'median' ? median(known) : 0
  return { names: [name], number: values.map((value) => (Number.isNaN(value) ? filler : value)) }
}

function dummyBlock(name: string, values: readonly string[]): Block {
  const levels = [...new Set(values)].sort()
  const index = new Map(levels.map((level, k) => [level, k]))
  return {
    names: levels.map((level) => `${name}=${level}`),
    level: Uint32Array.from(values, (value) => index.get(value)!),
  }
}

/** The rows whose index is in `rows`, in that order. */
export function rowsOf(design: DesignMatrix, rows: ArrayLike<number>): DesignMatrix {
  const width = design.columns
  const values = new Float64Array(rows.length * width)
  for (let i = 0; i < rows.length; i++) {
    values.set(design.values.subarray(rows[i]! * width, (rows[i]! + 1) * width), i * width)
  }
  return { rows: rows.length, columns: width, values, names: design.names }
}
