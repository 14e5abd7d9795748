/**
 * Form of an additive exponential-smoothing model, error-correction form of Hyndman, Koehler, Ord & Snyder (2008):
 * yₜ = l + φb + s + ε;  l ← l + φb + αε;  b ← φb + βε;  s of this season ← s + γε.
 */
export interface SmoothingForm {
  /** A damped trend. */
  trend: boolean
  /** Periods in a season; 0 = none. */
  season: number
}

export interface SmoothingParameters {
  alpha: number
  /** 0 without trend. */
  beta: number
  /** 0 without season. */
  gamma: number
  /** Damping of the trend; 1 without. */
  phi: number
}

/** Level, trend a period and seasonal deviations; season[i] belongs to period i, i + m, … counted from the first period. */
export interface SmoothingState {
  level: number
  trend: number
  season: Float64Array
}

/** Free numbers in the first state: level, trend, and m − 1 seasonal deviations (they sum to 0). */
export function stateSize({ trend, season }: SmoothingForm): number {
  return 1 + (trend ? 1 : 0) + (season > 0 ? season - 1 : 0)
}

/** The state of the free numbers; the last seasonal deviation is what makes the sum 0. */
export function stateFrom(form: SmoothingForm, free: ArrayLike<number>): SmoothingState {
  const season = new Float64Array(form.season)
  const first = form.trend ? 2 : 1
  let sum = 0
  for (let i = 0; i < form.season - 1; i++) {
    season[i] = free[first + i]!
    sum += season[i]!
  }
  if (form.season > 0) season[form.season - 1] = -sum
  return { level: free[0]!, trend: form.trend ? free[1]! : 0, season }
}

/**
 * One-step errors ε of a series under the model; changes `state` to the one after the last period. `series` null means a series of zeros
 * (errors are linear in series and first state together, which the fit uses).
 */
export function smooth(
  series: Float64Array | null,
  { alpha, beta, gamma, phi }: SmoothingParameters,
  state: SmoothingState,
  errors: Float64Array,
): void {
  const m = state.season.length
  let level = state.level
  let trend = state.trend
  for (let t = 0, place = 0; t < errors.length; t++) {
    const carried = level + phi * trend
    const error = (series === null ? 0 : series[t]!) - carried - (m > 0 ? state.season[place]! : 0)
    errors[t] = error
    level = carried + alpha * error
    trend = phi * trend + beta * error
    if (m > 0) {
      state.season[place]! += gamma * error
      place = place + 1 === m ? 0 : place + 1
    }
  }
  state.level = level
  state.trend = trend
}
