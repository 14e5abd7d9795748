import { requireCount, requirePositive, requireSameLength } from '../errors.ts'
import type { Graph } from './graph.ts'
import type { IterationOptions, NodeScores } from './page-rank.ts'

/**
 * Eigenvector centrality: x ∝ Aᵀx, the neighbours' scores (weighted, along incoming links) add up to one's own; length √Σx² = 1.
 * Power iteration on A + I, which does not swing on networks of two sides. Source: Bonacich 1972.
 *
 * In a network of several parts only the part with the largest eigenvalue scores, and in a directed one without circles nothing
 * converges: take PageRank there. Without any link all scores are 0.
 */
export function eigenvectorCentrality(graph: Graph, options: IterationOptions = {}): NodeScores {
  const { tolerance = 1e-12, maxIterations = 5000, start } = options
  const { nodes, inStarts, inTargets, inWeights } = graph
  requirePositive('options.tolerance', tolerance)
  requireCount('options.maxIterations', maxIterations, undefined, 1)
  if (start) requireSameLength('start', start, 'nodes', nodes)
  if (graph.links === 0) return { scores: new Float64Array(nodes), iterations: 0, converged: true }
  let scores: Float64Array<ArrayBuffer> = normalised(start ? Float64Array.from(start) : new Float64Array(nodes).fill(1))
  let next = new Float64Array(nodes)
  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    for (let v = 0; v < nodes; v++) {
      let sum = scores[v]!
      for (let a = inStarts[v]!; a < inStarts[v + 1]!; a++) sum += scores[inTargets[a]!]! * inWeights[a]!
      next[v] = sum
    }
    normalised(next)
    let change = 0
    for (let v = 0; v < nodes; v++) change += Math.abs(next[v]! - scores[v]!)
    const old = scores
    scores = next
    next = old
    if (change < tolerance * nodes) return { scores, iterations: iteration, converged: true }
  }
  return { scores, iterations: maxIterations, converged: false }
}

function normalised(values: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0))
  for (let v = 0; v < values.length; v++) values[v]! /= length
  return values
}
