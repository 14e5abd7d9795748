import { InvalidInput, requirePositive, requireProbability } from '../errors.ts'
import { normalInverse } from '../stats/tails.ts'

export interface SampleSizeOptions {
  /** Two-sided error rate, default 0.05. */
  alpha?: number
  /** Chance to see the lift if it is there, default 0.8. */
  power?: number
  /** Controls for each treated person: 1 = half and half (default), 1/9 = a hold-out of 10 %. */
  controlRatio?: number
}

/** Whole people for each arm. */
export interface SampleSize {
  treated: number
  control: number
}

/**
 * People needed to see a rate rise from `controlRate` to `treatedRate`. With k controls a treated person and p̄ the pooled rate,
 * n = (z_{α/2}·√(p̄(1−p̄)(1+1/k)) + z_β·√(p₁(1−p₁) + p₀(1−p₀)/k))² / (p₁−p₀)² (Fleiss 1981 without continuity correction; R's power.prop.test
 * for k = 1).
 * @throws InvalidInput for rates that are equal or outside 0–1
 */
export function sampleSizeForRates(controlRate: number, treatedRate: number, options: SampleSizeOptions = {}): SampleSize {
  requireProbability('controlRate', controlRate)
  requireProbability('treatedRate', treatedRate)
  if (controlRate === treatedRate)
    throw new InvalidInput('treatedRate', 'must differ from controlRate: no number of people shows a lift of 0')
  const { zAlpha, zBeta, ratio } = quantilesFor(options)
  const pooled = (treatedRate + ratio * controlRate) / (1 + ratio)
  const underNull = zAlpha * Math.sqrt(pooled * (1 - pooled) * (1 + 1 / ratio))
  const underLift = zBeta * Math.sqrt(treatedRate * (1 - treatedRate) + (controlRate * (1 - controlRate)) / ratio)
  return whole(((underNull + underLift) / (treatedRate - controlRate)) ** 2, ratio)
}

/**
 * People needed to see a lift of the mean (money a head) with standard deviations `treatedSd` and `controlSd`:
 * n = (z_{α/2} + z_β)²·v/lift² + z²_{α/2}·w, v = s₁² + s₀²/k; the second term (w = (s₁⁴ + s₀⁴/k³) / 2v², Schouten 1999) pays for the t test.
 * @throws InvalidInput for a lift of 0 or standard deviations that are not positive
 */
export function sampleSizeForMeans(
  lift: number,
  treatedSd: number,
  controlSd: number,
  options: SampleSizeOptions = {},
): SampleSize {
  requirePositive('lift', Math.abs(lift))
  requirePositive('treatedSd', treatedSd)
  requirePositive('controlSd', controlSd)
  const { zAlpha, zBeta, ratio } = quantilesFor(options)
  const variance = treatedSd ** 2 + controlSd ** 2 / ratio
  const forT = (zAlpha ** 2 / 2) * ((treatedSd ** 2 / variance) ** 2 + (controlSd ** 2 / variance) ** 2 / ratio ** 3)
  return whole(((zAlpha + zBeta) ** 2 * variance) / lift ** 2 + forT, ratio)
}

function quantilesFor({ alpha = 0.05, power = 0.8, controlRatio = 1 }: SampleSizeOptions) {
  requirePositive('options.controlRatio', controlRatio)
  if (!(alpha > 0 && alpha < 1)) throw new InvalidInput('options.alpha', `must lie strictly between 0 and 1, got ${alpha}`)
  if (!(power > alpha && power < 1)) throw new InvalidInput('options.power', `must lie between alpha and 1, got ${power}`)
  return { zAlpha: normalInverse(1 - alpha / 2), zBeta: normalInverse(power), ratio: controlRatio }
}

function whole(treated: number, ratio: number): SampleSize {
  return { treated: Math.ceil(treated), control: Math.ceil(treated * ratio) }
}
