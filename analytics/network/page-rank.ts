import { InvalidInput, requireCount, requirePositive, requireProbability, requireSameLength } from '../errors.ts'
import type { Graph } from './graph.ts'

export interface IterationOptions {
  /** Scores to begin with, for example those before links were added; any positive vector. */
  readonly start?: Float64Array
  /** The search ends when the scores change by less than this in sum; default 1e-12. */
  readonly tolerance?: number
  readonly maxIterations?: number
}

export interface NodeScores {
  readonly scores: Float64Array
  readonly iterations: number
  readonly converged: boolean
}

/**
 * PageRank: p = (1 − α)/n + α·(Σ over incoming links p(u)·w(u,v)/W(u)), W the sum of the outgoing weights; nodes without outgoing
 * links give their rank to all nodes alike. Scores add up to 1. Source: Page, Brin, Motwani & Winograd 1999; as in networkx.
 *
 * @param damping α, default 0.85
 * @throws InvalidInput for α outside [0, 1) or a start of the wrong length or without positive sum
 */
export function pageRank(graph: Graph, damping = 0.85, options: IterationOptions = {}): NodeScores {
  const { tolerance = 1e-12, maxIterations = 1000 } = options
  requireProbability('damping', damping)
  requirePositive('options.tolerance', tolerance)
  requireCount('options.maxIterations', maxIterations, undefined, 1)
  if (damping === 1) throw new InvalidInput('damping', 'must be below 1')
  const { nodes, starts, weights, inStarts, inTargets, inWeights } = graph
  if (nodes === 0) return { scores: new Float64Array(), iterations: 0, converged: true }
  const outgoing = new Float64Array(nodes)
  for (let v = 0; v < nodes; v++) for (let a = starts[v]!; a < starts[v + 1]!; a++) outgoing[v]! += weights[a]!
  let scores = startScores(nodes, options.start)
  let next = new Float64Array(nodes)
  const given = new Float64Array(nodes)
  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    let dangling = 0
    for (let v = 0; v < nodes; v++) {
      if (outgoing[v]! > 0) given[v] = scores[v]! / outgoing[v]!
      else dangling += scores[v]!
    }
    const base = (1 - damping + damping * dangling) / nodes
    let change = 0
    for (let v = 0; v < nodes; v++) {
      let sum = 0
      for (let a = inStarts[v]!; a < inStarts[v + 1]!; a++) sum += given[inTargets[a]!]! * inWeights[a]!
      next[v] = base + damping * sum
      change += Math.abs(next[v]! - scores[v]!)
    }
    const old = scores
    scores = next
    next = old
    if (change < tolerance) return { scores, iterations: iteration, converged: true }
  }
  return { scores, iterations: maxIterations, converged: false }
}

/** Uniform, or the given scores made to add up to 1. */
function startScores(nodes: number, start: Float64Array | undefined): Float64Array<ArrayBuffer> {
  if (!start) return new Float64Array(nodes).fill(1 / nodes)
  requireSameLength('start', start, 'nodes', nodes)
  const sum = start.reduce((total, score) => total + score, 0)
  if (!(sum > 0 && sum < Number.POSITIVE_INFINITY)) throw new InvalidInput('start', 'needs a positive sum')
  return Float64Array.from(start, (score) => score / sum)
}
