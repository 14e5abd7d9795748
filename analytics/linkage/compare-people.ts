import { comparePair } from './compare-pair.ts'
import { type Decision, decide, readThresholds, type Thresholds } from './decide.ts'
import { FIELDS, type FieldName, levelsOf } from './fields.ts'
import { commonness, type LinkageModel, probabilityOf } from './learn/model.ts'
import { columnsOf } from './learn/register.ts'
import { patternLogs } from './learn/weights.ts'
import type { Person } from './person.ts'
import { readPopulation } from './population.ts'

/** Why two people are held for one, field by field. */
export interface Evidence {
  readonly field: FieldName
  /** In words, one of the field's `levels`. */
  readonly level: string
  /** log₂(P(level | same) / P(level | strangers)), corrected by how common the value is: positive speaks for the same person. */
  readonly bits: number
}

export interface PairComparison {
  readonly score: number
  readonly decision: Decision | undefined
  readonly evidence: readonly Evidence[]
}

/**
 * Compares two people with a learnt model (`linkPeople(…).model`, or `startModel()` while the register is young): for the warning while
 * a new customer is typed and for the reasons beside a question. Symmetric.
 */
export function comparePeople(
  one: Person,
  other: Person,
  model: LinkageModel,
  thresholds: Partial<Thresholds> = {},
): PairComparison {
  const two = readPopulation([one, other])
  const pattern = comparePair(two, 0, 1)
  const levels = levelsOf(pattern)
  const columns = columnsOf(two)
  const corrections = FIELDS.map((field, f) => {
    if (levels[f] !== field.levels.length - 1) return 0
    return commonness(model, f, model.common[f]![columns[f]!.keyAt(0)] ?? 2)
  })
  const { same, strangers } = model.weights
  const score = probabilityOf(patternLogs(model.weights, levels), 0, (f) => corrections[f]!)
  const evidence = FIELDS.flatMap(({ name, levels: words }, f) => {
    const level = levels[f]!
    if (level < 0) return []
    return [
      {
        field: name,
        level: words[level]!,
        bits: Math.log2(same[f]![level]! / strangers[f]![level]!) - corrections[f]! / Math.LN2,
      },
    ]
  })
  return { score, decision: decide(score, pattern, readThresholds(thresholds)), evidence }
}
