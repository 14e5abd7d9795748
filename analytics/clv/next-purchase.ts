import { InvalidInput, requireNonNegative } from '../errors.ts'
import { findRoot } from '../stats/index.ts'
import { checkHistories } from './models/histories.ts'
import { customerFigures, type KnownModel } from './predict.ts'

export type NextPurchase = {
  readonly pAlive: number
  /** Chance that the customer buys again at all. */
  readonly pEver: number
  /** Time from now to the next purchase, if there is one: the middle, and the bounds that hold it with probability `level`. */
  readonly median: number
  readonly low: number
  readonly high: number
}

/**
 * When the customer will buy next, from x, t_x, T. For a living customer the time to the next purchase has the law
 * P(≤ t) = 1 − ((α+T)/(α+T+t))^(r+x) under BG/NBD and MBG/NBD; under Pareto/NBD death may come first (see `nextWithinIfAlive`).
 */
export function nextPurchase(known: KnownModel, x: number, tx: number, T: number, level = 0.9): NextPurchase {
  if (!(level > 0 && level < 1)) throw new InvalidInput('level', `must lie strictly between 0 and 1, got ${level}`)
  checkHistories({ x: Float64Array.of(x), tx: Float64Array.of(tx), T: Float64Array.of(T) })
  const figures = customerFigures(known)
  const ever = figures.nextWithinIfAlive(x, T, Infinity)
  // Searched over ln t: the law has a heavy tail.
  const quantile = (share: number) => {
    const missing = (lnT: number) => figures.nextWithinIfAlive(x, T, Math.exp(lnT)) - share * ever
    let low = Math.log(known.parameters[1] + T)
    let high = low
    while (missing(low) > 0) low -= 2
    while (missing(high) < 0 && high < 690) high += 2
    return Math.exp(findRoot(missing, low, high))
  }
  const pAlive = figures.pAlive(x, tx, T)
  return { pAlive, pEver: pAlive * ever, median: quantile(0.5), low: quantile((1 - level) / 2), high: quantile((1 + level) / 2) }
}

/** P(the customer buys within the next `t`), dropout included. */
export function purchaseWithin(known: KnownModel, x: number, tx: number, T: number, t: number): number {
  requireNonNegative('t', t)
  checkHistories({ x: Float64Array.of(x), tx: Float64Array.of(tx), T: Float64Array.of(T) })
  const figures = customerFigures(known)
  return figures.pAlive(x, tx, T) * figures.nextWithinIfAlive(x, T, t)
}
