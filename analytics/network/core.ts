import { type Graph, undirected } from './graph.ts'

/**
 * Core number: the largest k such that the node survives when all nodes with fewer than k links are removed again and again.
 * Linear in the links by bucket queue. Source: Batagelj & Zaveršnik 2003. Directions are ignored.
 */
export function coreNumbers(graph: Graph): Uint32Array {
  const { nodes, starts, targets } = undirected(graph)
  const left = new Uint32Array(nodes)
  let most = 0
  for (let v = 0; v < nodes; v++) {
    left[v] = starts[v + 1]! - starts[v]!
    most = Math.max(most, left[v]!)
  }
  // Nodes sorted by links left; bucket[d] is where those with d links begin.
  const bucket = new Uint32Array(most + 2)
  for (let v = 0; v < nodes; v++) bucket[left[v]! + 1]!++
  for (let d = 1; d <= most + 1; d++) bucket[d]! += bucket[d - 1]!
  const fill = bucket.slice()
  const order = new Uint32Array(nodes)
  const place = new Uint32Array(nodes)
  for (let v = 0; v < nodes; v++) {
    place[v] = fill[left[v]!]!++
    order[place[v]!] = v
  }
  for (let at = 0; at < nodes; at++) {
    const v = order[at]!
    for (let a = starts[v]!; a < starts[v + 1]!; a++) {
      const w = targets[a]!
      if (left[w]! <= left[v]!) continue
      // w swaps with the first node of its bucket and moves one bucket down.
      const first = bucket[left[w]!]!
      const held = order[first]!
      order[place[w]!] = held
      place[held] = place[w]!
      order[first] = w
      place[w] = first
      bucket[left[w]!]!++
      left[w]!--
    }
  }
  return left
}
