import { InvalidInput, requireNonEmpty, requirePositive } from '../errors.ts'
import { murmur3 } from './murmur3.ts'

export interface Arm {
  name: string
  /** Share of the audience, 0–1. */
  share: number
}

const encoder = new TextEncoder()

/**
 * The arm of one customer: murmur3(salt ␀ customer) / 2³² falls into one of the arms' stretches of [0, 1), in the order given.
 *
 * It depends on nothing but the customer, the salt and the shares: not on who else is in the audience nor on any order, so it can be asked
 * again at any time and anywhere. Another salt (the campaign's id) gives an independent draw. With the hold-out listed first, raising its share
 * only adds people to it.
 * @param customer the customer's lasting id
 * @throws InvalidInput for shares that are not positive or do not sum to 1, repeated names, an empty customer or salt
 */
export function assignArm(customer: string, salt: string, arms: readonly Arm[]): string {
  requireArms(arms)
  const position = unitHash(customer, salt)
  let end = 0
  for (const { name, share } of arms) {
    end += share
    if (position < end) return name
  }
  return arms.at(-1)!.name
}

/** The customer's place in [0, 1) under a salt. */
export function unitHash(customer: string, salt: string): number {
  if (customer === '') throw new InvalidInput('customer', 'must not be empty')
  if (salt === '')
    throw new InvalidInput('salt', 'must not be empty: without one, the same people would be held out of every campaign')
  return murmur3(encoder.encode(`${salt}\u0000${customer}`), 0) / 4294967296
}

/** Throws unless the arms have different names and positive shares that sum to 1. */
export function requireArms(arms: readonly Arm[]): void {
  requireNonEmpty('arms', arms)
  let sum = 0
  arms.forEach(({ name, share }, i) => {
    requirePositive('arms.share', share, i)
    if (arms.findIndex((other) => other.name === name) !== i) throw new InvalidInput('arms.name', `repeats "${name}"`, i)
    sum += share
  })
  if (Math.abs(sum - 1) > 1e-9) throw new InvalidInput('arms', `must have shares that sum to 1, got ${sum}`)
}
