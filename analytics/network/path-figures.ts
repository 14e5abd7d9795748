import { requireCount } from '../errors.ts'
import { Random } from '../stats/random.ts'
import { addSources, emptySums, type PathSums, scratchFor, TOGETHER } from './brandes.ts'
import type { Graph } from './graph.ts'
import { addSourceByStrength, strengthScratchFor } from './strength-paths.ts'
import { inWalkOrder } from './walk-order.ts'

/** Some seconds of exact work on one core. */
export const EXACT_UP_TO = 10_000

export type PathLength = 'links' | 'strength'

export interface PathOptions {
  /** Up to so many nodes every node is a source and the figures are exact; above, `samples` sources are drawn. Default 10 000. */
  readonly exactUpTo?: number
  /** Sources drawn above that size; default 1 000. */
  readonly samples?: number
  /** Seed of the draw; default 1. */
  readonly seed?: number
  /** `links` counts every link as 1 (default), `strength` takes 1 ÷ weight as length. */
  readonly length?: PathLength
}

export interface PathControl {
  readonly signal?: AbortSignal
  readonly onProgress?: (sourcesDone: number, sources: number) => void
}

export interface PathFigures {
  /**
   * Share of the shortest paths between others that run through the node, 0–1: Σ σ(s,t|v)/σ(s,t) ÷ ((n − 1)(n − 2)), the normalised
   * betweenness of Freeman 1977. The middle of a path of three nodes has 1.
   */
  readonly betweenness: Float64Array
  /**
   * (r/Σd)·(r/(n − 1)) with r the nodes that reach this one and d their distances (Wasserman & Faust for split networks; in directed
   * networks along incoming links). 0 for a node nobody reaches.
   */
  readonly closeness: Float64Array
  /** Longest shortest path seen; the diameter of a connected network when exact. */
  readonly diameter: number
  readonly exact: boolean
  readonly sources: number
  readonly length: PathLength
  /** Unscaled sums, kept for `addLinksToFigures`. */
  readonly sums: PathSums
}

/** Betweenness, closeness and diameter in one pass of Brandes over the sources. O(sources · links). */
export function pathFigures(graph: Graph, options: PathOptions = {}, control: PathControl = {}): PathFigures {
  const walk = walkSources(graph, options)
  for (;;) {
    control.signal?.throwIfAborted()
    const step = walk.next()
    if (step.done) return step.value
    control.onProgress?.(step.value.done, step.value.sources)
  }
}

/** The same, giving the event loop a turn every few hundred sources, so that `signal` can abort it. */
export async function pathFiguresAsync(graph: Graph, options: PathOptions = {}, control: PathControl = {}): Promise<PathFigures> {
  const walk = walkSources(graph, options)
  for (;;) {
    control.signal?.throwIfAborted()
    const step = walk.next()
    if (step.done) return step.value
    control.onProgress?.(step.value.done, step.value.sources)
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
}

/** Links looked at between two reports. */
const WORK_FOR_A_REPORT = 5_000_000

function* walkSources(graph: Graph, options: PathOptions): Generator<{ done: number; sources: number }, PathFigures> {
  const { exactUpTo = EXACT_UP_TO, samples = 1_000, seed = 1, length = 'links' } = options
  requireCount('exactUpTo', exactUpTo)
  requireCount('samples', samples, undefined, 1)
  const { nodes } = graph
  const count = nodes <= Math.max(exactUpTo, samples) ? nodes : samples
  // Neighbouring sources are walked together, and neighbours lie close in memory.
  const { graph: ordered, placeOf } = inWalkOrder(graph)
  const sources = count === nodes ? Uint32Array.from({ length: nodes }, (_, i) => i) : drawWithoutReplacement(nodes, count, seed)
  sources.sort()
  const sums = emptySums(nodes)
  const add = sourceAdder(ordered, sums, length)
  const pause = TOGETHER * Math.ceil(WORK_FOR_A_REPORT / TOGETHER / (graph.targets.length + nodes + 1))
  for (let done = 0; done < count; done += TOGETHER) {
    add(sources.subarray(done, done + TOGETHER))
    if (done > 0 && done % pause === 0) yield { done, sources: count }
  }
  return figuresOf(sumsAt(sums, placeOf), nodes, count, length)
}

function sourceAdder(graph: Graph, sums: PathSums, length: PathLength): (sources: Uint32Array) => void {
  if (length === 'strength') {
    const scratch = strengthScratchFor(graph)
    return (sources) => {
      for (const source of sources) addSourceByStrength(graph, source, sums, scratch)
    }
  }
  const scratch = scratchFor(graph)
  return (sources) => addSources(graph, sources, sums, scratch)
}

/** The sums with node v's entry taken from place `placeOf[v]`. */
function sumsAt(sums: PathSums, placeOf: Uint32Array): PathSums {
  const at = (values: Float64Array) => Float64Array.from(placeOf, (place) => values[place]!)
  return { dependency: at(sums.dependency), distance: at(sums.distance), reached: at(sums.reached), farthest: at(sums.farthest) }
}

/** Scales sums over `sources` of the n nodes to figures of the whole network (Brandes & Pich 2007: uniform pivots, factor n/sources). */
export function figuresOf(sums: PathSums, nodes: number, sources: number, length: PathLength): PathFigures {
  const scale = sources > 0 ? nodes / sources : 0
  const pairs = (nodes - 1) * (nodes - 2)
  const betweenness = sums.dependency.map((sum) => (pairs > 0 ? Math.max(0, (sum * scale) / pairs) : 0))
  const closeness = sums.distance.map((distance, v) => {
    if (!(distance > 0)) return 0
    const reached = Math.min(sums.reached[v]! * scale, nodes - 1)
    return (sums.reached[v]! / distance) * (reached / (nodes - 1))
  })
  const diameter = sums.farthest.reduce((longest, way) => Math.max(longest, way), 0)
  return { betweenness, closeness, diameter, exact: sources === nodes, sources, length, sums }
}

/** Partial Fisher–Yates shuffle. */
function drawWithoutReplacement(nodes: number, count: number, seed: number): Uint32Array {
  const random = new Random(seed)
  const all = Uint32Array.from({ length: nodes }, (_, i) => i)
  for (let i = 0; i < count; i++) {
    const j = i + random.integer(nodes - i)
    const held = all[i]!
    all[i] = all[j]!
    all[j] = held
  }
  return all.subarray(0, count)
}
