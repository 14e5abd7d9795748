import {
  InvalidInput,
  requireAllFinite,
  requireCount,
  requireFinite,
  requireNonNegative,
  requirePositive,
  requireProbability,
  requireSameLength,
} from '../errors.ts'
import { visitGaps } from './visit-gaps.ts'

export interface UnusualOptions {
  /** Silence is unusual above mean gap + this many standard deviations; default 2. */
  readonly deviations?: number
  /** … and above this multiple of the mean gap, so that a very regular customer is not flagged one day late; default 1.5. */
  readonly leastFactor?: number
  /** Frequency or money is unusual when down by more than this fraction of the own earlier pace; default 0.4. */
  readonly drop?: number
  /** Length of the latest window in days; default 90. */
  readonly window?: number
  /** Gaps a customer needs before anything is called unusual; default 3. */
  readonly leastGaps?: number
}

/** `actual` against what the own history lets expect; `unusual` is null where the history is too short to say. */
export interface AxisChange {
  readonly unusual: boolean | null
  readonly actual: number
  /** Limit for recency (days); expected value of the window for frequency and monetary. */
  readonly expected: number
}

export interface UnusualPurchasing {
  readonly recency: AxisChange
  readonly frequency: AxisChange
  readonly monetary: AxisChange
}

/**
 * Compares one customer's R, F and M with the own history:
 * - recency: silence > max(mean gap + deviations·sd, leastFactor·mean gap), sd with n − 1;
 * - frequency and monetary: orders and money of the last `window` days against the own pace before
 *   (amount before ÷ days before × window), unusual below (1 − drop) of it. Judged only when the time before is at least one window
 *   long and lets expect two orders.
 *
 * @param days order days, ascending; @param amounts money of the same orders; @param asOf day number not before the last order
 * @throws InvalidInput for unequal or unsorted arrays or an `asOf` before the last order
 */
export function unusualPurchasing(
  days: ArrayLike<number>,
  amounts: ArrayLike<number>,
  asOf: number,
  options: UnusualOptions = {},
): UnusualPurchasing {
  const { deviations = 2, leastFactor = 1.5, drop = 0.4, window = 90, leastGaps = 3 } = options
  requireSameLength('amounts', amounts, 'days', days.length)
  requireAllFinite('amounts', amounts)
  requireFinite('asOf', asOf)
  requirePositive('window', window)
  requireProbability('drop', drop)
  requireNonNegative('deviations', deviations)
  requireNonNegative('leastFactor', leastFactor)
  requireCount('leastGaps', leastGaps)
  const gaps = visitGaps(days)
  if (days.length > 0 && asOf < days[days.length - 1]!) throw new InvalidInput('asOf', 'must not lie before the last order')
  const enough = gaps.length >= leastGaps
  const pace = recentPace(days, amounts, asOf, window)
  const judged = enough && pace.daysBefore >= window && pace.expectedOrders >= 2
  return {
    recency: silence(days, gaps, asOf, enough, deviations, leastFactor),
    frequency: {
      unusual: judged ? pace.orders < (1 - drop) * pace.expectedOrders : null,
      actual: pace.orders,
      expected: pace.expectedOrders,
    },
    monetary: {
      unusual: judged && pace.expectedMoney > 0 ? pace.money < (1 - drop) * pace.expectedMoney : null,
      actual: pace.money,
      expected: pace.expectedMoney,
    },
  }
}

function silence(
  days: ArrayLike<number>,
  gaps: Float64Array,
  asOf: number,
  enough: boolean,
  deviations: number,
  leastFactor: number,
): AxisChange {
  const actual = days.length === 0 ? 0 : asOf - days[days.length - 1]!
  if (gaps.length === 0) return { unusual: null, actual, expected: 0 }
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
  const squares = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0)
  const deviation = gaps.length > 1 ? Math.sqrt(squares / (gaps.length - 1)) : 0
  const expected = Math.max(mean + deviations * deviation, leastFactor * mean)
  return { unusual: enough ? actual > expected : null, actual, expected }
}

function recentPace(days: ArrayLike<number>, amounts: ArrayLike<number>, asOf: number, window: number) {
  const start = asOf - window
  let orders = 0
  let money = 0
  let ordersBefore = 0
  let moneyBefore = 0
  for (let i = 0; i < days.length; i++) {
    if (days[i]! > start) {
      orders++
      money += amounts[i]!
    } else {
      ordersBefore++
      moneyBefore += amounts[i]!
    }
  }
  const daysBefore = ordersBefore > 0 ? start - days[0]! : 0
  const scale = daysBefore > 0 ? window / daysBefore : 0
  return { orders, money, daysBefore, expectedOrders: ordersBefore * scale, expectedMoney: moneyBefore * scale }
}
