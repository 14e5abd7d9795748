import { FIELDS } from '../fields.ts'
import type { Population } from '../population.ts'
import type { Learnt } from './learn-weights.ts'
import { columnsOf } from './register.ts'
import { type PatternLogs, shareOf, startWeights, type Weights } from './weights.ts'

/** A learnt linkage, plain data: keep it as JSON and compare single people with it later (`comparePeople`). */
export interface LinkageModel {
  readonly weights: Weights
  /** How many people it was learnt from. */
  readonly people: number
  /** For each field the values that more than two people bear, with their number: agreeing in 王 says less than agreeing in 厍. */
  readonly common: readonly Readonly<Record<string, number>>[]
}

/** The model of a register that is still empty: start values, and one double among a hundred pairs of a small shop. */
export function startModel(): LinkageModel {
  return { weights: startWeights(0.001), people: 0, common: FIELDS.map(() => ({})) }
}

/** Packs what was learnt with the frequencies of common values. */
export function buildModel(people: Population, learnt: Learnt): LinkageModel {
  const common = columnsOf(people).map(({ values, counts }) =>
    Object.fromEntries(values.flatMap(({ key }, id) => (counts[id]! > 2 ? [[key, counts[id]!]] : []))),
  )
  return { weights: learnt.weights, people: people.size, common }
}

const PRIOR_BEARERS = 100

/**
 * log(P(two strangers agree in this value) / P(they agree in any)) for an exact agreement: negative for a rare value, which is stronger
 * evidence, positive for a common one. `bearers` counts the pair itself. Smoothed with 100 people of average frequency and bounded for
 * rare values by the field's bonus, of which they get half (the frequency of a rare value is itself uncertain).
 * Source: Winkler 1989, "Frequency-Based Matching in the Fellegi-Sunter Model of Record Linkage".
 */
export function commonness(model: LinkageModel, f: number, bearers: number): number {
  const average = model.weights.strangers[f]!.at(-1)!
  const share = (Math.max(0, bearers - 2) + PRIOR_BEARERS * average) / (model.people + PRIOR_BEARERS)
  const difference = Math.log(share / average)
  return difference > 0 ? difference : Math.max(difference / 2, mostRarity(f))
}

/** The least that `commonness` can be: the value is as rare as it may count. */
export function mostRarity(f: number): number {
  return -FIELDS[f]!.rarityBonus * Math.LN2
}

/**
 * Probability that a pair is the same person: its pattern's logarithms, corrected by the commonness of each value it agrees in. What a
 * home shares is common there whatever its frequency in town.
 */
export function probabilityOf(logs: PatternLogs, k: number, commonnessOf: (f: number) => number): number {
  let home = logs.home[k]!
  let strangers = logs.strangers[k]!
  for (let f = 0; f < FIELDS.length; f++) {
    const correction = commonnessOf(f)
    strangers += correction
    if (FIELDS[f]!.sharedAtHome !== 'yes') home += correction
  }
  return shareOf(logs.same[k]!, home, strangers)
}
