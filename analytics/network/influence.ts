import { InvalidInput, requireAllFinite, requireCount, requireFinite, requirePositive, requireSameLength } from '../errors.ts'

export interface Influence {
  /** Per person the value of those brought, all generations together. */
  readonly total: Float64Array
  /** `byGeneration[0]`: those brought directly; `[1]`: those they brought; … */
  readonly byGeneration: Float64Array[]
  /** People brought, in the same way. */
  readonly people: Uint32Array[]
}

/** Nobody brought this person. */
export const NO_REFERRER = -1

/**
 * Value caused by recommendation over generations (NET-06): each person's value counts for the referrer, the referrer's referrer and so
 * on, up to `generations`. Own value is never counted, not even where a faulty table runs in a circle.
 *
 * @param referrer index of the person who brought this one, or `NO_REFERRER`
 * @param value orders or revenue of the person in the window chosen
 * @throws InvalidInput for unequal arrays, a referrer outside the people, or a person who brought himself
 */
export function influence(referrer: Int32Array, value: Float64Array, generations = 2): Influence {
  requireSameLength('value', value, 'referrer', referrer.length)
  requireAllFinite('value', value)
  requireCount('generations', generations, undefined, 1)
  const count = referrer.length
  const byGeneration = Array.from({ length: generations }, () => new Float64Array(count))
  const people = Array.from({ length: generations }, () => new Uint32Array(count))
  const total = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    const first = referrer[i]!
    if (first === i || first < NO_REFERRER || first >= count)
      throw new InvalidInput('referrer', 'must be another person or −1', i)
    let ancestor = first
    for (let g = 0; g < generations && ancestor !== NO_REFERRER && ancestor !== i; g++) {
      byGeneration[g]![ancestor]! += value[i]!
      people[g]![ancestor]!++
      total[ancestor]! += value[i]!
      ancestor = referrer[ancestor]!
    }
  }
  return { total, byGeneration, people }
}

/**
 * Social activity (NET-05): Σ weight·2^(−age/halfLife) over posts, comments, replies, visits; halves after one half-life of silence.
 *
 * @param days day of each act, not after `asOf`; @param weights what an act of its kind counts
 */
export function socialActivity(days: ArrayLike<number>, weights: ArrayLike<number>, asOf: number, halfLife = 30): number {
  requireSameLength('weights', weights, 'days', days.length)
  requireFinite('asOf', asOf)
  requirePositive('halfLife', halfLife)
  let sum = 0
  for (let i = 0; i < days.length; i++) {
    requireFinite('days', days[i]!, i)
    requireFinite('weights', weights[i]!, i)
    if (days[i]! > asOf) throw new InvalidInput('days', 'must not lie after asOf', i)
    sum += weights[i]! * 2 ** ((days[i]! - asOf) / halfLife)
  }
  return sum
}
