import { FIELD_COUNT, FIELDS } from '../fields.ts'

/** Probabilities of the levels of each field in the three kinds of pairs, and how frequent the kinds are among all pairs. */
export interface Weights {
  /** `same[f][level]` = P(level | the same person). */
  readonly same: readonly (readonly number[])[]
  /** P(level | two people of one home). */
  readonly home: readonly (readonly number[])[]
  /** P(level | two strangers). */
  readonly strangers: readonly (readonly number[])[]
  /** Part of all pairs that are the same person, and that are two people of one home. */
  readonly priorSame: number
  readonly priorHome: number
}

/** What the fields say before any data: the start of the learning, and all there is in an empty register. */
export function startWeights(priorSame: number): Weights {
  return {
    same: FIELDS.map(({ startM }) => startM),
    home: FIELDS.map((field) => homeStart(field.startM, field.startU, field.sharedAtHome)),
    strangers: FIELDS.map(({ startU }) => startU),
    priorSame,
    priorHome: priorSame / 4,
  }
}

function homeStart(m: readonly number[], u: readonly number[], shared: 'yes' | 'no' | 'learn'): readonly number[] {
  if (shared === 'yes') return m
  return shared === 'no' ? u : m.map((probability, level) => (probability + u[level]!) / 2)
}

/** Natural logarithms of the three likelihoods × priors of one pattern; adjusts for rare and common values afterwards. */
export interface PatternLogs {
  readonly same: Float64Array
  readonly home: Float64Array
  readonly strangers: Float64Array
}

/** log(prior · Π P(level | kind)) of every pattern for the three kinds; missing fields say nothing. */
export function patternLogs(weights: Weights, levels: Int8Array): PatternLogs {
  const patterns = levels.length / FIELD_COUNT
  const kind = (prior: number, table: readonly (readonly number[])[]) => {
    const logs = table.map((row) => row.map(Math.log))
    const sums = new Float64Array(patterns).fill(Math.log(prior))
    for (let k = 0; k < patterns; k++) {
      for (let f = 0; f < FIELD_COUNT; f++) {
        const level = levels[k * FIELD_COUNT + f]!
        if (level >= 0) sums[k]! += logs[f]![level]!
      }
    }
    return sums
  }
  return {
    same: kind(weights.priorSame, weights.same),
    home: kind(weights.priorHome, weights.home),
    strangers: kind(1 - weights.priorSame - weights.priorHome, weights.strangers),
  }
}

/** P(kind) from three logarithms, `same / (same + home + strangers)`, without overflow. */
export function shareOf(first: number, second: number, third: number): number {
  return 1 / (1 + Math.exp(second - first) + Math.exp(third - first))
}
