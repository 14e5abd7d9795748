import type { HistoryGroups } from './histories.ts'

export type ModelName = 'bgnbd' | 'mbgnbd' | 'pnbd'

/** r, α of the purchase rate λ ~ Gamma(r, α), and the two parameters of dropout; all > 0. */
export type ModelParameters = readonly [number, number, number, number]

/** Figures for one customer under fixed parameters. Time in the unit of the fit; arguments are not checked, see `checkHistories`. */
export interface CustomerFigures {
  /** P(alive at T | x, t_x, T). */
  pAlive(x: number, tx: number, T: number): number
  /** E[purchases in (T, T+t] | alive at T, x, T]; multiply by `pAlive` for the conditional expectation. */
  expectedIfAlive(x: number, T: number, t: number): number
  /** E[X(t)], repeat purchases of a new customer in (0, t]. */
  expectedOfNew(t: number): number
  /** P(a further purchase within (T, T+t] | alive at T, x, T); t = Infinity gives the chance that there is one at all. */
  nextWithinIfAlive(x: number, T: number, t: number): number
}

/** A "buy till you die" model: rate of purchase varies by a gamma law, dropout by the model's own. */
export interface CustomerBaseModel {
  readonly name: ModelName
  readonly parameterNames: readonly [string, string, string, string]
  /** Which parameters carry the unit of time; the others are pure numbers. */
  readonly timeScaled: readonly [boolean, boolean, boolean, boolean]
  /** Log-likelihood; writes its slopes by the four parameters. */
  logLikelihood(parameters: ArrayLike<number>, groups: HistoryGroups, slopes: Float64Array): number
  figures(parameters: ModelParameters): CustomerFigures
}
