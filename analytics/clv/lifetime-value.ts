import { InvalidInput, requireCount, requireFinite, requireNonNegative, requirePositive, requireProbability } from '../errors.ts'
import type { CustomerFigures } from './models/model.ts'

/** How purchases become money. Money in one unit throughout; time in the unit of the fitted model. */
export type ValuePlan = {
  /** Number of periods that count, T. */
  readonly periods: number
  /** Length of a period, for example 52/12 weeks. */
  readonly periodLength: number
  /** Discount rate d of one period, 0 or more. */
  readonly discount: number
  /** Margin as a share of spend, 0 to 1; default 1: the value is revenue. */
  readonly margin?: number
  /** Cost of each purchase (selling), default 0. */
  readonly costPerPurchase?: number
  /** Cost of keeping the customer for one period (service), spent whether or not they are still alive, default 0. */
  readonly costPerPeriod?: number
  /** Cost of winning the customer (CAC), default 0. */
  readonly acquisitionCost?: number
}

/** Throws unless the plan's figures are in range. */
export function checkPlan(plan: ValuePlan): void {
  requireCount('plan.periods', plan.periods, undefined, 1)
  requirePositive('plan.periodLength', plan.periodLength)
  requireNonNegative('plan.discount', plan.discount)
  if (plan.margin !== undefined) requireProbability('plan.margin', plan.margin)
  requireNonNegative('plan.costPerPurchase', plan.costPerPurchase ?? 0)
  requireNonNegative('plan.costPerPeriod', plan.costPerPeriod ?? 0)
  requireNonNegative('plan.acquisitionCost', plan.acquisitionCost ?? 0)
}

/** Discounted purchases of one customer who is alive: Σ_{k=1..T} (E(k) − E(k−1))/(1+d)^k, E(k) the purchases expected in k periods. */
export function discountedPurchasesIfAlive(figures: CustomerFigures, x: number, T: number, plan: ValuePlan): number {
  let sum = 0
  let before = 0
  let weight = 1
  for (let k = 1; k <= plan.periods; k++) {
    const until = figures.expectedIfAlive(x, T, k * plan.periodLength)
    weight /= 1 + plan.discount
    sum += (until - before) * weight
    before = until
  }
  return sum
}

/**
 * Predicted, discounted lifetime value: CLV = Σ_{k=1..T} E[n_k] · (E[m]·margin − selling cost)/(1+d)^k − Σ service cost/(1+d)^k − CAC,
 * with `discountedPurchases` = Σ E[n_k]/(1+d)^k (P(alive) included) and `spend` = E[m] from Gamma-Gamma.
 */
export function lifetimeValue(discountedPurchases: number, spend: number, plan: ValuePlan): number {
  requireFinite('discountedPurchases', discountedPurchases)
  requireFinite('spend', spend)
  checkPlan(plan)
  return valueAfterCosts(discountedPurchases, spend, plan)
}

/** The same for checked figures: called once a customer, a million times. */
export function valueAfterCosts(discountedPurchases: number, spend: number, plan: ValuePlan): number {
  const earned = discountedPurchases * (spend * (plan.margin ?? 1) - (plan.costPerPurchase ?? 0))
  return earned - (plan.costPerPeriod ?? 0) * annuity(plan) - (plan.acquisitionCost ?? 0)
}

/** Σ_{k=1..T} 1/(1+d)^k. */
function annuity({ periods, discount }: ValuePlan): number {
  return discount === 0 ? periods : (1 - (1 + discount) ** -periods) / discount
}

/**
 * Simple form: a customer who brings the margin m each period and stays with probability r, discount d: m · r/(1 + d − r).
 * m = 100, r = 0.8, d = 0.1 gives 266.67. Standard textbook formula (Gupta & Lehmann 2003).
 */
export function simpleLifetimeValue(margin: number, retention: number, discount: number): number {
  requireNonNegative('margin', margin)
  requireProbability('retention', retention)
  requireNonNegative('discount', discount)
  if (discount === 0 && retention === 1) throw new InvalidInput('retention', 'must be below 1 when nothing is discounted')
  return (margin * retention) / (1 + discount - retention)
}
