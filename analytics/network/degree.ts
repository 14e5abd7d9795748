import type { Graph } from './graph.ts'

export interface Degrees {
  /** Number of linked nodes; in directed networks incoming plus outgoing links. */
  readonly degree: Uint32Array
  readonly incoming: Uint32Array
  readonly outgoing: Uint32Array
  /** Sum of the weights of the same links. */
  readonly strength: Float64Array
}

/** How many know a node (NET-02). */
export function degrees(graph: Graph): Degrees {
  const { nodes, directed, starts, weights, inStarts, inWeights } = graph
  const outgoing = new Uint32Array(nodes)
  const incoming = new Uint32Array(nodes)
  const degree = new Uint32Array(nodes)
  const strength = new Float64Array(nodes)
  for (let v = 0; v < nodes; v++) {
    outgoing[v] = starts[v + 1]! - starts[v]!
    incoming[v] = inStarts[v + 1]! - inStarts[v]!
    degree[v] = directed ? incoming[v]! + outgoing[v]! : outgoing[v]!
    for (let a = starts[v]!; a < starts[v + 1]!; a++) strength[v]! += weights[a]!
    if (directed) for (let a = inStarts[v]!; a < inStarts[v + 1]!; a++) strength[v]! += inWeights[a]!
  }
  return { degree, incoming, outgoing, strength }
}

/** Links ÷ (n − 1): the centre of a star has 1. 0 in a network of one node. */
export function degreeCentrality(graph: Graph): Float64Array {
  const most = graph.nodes - 1
  return Float64Array.from(degrees(graph).degree, (degree) => (most > 0 ? degree / most : 0))
}
