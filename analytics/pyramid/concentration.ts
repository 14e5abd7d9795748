import { requireAllFinite, requireCount, requireNonEmpty, requireNonNegative, requireProbability } from '../errors.ts'

/** Rounding of a running sum must not push the border one customer further. */
const ROUNDING = 1e-12

/** A sorted copy, highest first. */
export function descending(measure: Float64Array): Float64Array {
  requireAllFinite('measure', measure)
  return measure.slice().sort().reverse()
}

/**
 * Smallest number of best customers whose measure reaches `share` of the total; all customers when the total is not positive.
 *
 * @param sorted descending, as `descending` gives it
 */
export function customersForShare(sorted: Float64Array, share: number): number {
  requireProbability('share', share)
  requireAllFinite('sorted', sorted)
  const total = sum(sorted)
  if (total <= 0) return sorted.length
  const goal = share * total * (1 - ROUNDING)
  let running = 0
  for (let i = 0; i < sorted.length; i++) {
    if (running >= goal) return i
    running += sorted[i]!
  }
  return sorted.length
}

/** Fraction of the total held by the best ceil(part·n/of) customers, 20 of 100 by default; 0 when the total is not positive. */
export function topShare(sorted: Float64Array, part = 20, of = 100): number {
  requireCount('part', part)
  requireCount('of', of, undefined, Math.max(part, 1))
  requireAllFinite('sorted', sorted)
  const total = sum(sorted)
  if (total <= 0) return 0
  return sum(sorted.subarray(0, Math.ceil((part * sorted.length) / of))) / total
}

/**
 * Gini coefficient of a non-negative measure, from descending values x₁ ≥ … ≥ xₙ:
 * G = (n + 1 − 2·Σ i·xᵢ ÷ Σ xᵢ) ÷ n, between 0 (all equal) and 1 − 1/n (one customer has all). No small-sample correction.
 * Source: R package ineq, `Gini`; Gini 1914.
 *
 * @returns 0 when every value is 0
 * @throws InvalidInput for a negative value: the coefficient has no meaning there
 */
export function gini(sorted: Float64Array): number {
  requireNonEmpty('sorted', sorted)
  requireAllFinite('sorted', sorted)
  requireNonNegative('sorted', sorted[sorted.length - 1]!, sorted.length - 1)
  const customers = sorted.length
  let total = 0
  let weighted = 0
  for (let i = 0; i < customers; i++) {
    total += sorted[i]!
    weighted += (i + 1) * sorted[i]!
  }
  if (total === 0) return 0
  return Math.max(0, (customers + 1 - (2 * weighted) / total) / customers)
}

export interface Concentration {
  readonly customers: number
  readonly total: number
  /** Fraction of the total with the best fifth of the customers. */
  readonly top20Share: number
  /** Customers who together make 80 % of the total. */
  readonly customersFor80: number
  readonly shareOfCustomersFor80: number
  /** null where a value is negative (profit). */
  readonly gini: number | null
  /** (fraction of customers, fraction of the measure), poorest first, from (0, 0) to (1, 1). */
  readonly lorenz: CurvePoint[]
  /** The same from the best customer down. */
  readonly curve: CurvePoint[]
}

export type CurvePoint = readonly [customers: number, measure: number]

/**
 * How unevenly the measure is spread over the customers (FRM-15): always the own curve, never a quoted 80/20.
 *
 * @param points steps of the two curves, default 100
 * @throws InvalidInput for an empty or non-finite measure
 */
export function concentration(measure: Float64Array, points = 100): Concentration {
  requireNonEmpty('measure', measure)
  requireCount('points', points, undefined, 1)
  const sorted = descending(measure)
  const customersFor80 = customersForShare(sorted, 0.8)
  const curve = concentrationCurve(sorted, points)
  return {
    customers: sorted.length,
    total: sum(sorted),
    top20Share: topShare(sorted),
    customersFor80,
    shareOfCustomersFor80: customersFor80 / sorted.length,
    gini: sorted[sorted.length - 1]! < 0 ? null : gini(sorted),
    lorenz: curve.map(([customers, share]): CurvePoint => [1 - customers, 1 - share]).reverse(),
    curve,
  }
}

/** Points at about equal steps of customers; with fewer customers than `points`, one point a customer. */
function concentrationCurve(sorted: Float64Array, points: number): CurvePoint[] {
  const total = sum(sorted)
  const steps = Math.min(points, sorted.length)
  const curve: CurvePoint[] = [[0, 0]]
  let running = 0
  let next = 0
  for (let step = 1; step <= steps; step++) {
    const until = Math.round((step * sorted.length) / steps)
    while (next < until) running += sorted[next++]!
    curve.push([until / sorted.length, step === steps ? 1 : total > 0 ? running / total : until / sorted.length])
  }
  return curve
}

function sum(values: Float64Array): number {
  let total = 0
  for (let i = 0; i < values.length; i++) total += values[i]!
  return total
}
