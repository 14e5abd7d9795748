import { requireCount, requireSameLength, TooLittleData } from '../errors.ts'
import { chiSquareTail } from '../stats/tails.ts'
import { type Arm, requireArms } from './assign-arm.ts'

export interface SampleRatioCheck {
  chiSquare: number
  pValue: number
  /** False below 0.001: the arms are not what the draw made; the lift must not be read before the cause is found. */
  sound: boolean
}

/**
 * Did as many people end up in each arm as its share says? χ² = Σ (observed − expected)² / expected with one degree less than arms.
 * The limit of 0.001 is the usual one for sample-ratio mismatch (Fabijan et al. 2019).
 * @param observed people in each arm, in the order of `arms`
 * @throws TooLittleData when an arm is expected to hold fewer than 5 people
 */
export function checkSampleRatio(arms: readonly Arm[], observed: readonly number[]): SampleRatioCheck {
  requireArms(arms)
  requireSameLength('observed', observed, 'arms', arms.length)
  observed.forEach((count, i) => {
    requireCount('observed', count, i)
  })
  const total = observed.reduce((sum, count) => sum + count, 0)
  let chiSquare = 0
  arms.forEach(({ name, share }, i) => {
    const expected = share * total
    if (expected < 5) throw new TooLittleData(`arm "${name}" is expected to hold ${expected} people`, 'at least 5 in each arm')
    chiSquare += (observed[i]! - expected) ** 2 / expected
  })
  const pValue = arms.length === 1 ? 1 : chiSquareTail(chiSquare, arms.length - 1)
  return { chiSquare, pValue, sound: pValue >= 0.001 }
}
