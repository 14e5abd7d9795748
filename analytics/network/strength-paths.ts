import type { PathSums } from './brandes.ts'
import type { Graph } from './graph.ts'

/** Two ways whose lengths differ by less than this fraction are equally short. */
const SAME_LENGTH = 1e-12

/** Scratch arrays for `addSourceByStrength`. */
export interface StrengthScratch {
  readonly length: Float64Array
  readonly paths: Float64Array
  readonly share: Float64Array
  readonly done: Uint8Array
  readonly order: Uint32Array
  readonly heap: number[]
  readonly place: Int32Array
}

export function strengthScratchFor(graph: Graph): StrengthScratch {
  return {
    length: new Float64Array(graph.nodes).fill(Number.POSITIVE_INFINITY),
    paths: new Float64Array(graph.nodes),
    share: new Float64Array(graph.nodes),
    done: new Uint8Array(graph.nodes),
    order: new Uint32Array(graph.nodes),
    heap: [],
    place: new Int32Array(graph.nodes).fill(-1),
  }
}

/**
 * Brandes with Dijkstra: a link of strength w has length 1/w, so strong ties are short ways. Adds what one source contributes to the
 * sums. O(links · log nodes).
 */
export function addSourceByStrength(graph: Graph, source: number, sums: PathSums, scratch: StrengthScratch): void {
  const { starts, targets, weights } = graph
  const { length, paths, done, order } = scratch
  let finished = 0
  length[source] = 0
  paths[source] = 1
  push(scratch, source)
  while (scratch.heap.length > 0) {
    const v = pop(scratch)
    done[v] = 1
    order[finished++] = v
    for (let a = starts[v]!; a < starts[v + 1]!; a++) {
      const w = targets[a]!
      if (done[w]) continue
      const way = length[v]! + 1 / weights[a]!
      if (way < length[w]! * (1 - SAME_LENGTH)) {
        length[w] = way
        paths[w] = paths[v]!
        push(scratch, w)
      } else if (way <= length[w]! * (1 + SAME_LENGTH)) paths[w]! += paths[v]!
    }
  }
  collect(graph, source, sums, scratch, finished)
}

function collect(graph: Graph, source: number, sums: PathSums, scratch: StrengthScratch, finished: number): void {
  const { inStarts, inTargets, inWeights } = graph
  const { length, paths, share, done, order } = scratch
  sums.farthest[source] = length[order[finished - 1]!]!
  for (let at = finished - 1; at > 0; at--) {
    const w = order[at]!
    const credit = (1 + share[w]!) / paths[w]!
    for (let a = inStarts[w]!; a < inStarts[w + 1]!; a++) {
      const v = inTargets[a]!
      // Finished earlier, and on a shortest way.
      if (!done[v] || length[v]! >= length[w]!) continue
      if (Math.abs(length[v]! + 1 / inWeights[a]! - length[w]!) <= SAME_LENGTH * length[w]!) share[v]! += paths[v]! * credit
    }
    sums.dependency[w]! += share[w]!
    sums.distance[w]! += length[w]!
    sums.reached[w]!++
  }
  for (let at = 0; at < finished; at++) {
    const v = order[at]!
    length[v] = Number.POSITIVE_INFINITY
    share[v] = 0
    done[v] = 0
  }
  share[source] = 0
}

/** Puts a node into the binary heap, or moves it up after its length fell. */
function push({ heap, place, length }: StrengthScratch, node: number): void {
  let at = place[node]!
  if (at < 0) {
    at = heap.length
    heap.push(node)
  }
  while (at > 0) {
    const parent = (at - 1) >> 1
    const above = heap[parent]!
    if (length[above]! <= length[node]!) break
    heap[at] = above
    place[above] = at
    at = parent
  }
  heap[at] = node
  place[node] = at
}

function pop({ heap, place, length }: StrengthScratch): number {
  const top = heap[0]!
  const last = heap.pop()!
  place[top] = -1
  if (heap.length === 0) return top
  let at = 0
  for (;;) {
    let child = 2 * at + 1
    if (child >= heap.length) break
    if (child + 1 < heap.length && length[heap[child + 1]!]! < length[heap[child]!]!) child++
    const below = heap[child]!
    if (length[last]! <= length[below]!) break
    heap[at] = below
    place[below] = at
    at = child
  }
  heap[at] = last
  place[last] = at
  return top
}
