import { FIELD_COUNT, FIELDS } from '../fields.ts'
import type { PatternCounts } from './pattern-counts.ts'
import { patternLogs, shareOf, startWeights, type Weights } from './weights.ts'

/** What is known of the whole register besides the patterns. */
export interface Register {
  /** Number of all possible pairs. */
  readonly pairs: number
  /** Most pairs that can be the same person (people in the smaller file; all people where one file is searched for doubles). */
  readonly mostMatches: number
  /** For each field the pairs in which both sides hold a value, and those that agree exactly, counted from the frequencies. */
  readonly knownPairs: readonly number[]
  readonly exactPairs: readonly number[]
}

/** The result of the learning and how far it can be trusted. */
export interface Learnt {
  readonly weights: Weights
  readonly rounds: number
  readonly converged: boolean
  /** Expected number of pairs that are the same person. */
  readonly expectedMatches: number
}

const MOST_ROUNDS = 300
const STEP = 1e-5
/** Weight of the start values, in pairs: matches are rare, so a few must not bend what is known of people in general. */
const PRIOR_MATCHES = 20
const PRIOR_PAIRS = 200
/** No agreement is ever rarer among strangers than this part of its start value. */
const LEAST_CHANCE = 0.1

/**
 * Fellegi–Sunter weights without labels, by expectation–maximisation over the patterns of agreement.
 *
 * A mixture of three kinds of pairs, fields independent within a kind: the same person (m), two people of one home (as m in address and
 * phone, as u in given name and birth), strangers (u). E: w = π·ΠP(level | kind), normalised. M: m from the candidates weighted with w,
 * u from random pairs weighted with 1 − w and, for exact agreement, from the counts of values. The priors refer to ALL pairs: what is no
 * candidate is taken for strangers. Dirichlet priors at the start values keep small registers sane, and after every round P(level | same)
 * / P(level | strangers) is made to rise with the level, so that more agreement never counts for less.
 * Sources: Fellegi & Sunter 1969, "A Theory for Record Linkage"; Winkler 2000, "Using the EM Algorithm for Weight Computation".
 */
export function learnWeights(counts: PatternCounts, register: Register): Learnt {
  let weights = startWeights(clampPrior(register.mostMatches / 20, register))
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    const next = improve(weights, counts, register)
    const moved = distance(weights, next)
    weights = next
    if (moved < STEP) return done(weights, register, round, true)
  }
  return done(weights, register, MOST_ROUNDS, false)
}

function done(weights: Weights, register: Register, rounds: number, converged: boolean): Learnt {
  return { weights, rounds, converged, expectedMatches: weights.priorSame * register.pairs }
}

function clampPrior(matches: number, { pairs, mostMatches }: Register): number {
  return Math.min(0.3, Math.max(0.5, Math.min(matches, mostMatches)) / Math.max(1, pairs))
}

function improve(weights: Weights, counts: PatternCounts, register: Register): Weights {
  const { levels } = counts
  const logs = patternLogs(weights, levels)
  const same = emptyTable()
  const home = emptyTable()
  const strangers = emptyTable()
  let matches = 0
  let homes = 0
  for (let k = 0; k < counts.patterns.length; k++) {
    const isSame = shareOf(logs.same[k]!, logs.home[k]!, logs.strangers[k]!)
    const isHome = shareOf(logs.home[k]!, logs.same[k]!, logs.strangers[k]!)
    const wSame = isSame * counts.candidates[k]!
    const wHome = isHome * counts.candidates[k]!
    const wStrangers = (1 - isSame - isHome) * counts.random[k]!
    matches += wSame
    homes += wHome
    for (let f = 0; f < FIELD_COUNT; f++) {
      const level = levels[k * FIELD_COUNT + f]!
      if (level < 0) continue
      same[f]![level]! += wSame
      home[f]![level]! += wHome
      strangers[f]![level]! += wStrangers
    }
  }
  const u = FIELDS.map((field, f) => chanceLevels(f, strangers[f]!, same[f]!.at(-1)! + home[f]!.at(-1)!, register, field.startU))
  const m = FIELDS.map((field, f) => rising(blend(same[f]!, field.startM, PRIOR_MATCHES), u[f]!))
  return {
    same: m,
    home: FIELDS.map(({ sharedAtHome }, f) =>
      sharedAtHome === 'learn' ? blend(home[f]!, weights.home[f]!, PRIOR_MATCHES) : sharedAtHome === 'yes' ? m[f]! : u[f]!,
    ),
    strangers: u,
    priorSame: clampPrior(matches, register),
    priorHome: clampPrior(homes, register),
  }
}

function emptyTable(): number[][] {
  return FIELDS.map(({ levels }) => levels.map(() => 0))
}

/** (counts + prior · start) / (total + prior): the mean of a Dirichlet posterior. */
function blend(levelCounts: readonly number[], start: readonly number[], prior: number): number[] {
  const total = levelCounts.reduce((sum, count) => sum + count, prior)
  return levelCounts.map((count, level) => (count + prior * start[level]!) / total)
}

/** P(level | strangers): the lower levels from random pairs, exact agreement from all pairs less those that are the same or at home. */
function chanceLevels(
  f: number,
  drawn: readonly number[],
  explained: number,
  register: Register,
  start: readonly number[],
): number[] {
  const top = start.length - 1
  const agreeing = Math.max(0, register.exactPairs[f]! - explained) + PRIOR_PAIRS * start[top]!
  const exact = Math.min(0.9, Math.max(agreeing / (register.knownPairs[f]! + PRIOR_PAIRS), LEAST_CHANCE * start[top]!))
  const lower = blend(drawn.slice(0, top), start.slice(0, top), PRIOR_PAIRS)
  const floored = lower.map((chance, level) => Math.max(chance, LEAST_CHANCE * start[level]!))
  const total = floored.reduce((sum, chance) => sum + chance, 0)
  return [...floored.map((chance) => (chance / total) * (1 - exact)), exact]
}

/** Pools neighbouring levels of m until m/u rises with the level (pool adjacent violators). */
function rising(m: readonly number[], u: readonly number[]): number[] {
  const pools: { from: number; to: number; m: number; u: number }[] = []
  m.forEach((chance, level) => {
    pools.push({ from: level, to: level, m: chance, u: u[level]! })
    while (pools.length > 1 && pools.at(-2)!.m * pools.at(-1)!.u > pools.at(-1)!.m * pools.at(-2)!.u) {
      const upper = pools.pop()!
      const lower = pools.pop()!
      pools.push({ from: lower.from, to: upper.to, m: lower.m + upper.m, u: lower.u + upper.u })
    }
  })
  return pools.flatMap((pool) => u.slice(pool.from, pool.to + 1).map((chance) => (pool.m * chance) / pool.u))
}

function distance(a: Weights, b: Weights): number {
  let largest = Math.abs(Math.log(a.priorSame / b.priorSame)) / 1000
  a.same.forEach((row, f) => {
    row.forEach((chance, level) => {
      largest = Math.max(largest, Math.abs(chance - b.same[f]![level]!))
    })
  })
  return largest
}
