import type { DesignMatrix } from './design-matrix.ts'

/**
 * The independent columns of a design, shifted and scaled to root mean square 1, stored sparsely: dummies are mostly zeros, and the
 * fit's inner loop visits only the entries that are not.
 */
export interface ScaledDesign {
  readonly rows: number
  /** Columns of the design that are kept, ascending. */
  readonly kept: readonly number[]
  readonly shifts: Float64Array
  readonly scales: Float64Array
  /** Entries of row i: rowStart[i] … rowStart[i + 1]. Column 0 is the intercept, column k + 1 is `kept[k]`. */
  readonly rowStart: Uint32Array
  readonly columnOf: Uint32Array
  readonly entryOf: Float64Array
}

/** A column whose part not explained by the columns before it has less than this share of its sum of squares adds nothing. */
const ALIAS_TOLERANCE = 1e-10

export function scaleDesign(design: DesignMatrix): ScaledDesign {
  const { rows, columns, values } = design
  const shifts = new Float64Array(columns)
  const scales = new Float64Array(columns)
  for (let j = 0; j < columns; j++) {
    let zeros = 0
    let sum = 0
    for (let i = 0; i < rows; i++) {
      const value = values[i * columns + j]!
      sum += value
      if (value === 0) zeros++
    }
    // A column with many zeros stays sparse; a dense one far from zero (a year, an amount) would lose digits unshifted.
    shifts[j] = zeros * 10 > rows ? 0 : sum / rows
    let squares = 0
    for (let i = 0; i < rows; i++) squares += (values[i * columns + j]! - shifts[j]!) ** 2
    scales[j] = Math.sqrt(squares / rows)
    // A constant column leaves only rounding after the shift.
    if (!(scales[j]! > 1e-13 * Math.abs(shifts[j]!))) scales[j] = 0
  }
  const usable = Array.from({ length: columns }, (_, j) => j).filter((j) => scales[j]! > 0)
  const all = sparseRows(design, usable, shifts, scales)
  const independent = independentColumns(all, usable.length + 1)
  const kept = usable.filter((_, k) => independent[k + 1])
  const sparse = kept.length === usable.length ? all : sparseRows(design, kept, shifts, scales)
  return { rows, kept, shifts, scales, ...sparse }
}

interface SparseRows {
  readonly rowStart: Uint32Array
  readonly columnOf: Uint32Array
  readonly entryOf: Float64Array
}

function sparseRows(design: DesignMatrix, kept: readonly number[], shifts: Float64Array, scales: Float64Array): SparseRows {
  const { rows, columns, values } = design
  const rowStart = new Uint32Array(rows + 1)
  const columnOf = new Uint32Array(rows * (kept.length + 1))
  const entryOf = new Float64Array(rows * (kept.length + 1))
  let next = 0
  for (let i = 0; i < rows; i++) {
    columnOf[next] = 0
    entryOf[next++] = 1
    for (let k = 0; k < kept.length; k++) {
      const j = kept[k]!
      const entry = (values[i * columns + j]! - shifts[j]!) / scales[j]!
      if (entry === 0) continue
      columnOf[next] = k + 1
      entryOf[next++] = entry
    }
    rowStart[i + 1] = next
  }
  return { rowStart, columnOf: columnOf.slice(0, next), entryOf: entryOf.slice(0, next) }
}

/** Sequential Cholesky of the Gram matrix; a pivot that vanishes marks a column explained by those before it. */
function independentColumns({ rowStart, columnOf, entryOf }: SparseRows, size: number): boolean[] {
  const gram = new Float64Array(size * size)
  addWeightedGram(gram, size, rowStart, columnOf, entryOf)
  const factor = new Float64Array(size * size)
  const independent: boolean[] = []
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      if (!independent[j] && j < i) continue
      let sum = gram[i * size + j]!
      for (let k = 0; k < j; k++) sum -= factor[i * size + k]! * factor[j * size + k]!
      if (j < i) factor[i * size + j] = sum / factor[j * size + j]!
      else {
        independent[i] = sum > ALIAS_TOLERANCE * gram[i * size + i]!
        if (independent[i]) factor[i * size + i] = Math.sqrt(sum)
      }
    }
    if (!independent[i]) factor.fill(0, i * size, (i + 1) * size)
  }
  return independent
}

/** Adds XᵀWX to the lower triangle of `gram`; without `weights` every row counts 1. */
export function addWeightedGram(
  gram: Float64Array,
  size: number,
  rowStart: Uint32Array,
  columnOf: Uint32Array,
  entryOf: Float64Array,
  weights?: Float64Array,
): void {
  const rows = rowStart.length - 1
  for (let i = 0; i < rows; i++) {
    const end = rowStart[i + 1]!
    const weight = weights ? weights[i]! : 1
    for (let a = rowStart[i]!; a < end; a++) {
      const row = columnOf[a]! * size
      const left = weight * entryOf[a]!
      // Columns ascend within a row, so this stays in the lower triangle.
      for (let b = rowStart[i]!; b <= a; b++) gram[row + columnOf[b]!]! += left * entryOf[b]!
    }
  }
}
