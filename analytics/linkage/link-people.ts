import { InvalidInput } from '../errors.ts'
import { type CandidatePairs, findCandidates } from './block/candidates.ts'
import { clusterPairs, type Wish } from './cluster.ts'
import { comparePair } from './compare-pair.ts'
import { type Decision, decide, readThresholds, type Thresholds } from './decide.ts'
import { FIELDS, levelOf, levelsOf } from './fields.ts'
import { learnWeights } from './learn/learn-weights.ts'
import { buildModel, commonness, type LinkageModel, mostRarity, probabilityOf } from './learn/model.ts'
import { countPatterns, type PatternCounts } from './learn/pattern-counts.ts'
import { columnsOf, countRegister } from './learn/register.ts'
import { patternLogs } from './learn/weights.ts'
import type { Person } from './person.ts'
import { type Population, readPopulation } from './population.ts'

export interface LinkOptions extends Partial<Thresholds> {
  /** Called with the part done, in [0, 1]. */
  readonly onProgress?: (part: number) => void
  /** Ends the work early by throwing the signal's reason. */
  readonly signal?: AbortSignal
}

/** Two records that may be the same person. */
export interface LinkedPair {
  readonly a: string
  readonly b: string
  /** Probability that they are, in [0, 1]. */
  readonly score: number
  readonly decision: Decision
}

export interface LinkResult {
  /** Everything from the asking threshold on, surest first. */
  readonly pairs: readonly LinkedPair[]
  /** For `comparePeople`, and for keeping. */
  readonly model: LinkageModel
  /** How many pairs were compared, and how many pairs of one person the learning expects among all. */
  readonly compared: number
  readonly expectedMatches: number
  /** False when the learning was still moving at its limit of rounds; the result then leans more on the start values. */
  readonly converged: boolean
}

export interface DoublesResult extends LinkResult {
  /** Ids that merge into one person, at least two each. */
  readonly groups: readonly (readonly string[])[]
}

/** Finds the doubles within one register. `InvalidInput` for a missing or repeated id. */
export function linkPeople(people: readonly Person[], options: LinkOptions = {}): DoublesResult {
  requireIds('people', people)
  return link(readPopulation(people), people, false, options)
}

/** Finds the people of one register in another: only pairs across the two, each with `a` from the first. */
export function linkRegisters(first: readonly Person[], second: readonly Person[], options: LinkOptions = {}): LinkResult {
  requireIds('first', first)
  requireIds('second', second)
  const all = [...first, ...second]
  const { groups: _, ...result } = link(readPopulation(all, first.length), all, true, options)
  return result
}

function link(people: Population, input: readonly Person[], twoFiles: boolean, options: LinkOptions): DoublesResult {
  const thresholds = readThresholds(options)
  const report = (from: number, to: number) => (part: number) => {
    options.signal?.throwIfAborted()
    options.onProgress?.(from + part * (to - from))
  }
  const candidates = findCandidates(people, twoFiles, report(0, 0.3))
  const { counts, patternOf } = countPatterns(people, candidates, twoFiles, report(0.3, 0.9))
  const learnt = learnWeights(counts, countRegister(people, twoFiles))
  const model = buildModel(people, learnt)
  report(0.9, 1)(0.5)
  const found = findPairs(people, model, patternOf, counts, candidates, thresholds)
  const groups = settleGroups(people, model, found, thresholds)
  report(1, 1)(1)
  const idOf = (p: number) => input[people.order[p]!]!.id
  return {
    pairs: found.map(({ a, b, score, decision }) => {
      const swap = twoFiles ? people.file[a] === 1 : people.order[a]! > people.order[b]!
      return { a: idOf(swap ? b : a), b: idOf(swap ? a : b), score, decision }
    }),
    groups: groups.map((group) => group.map(idOf)),
    model,
    compared: candidates.left.length,
    expectedMatches: learnt.expectedMatches,
    converged: learnt.converged,
  }
}

interface FoundPair extends Wish {
  decision: Decision
}

/** The candidates from the asking threshold on, surest first. */
function findPairs(
  people: Population,
  model: LinkageModel,
  patternOf: Uint32Array,
  counts: PatternCounts,
  { left, right }: CandidatePairs,
  thresholds: Thresholds,
): FoundPair[] {
  const logs = patternLogs(model.weights, counts.levels)
  const hopeful = new Map<number, number>()
  counts.patterns.forEach((pattern, row) => {
    if (probabilityOf(logs, row, mostRarity) >= thresholds.askAt) hopeful.set(pattern, row)
  })
  const found: FoundPair[] = []
  patternOf.forEach((pattern, k) => {
    const row = hopeful.get(pattern)
    if (row === undefined) return
    const a = left[k]!
    const score = probabilityOf(logs, row, (f) => commonnessAt(people, model, f, pattern, a))
    const decision = decide(score, pattern, thresholds)
    if (decision) found.push({ a, b: right[k]!, score, decision })
  })
  return found.sort((x, y) => y.score - x.score || x.a - y.a || x.b - y.b)
}

function commonnessAt(people: Population, model: LinkageModel, f: number, pattern: number, a: number): number {
  if (levelOf(pattern, f) !== FIELDS[f]!.levels.length - 1) return 0
  const column = columnsOf(people)[f]!
  return commonness(model, f, column.counts[column.ids[a]!]!)
}

/** Forms the groups that merge; a pair that the guard against chains refuses is asked about instead. */
function settleGroups(people: Population, model: LinkageModel, found: FoundPair[], thresholds: Thresholds) {
  const wishes = found.filter(({ decision }) => decision === 'merge')
  const { groups, granted } = clusterPairs(wishes, (a, b) => {
    const pattern = comparePair(people, a, b)
    const logs = patternLogs(model.weights, levelsOf(pattern))
    return probabilityOf(logs, 0, (f) => commonnessAt(people, model, f, pattern, a)) >= thresholds.askAt
  })
  wishes.forEach((wish, k) => {
    if (!granted[k]) wish.decision = 'ask'
  })
  return groups
}

function requireIds(argument: string, people: readonly Person[]): void {
  const seen = new Set<string>()
  people.forEach(({ id }, i) => {
    if (typeof id !== 'string' || id === '') throw new InvalidInput(argument, 'has no id; give every person one', i)
    if (seen.has(id)) throw new InvalidInput(argument, `repeats the id ${id}; ids must be unique`, i)
    seen.add(id)
  })
}
