import { InvalidInput, requireAllFinite, requireCount, requireProbability, requireSameLength } from '../errors.ts'
import { assignArm } from './assign-arm.ts'
import { meanLift, summariseArm } from './mean-lift.ts'
import { type LowHigh, wilsonInterval } from './wilson-interval.ts'

export interface AaCheck {
  runs: number
  /** Runs in which two arms treated alike "differed" with p ≤ alpha. */
  falseWins: number
  rate: number
  interval: LowHigh
  /** The stated error rate is not contradicted by the runs. */
  sound: boolean
}

/**
 * A/A check: can this shop's own outcome carry the test? The same people are split again and again by hash (another salt each run), nobody is
 * treated differently, and Welch's test is read. More than `alpha` false wins mean that the outcome is too skewed or too rare for so few
 * people, or that rows of the same person were counted apart.
 * @param customers lasting ids
 * @param outcomes one a customer, money a head or 0/1
 * @param holdOut share of the control arm, 0–1
 * @throws InvalidInput for unequal lengths, outcomes that are not finite, or fewer than 20 runs
 */
export function checkByAaRuns(
  customers: readonly string[],
  outcomes: Float64Array,
  { holdOut = 0.5, runs = 1000, alpha = 0.05, salt = 'aa' } = {},
): AaCheck {
  requireSameLength('outcomes', outcomes, 'customers', customers.length)
  requireAllFinite('outcomes', outcomes)
  requireCount('options.runs', runs, undefined, 20)
  requireProbability('options.alpha', alpha)
  if (!(holdOut > 0 && holdOut < 1))
    throw new InvalidInput('options.holdOut', `must lie strictly between 0 and 1, got ${holdOut}`)
  const arms = [
    { name: 'control', share: holdOut },
    { name: 'treated', share: 1 - holdOut },
  ]
  let falseWins = 0
  for (let run = 0; run < runs; run++) {
    const inControl = customers.map((customer) => assignArm(customer, `${salt}-${run}`, arms) === 'control')
    const control = summariseArm(outcomes.filter((_, i) => inControl[i]))
    const treated = summariseArm(outcomes.filter((_, i) => !inControl[i]))
    const readable = control.n > 1 && treated.n > 1 && control.variance + treated.variance > 0
    if (readable && meanLift(treated, control).pValue <= alpha) falseWins++
  }
  const interval = wilsonInterval(falseWins, runs)
  return { runs, falseWins, rate: falseWins / runs, interval, sound: interval[0] <= alpha }
}
