import { requireCount, requireNonNegative, requirePositive, requireSameLength } from '../errors.ts'
import type { Random } from '../stats/index.ts'
import type { ModelName, ModelParameters } from './models/model.ts'
import type { PurchaseHistories } from './summarise.ts'

export type SimulatedShop = PurchaseHistories & {
  /** Repeat purchases of each customer in the `future` after T. */
  readonly later: Float64Array
  /** 1 while the customer is still alive at T, else 0: what no real shop can see. */
  readonly alive: Uint8Array
}

/**
 * Draws customers of one of the models, observed for T[i] each, and their purchases in the time `future` after that: for checking a fit
 * against a known truth, and for what-if runs. Same seed, same shop.
 */
export function simulateShop(
  model: ModelName,
  parameters: ModelParameters,
  T: Float64Array,
  future: number,
  random: Random,
): SimulatedShop {
  requireSameLength('parameters', parameters, 'the model', 4)
  parameters.forEach((value, i) => {
    requirePositive('parameters', value, i)
  })
  requireNonNegative('future', future)
  const n = T.length
  const shop = {
    x: new Float64Array(n),
    tx: new Float64Array(n),
    T: Float64Array.from(T),
    later: new Float64Array(n),
    alive: new Uint8Array(n),
  }
  const [r, alpha, third, fourth] = parameters
  for (let i = 0; i < n; i++) {
    requireNonNegative('T', T[i]!, i)
    const rate = random.gamma(r, alpha)
    const lifetime = model === 'pnbd' ? random.exponential() / random.gamma(third, fourth) : Infinity
    const dropout = model === 'pnbd' ? 0 : random.beta(third, fourth)
    let dead = model === 'mbgnbd' && random.uniform() < dropout
    let aliveAtEnd = !dead
    let time = 0
    while (!dead) {
      time += rate > 0 ? random.exponential(rate) : Infinity
      if (time > lifetime || time > T[i]! + future) break
      dead = random.uniform() < dropout
      if (time <= T[i]!) {
        shop.x[i]! += 1
        shop.tx[i] = time
        if (dead) aliveAtEnd = false
      } else shop.later[i]! += 1
    }
    shop.alive[i] = aliveAtEnd && lifetime > T[i]! ? 1 : 0
  }
  return shop
}

/** Observation times of `customers` who joined evenly over the first `joining` of `total` time. */
export function evenlyJoined(customers: number, total: number, joining: number): Float64Array {
  requireCount('customers', customers, undefined, 1)
  requirePositive('total', total)
  requireNonNegative('joining', joining)
  return Float64Array.from({ length: customers }, (_, i) => total - (joining * i) / customers)
}
