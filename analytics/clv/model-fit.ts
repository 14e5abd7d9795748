import type { Minimum, SquareMatrix } from '../stats/index.ts'
import type { Diagnosis } from './diagnose.ts'
import type { ModelName, ModelParameters } from './models/model.ts'

/** A fitted customer-base model, and how sure it is. */
export type ModelFit = {
  readonly model: ModelName
  readonly parameters: ModelParameters
  /** Without the prior's share. */
  readonly logLikelihood: number
  readonly customers: number
  readonly repeaters: number
  /** Standard errors of the parameters and of their logarithms (observed information); null for one at a bound, or for all. */
  readonly standardErrors: readonly (number | null)[] | null
  readonly logErrors: readonly (number | null)[] | null
  /** Covariance of the log-parameters; null where the data do not identify them. */
  readonly logCovariance: SquareMatrix | null
  /** For each parameter the share of the information that came from the prior, 0 to 1; null without a prior. */
  readonly priorShare: readonly number[] | null
  readonly search: Omit<Minimum, 'x' | 'value'>
  readonly warnings: readonly Diagnosis[]
}
