import { buildGraph, type Graph, linksOf } from './graph.ts'

/**
 * The same network with its nodes renumbered along a breadth-first walk from the node with most links, so that neighbours lie close
 * together in memory. Node v of the given network is node `placeOf[v]` of the new one.
 */
export function inWalkOrder(graph: Graph): { graph: Graph; placeOf: Uint32Array } {
  const placeOf = walkPlaces(graph)
  const { from, to, weight } = linksOf(graph)
  const moved = (ends: Uint32Array) => ends.map((node) => placeOf[node]!)
  return { graph: buildGraph(graph.nodes, { from: moved(from), to: moved(to), weight: weight! }, graph.directed), placeOf }
}

const NOWHERE = 0xffffffff

function walkPlaces({ nodes, starts, targets }: Graph): Uint32Array {
  const linksAt = (v: number) => starts[v + 1]! - starts[v]!
  const roots = Uint32Array.from({ length: nodes }, (_, v) => v).sort((a, b) => linksAt(b) - linksAt(a) || a - b)
  const placeOf = new Uint32Array(nodes).fill(NOWHERE)
  const queue = new Uint32Array(nodes)
  let tail = 0
  for (const root of roots) {
    if (placeOf[root] !== NOWHERE) continue
    placeOf[root] = tail
    queue[tail++] = root
    for (let head = tail - 1; head < tail; head++) {
      const v = queue[head]!
      for (let a = starts[v]!; a < starts[v + 1]!; a++) {
        const w = targets[a]!
        if (placeOf[w] !== NOWHERE) continue
        placeOf[w] = tail
        queue[tail++] = w
      }
    }
  }
  return placeOf
}
