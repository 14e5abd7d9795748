import { InvalidInput, requireCount, requireFinite, requireNonEmpty, requireSameLength } from '../../errors.ts'
import type { PurchaseHistories } from '../summarise.ts'

/** Throws at the first customer whose x, t_x, T cannot be: needs x a whole number ≥ 0, 0 ≤ t_x ≤ T, and t_x = 0 exactly when x = 0. */
export function checkHistories({ x, tx, T }: PurchaseHistories): void {
  requireNonEmpty('x', x)
  requireSameLength('tx', tx, 'x', x.length)
  requireSameLength('T', T, 'x', x.length)
  for (let i = 0; i < x.length; i++) {
    requireCount('x', x[i]!, i)
    requireFinite('tx', tx[i]!, i)
    requireFinite('T', T[i]!, i)
    if (tx[i]! < 0) throw new InvalidInput('tx', `must be 0 or more, got ${tx[i]}`, i)
    if (tx[i]! > T[i]!) throw new InvalidInput('tx', `is ${tx[i]}, later than the end of observation T = ${T[i]}`, i)
    if (x[i]! === 0 && tx[i]! > 0)
      throw new InvalidInput('tx', `must be 0 for a customer without repeat purchase, got ${tx[i]}`, i)
    if (x[i]! > 0 && tx[i] === 0) throw new InvalidInput('tx', `must be above 0 for a customer with ${x[i]} repeat purchases`, i)
  }
}

/** Histories with equal rows put together, in order of first appearance: a fit costs by distinct rows. */
export type HistoryGroups = PurchaseHistories & {
  /** Customers in each row. */
  readonly weight: Float64Array
  readonly customers: number
  readonly repeaters: number
  /** moreThan[j] = customers with x > j, j = 0 … max x: Σ ln Γ(r+x) − ln Γ(r) is Σ_j moreThan[j] ln(r+j). */
  readonly moreThan: Float64Array
  /** Distinct T with their customers and purchases: terms in T alone are made once for each. */
  readonly ends: { readonly T: Float64Array; readonly customers: Float64Array; readonly purchases: Float64Array }
  readonly sumX: number
  readonly sumT: number
}

/** Checks and groups histories. @throws InvalidInput, naming argument and index */
export function groupHistories(histories: PurchaseHistories): HistoryGroups {
  checkHistories(histories)
  const { rowOf, rows } = equalRows(histories)
  const grouped = {
    x: new Float64Array(rows),
    tx: new Float64Array(rows),
    T: new Float64Array(rows),
    weight: new Float64Array(rows),
  }
  for (let i = 0; i < rowOf.length; i++) {
    const row = rowOf[i]!
    grouped.x[row] = histories.x[i]!
    grouped.tx[row] = histories.tx[i]!
    grouped.T[row] = histories.T[i]!
    grouped.weight[row]! += 1
  }
  return withTotals(grouped)
}

/** Finds equal rows by an open-addressing hash over the bits of x, t_x and T. */
function equalRows({ x, tx, T }: PurchaseHistories): { rowOf: Uint32Array; rows: number } {
  const size = 2 ** Math.ceil(Math.log2(2 * x.length + 2))
  const firstOfSlot = new Int32Array(size).fill(-1)
  const rowOf = new Uint32Array(x.length)
  const numbers = new Float64Array(3)
  const bits = new Uint32Array(numbers.buffer)
  let rows = 0
  for (let i = 0; i < x.length; i++) {
    numbers[0] = x[i]!
    numbers[1] = tx[i]!
    numbers[2] = T[i]!
    let hash = 0
    for (let k = 0; k < 6; k++) hash = Math.imul((hash ^ (hash >>> 15)) + bits[k]!, 0x9e3779b1)
    for (let slot = (hash ^ (hash >>> 16)) & (size - 1); ; slot = (slot + 1) & (size - 1)) {
      const first = firstOfSlot[slot]!
      if (first < 0) {
        firstOfSlot[slot] = i
        rowOf[i] = rows++
        break
      }
      if (x[first] === x[i] && tx[first] === tx[i] && T[first] === T[i]) {
        rowOf[i] = rowOf[first]!
        break
      }
    }
  }
  return { rowOf, rows }
}

type WeightedRows = Pick<HistoryGroups, 'x' | 'tx' | 'T' | 'weight'>

function withTotals(rows: WeightedRows): HistoryGroups {
  const { x, T, weight } = rows
  let maxX = 0
  for (let i = 0; i < x.length; i++) maxX = Math.max(maxX, x[i]!)
  const moreThan = new Float64Array(maxX + 1)
  const endOf = new Map<number, number>()
  const ends = { T: new Float64Array(x.length), customers: new Float64Array(x.length), purchases: new Float64Array(x.length) }
  let [customers, sumX, sumT] = [0, 0, 0]
  for (let i = 0; i < x.length; i++) {
    const w = weight[i]!
    if (x[i]! > 0) moreThan[x[i]! - 1]! += w
    customers += w
    sumX += w * x[i]!
    sumT += w * T[i]!
    let end = endOf.get(T[i]!)
    if (end === undefined) {
      end = endOf.size
      endOf.set(T[i]!, end)
      ends.T[end] = T[i]!
    }
    ends.customers[end]! += w
    ends.purchases[end]! += w * x[i]!
  }
  for (let j = maxX - 1; j >= 0; j--) moreThan[j]! += moreThan[j + 1]!
  const cut = (values: Float64Array) => values.subarray(0, endOf.size)
  return {
    ...rows,
    customers,
    repeaters: moreThan[0]!,
    moreThan,
    ends: { T: cut(ends.T), customers: cut(ends.customers), purchases: cut(ends.purchases) },
    sumX,
    sumT,
  }
}

/**
 * A small likeness of the groups for a first search: customers of equal x, similar T and similar t_x/T become one row at their means.
 * Totals of customers and purchases stay exact.
 */
export function coarsen(groups: HistoryGroups): HistoryGroups {
  const { x, tx, T, weight } = groups
  // Finer where there is more to save.
  const levelsRecency = x.length > 4000 ? 24 : 12
  const levelsT = levelsRecency / 2
  let longest = 0
  for (let i = 0; i < x.length; i++) longest = Math.max(longest, T[i]!)
  const level = (share: number, levels: number) => Math.min(levels - 1, Math.floor(share * levels))
  const rowOf = new Map<number, number>()
  const rows = {
    x: new Float64Array(x.length),
    tx: new Float64Array(x.length),
    T: new Float64Array(x.length),
    weight: new Float64Array(x.length),
  }
  for (let i = 0; i < x.length; i++) {
    const levelT = longest > 0 ? level(T[i]! / longest, levelsT) : 0
    const levelTx = T[i]! > 0 ? level(tx[i]! / T[i]!, levelsRecency) : 0
    const key = (x[i]! * levelsT + levelT) * levelsRecency + levelTx
    let row = rowOf.get(key)
    if (row === undefined) {
      row = rowOf.size
      rowOf.set(key, row)
      rows.x[row] = x[i]!
    }
    rows.weight[row]! += weight[i]!
    const share = weight[i]! / rows.weight[row]!
    rows.tx[row]! += share * (tx[i]! - rows.tx[row]!)
    rows.T[row]! += share * (T[i]! - rows.T[row]!)
  }
  const cut = (values: Float64Array) => values.subarray(0, rowOf.size)
  return withTotals({ x: cut(rows.x), tx: cut(rows.tx), T: cut(rows.T), weight: cut(rows.weight) })
}
