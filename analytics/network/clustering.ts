import { type Graph, undirected } from './graph.ts'

export interface Clustering {
  /** Triangles through each node. */
  readonly triangles: Float64Array
  /** Share of the pairs of neighbours that are linked; 0 with fewer than two neighbours. */
  readonly local: Float64Array
  readonly averageLocal: number
  /** 3 × triangles ÷ connected triples; 0 without triples. */
  readonly transitivity: number
}

/**
 * How much a node's contacts know each other. Directions are ignored. Each triangle is found once, from its node of lowest rank by
 * links: O(links^1.5). Source: Watts & Strogatz 1998; Schank & Wagner 2005.
 */
export function clustering(graph: Graph): Clustering {
  const { nodes, starts, targets } = undirected(graph)
  const linksAt = (v: number) => starts[v + 1]! - starts[v]!
  const above = (v: number, w: number) => linksAt(w) > linksAt(v) || (linksAt(w) === linksAt(v) && w > v)
  const triangles = new Float64Array(nodes)
  const mark = new Int32Array(nodes).fill(-1)
  for (let v = 0; v < nodes; v++) {
    for (let a = starts[v]!; a < starts[v + 1]!; a++) if (above(v, targets[a]!)) mark[targets[a]!] = v
    for (let a = starts[v]!; a < starts[v + 1]!; a++) {
      const w = targets[a]!
      if (!above(v, w)) continue
      for (let b = starts[w]!; b < starts[w + 1]!; b++) {
        const x = targets[b]!
        if (mark[x] !== v || !above(w, x)) continue
        triangles[v]!++
        triangles[w]!++
        triangles[x]!++
      }
    }
  }
  const pairs = Float64Array.from({ length: nodes }, (_, v) => (linksAt(v) * (linksAt(v) - 1)) / 2)
  const local = triangles.map((count, v) => (pairs[v]! > 0 ? count / pairs[v]! : 0))
  const triples = pairs.reduce((sum, count) => sum + count, 0)
  return {
    triangles,
    local,
    averageLocal: nodes > 0 ? local.reduce((sum, share) => sum + share, 0) / nodes : 0,
    transitivity: triples > 0 ? triangles.reduce((sum, count) => sum + count, 0) / triples : 0,
  }
}
