import { requirePositive, requireSameLength } from '../errors.ts'
import { type Graph, undirected } from './graph.ts'

/**
 * Modularity of a division into groups: Q = Σ over groups (W_c/W − γ·(S_c/2W)²), W the weight of all links, W_c of those inside the
 * group, S_c the strengths of its nodes. Directions are ignored. 0 without links. Source: Newman & Girvan 2004.
 *
 * @param group label per node
 * @param resolution γ, default 1; larger values favour smaller groups
 */
export function modularity(graph: Graph, group: Uint32Array, resolution = 1): number {
  requireSameLength('group', group, 'nodes', graph.nodes)
  requirePositive('resolution', resolution)
  const { nodes, starts, targets, weights } = undirected(graph)
  const size = group.reduce((most, label) => Math.max(most, label), 0) + 1
  const strength = new Float64Array(size)
  let inside = 0
  let total = 0
  for (let v = 0; v < nodes; v++) {
    for (let a = starts[v]!; a < starts[v + 1]!; a++) {
      const weight = weights[a]!
      total += weight
      strength[group[v]!]! += weight
      if (group[targets[a]!] === group[v]) inside += weight
    }
  }
  if (total === 0) return 0
  return inside / total - resolution * strength.reduce((sum, value) => sum + (value / total) ** 2, 0)
}
