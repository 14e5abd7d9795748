import { InvalidInput, requireCount, requireFinite, requireNonEmpty, requireSameLength } from '../errors.ts'
import type { PurchaseHistories } from './summarise.ts'

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

/** Histories with equal rows put together, ordered by x, t_x, T: a fit costs by distinct rows, and row order cannot matter. */
export type HistoryGroups = PurchaseHistories & {
  /** Customers in each row. */
  readonly weight: Float64Array
  readonly customers: number
  readonly repeaters: number
  /** moreThan[j] = customers with x > j, j = 0 … max x: Σ ln Γ(r+x) − ln Γ(r) is Σ_j moreThan[j] ln(r+j). */
  readonly moreThan: Float64Array
  readonly sumX: number
  readonly sumT: number
}

/** Checks and groups histories. @throws InvalidInput, naming argument and index */
export function groupHistories(histories: PurchaseHistories): HistoryGroups {
  checkHistories(histories)
  const { x, tx, T } = histories
  const order = new Uint32Array(x.length).map((_, i) => i)
  order.sort((i, j) => x[i]! - x[j]! || tx[i]! - tx[j]! || T[i]! - T[j]!)
  const same = (i: number, j: number) => x[i] === x[j] && tx[i] === tx[j] && T[i] === T[j]
  let rows = 0
  for (let k = 0; k < order.length; k++) if (k === 0 || !same(order[k]!, order[k - 1]!)) rows++
  const grouped = {
    x: new Float64Array(rows),
    tx: new Float64Array(rows),
    T: new Float64Array(rows),
    weight: new Float64Array(rows),
  }
  const moreThan = new Float64Array(x[order.at(-1)!]! + 1)
  let row = -1
  let sumX = 0
  let sumT = 0
  for (let k = 0; k < order.length; k++) {
    const i = order[k]!
    if (k === 0 || !same(i, order[k - 1]!)) {
      row++
      grouped.x[row] = x[i]!
      grouped.tx[row] = tx[i]!
      grouped.T[row] = T[i]!
    }
    grouped.weight[row]! += 1
    moreThan[x[i]!]! += 1
    sumX += x[i]!
    sumT += T[i]!
  }
  // So far moreThan[j] counts x = j; the sum from above, moved by one, counts x > j.
  for (let j = moreThan.length - 2; j >= 0; j--) moreThan[j]! += moreThan[j + 1]!
  moreThan.copyWithin(0, 1)
  moreThan[moreThan.length - 1] = 0
  return { ...grouped, customers: x.length, repeaters: moreThan[0]!, moreThan, sumX, sumT }
}
