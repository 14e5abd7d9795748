import { InvalidInput, requireProbability } from '../errors.ts'
import { AT, levelOf } from './fields.ts'

/** `merge`: two records become one without asking. `ask`: show them side by side to a person. */
export type Decision = 'merge' | 'ask'

/** Probabilities of being the same person from which on a pair is shown, and merged. */
export interface Thresholds {
  readonly askAt: number
  readonly mergeAt: number
}

/**
 * More likely than not, and at most one mistake in a thousand: chosen for what they mean, not fitted to any data set.
 */
export const DEFAULT_THRESHOLDS: Thresholds = { askAt: 0.5, mergeAt: 0.999 }

/** The thresholds wished for, defaults filled in. @throws InvalidInput outside 0–1 or with `mergeAt` below `askAt` */
export function readThresholds({
  askAt = DEFAULT_THRESHOLDS.askAt,
  mergeAt = DEFAULT_THRESHOLDS.mergeAt,
}: Partial<Thresholds>): Thresholds {
  requireProbability('askAt', askAt)
  requireProbability('mergeAt', mergeAt)
  if (mergeAt < askAt) throw new InvalidInput('mergeAt', `must be at least askAt (${askAt}), got ${mergeAt}`)
  return { askAt, mergeAt }
}

/**
 * Decides on a pair. The probability alone never merges: the names must agree, something else of the person itself must confirm them,
 * and nothing may speak against it. So a phone that is shared in a family, was given on or belongs to a platform merges nobody, twins
 * stay two, and a register in which one field is wrong throughout cannot collapse.
 */
export function decide(probability: number, pattern: number, { askAt, mergeAt }: Thresholds): Decision | undefined {
  if (!(probability >= askAt)) return undefined
  return probability >= mergeAt && isConfirmed(pattern) ? 'merge' : 'ask'
}

/** True where the names agree (sound or look the same), a second personal field confirms and none contradicts. */
export function isConfirmed(pattern: number): boolean {
  const surname = levelOf(pattern, AT.surname)
  const given = levelOf(pattern, AT.given)
  const birth = levelOf(pattern, AT.birthDate)
  const idNumber = levelOf(pattern, AT.idNumber)
  if (given === 0 || surname === 0 || birth === 0 || idNumber === 0) return false
  const samePhone = levelOf(pattern, AT.phone) === 3
  const anchors = Number(birth >= 2) + Number(levelOf(pattern, AT.address) >= 3)
  if (given >= 2 && surname >= 2) {
    // A homophone and a phone may be brother and sister at one number; with nothing else the name must be written the same.
    return anchors >= 1 || idNumber >= 1 || (samePhone && surname === 3 && given === 3)
  }
  // Half a name: only the whole identity number tells one person from twins at one address. Without it, a full set of the rest.
  if (given >= 2 || surname >= 2) return idNumber === 2 || (given >= 2 && surname < 0 && anchors + Number(samePhone) >= 2)
  return false
}
