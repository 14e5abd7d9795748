import { InvalidInput, requireCount, requirePositive, requireSameLength } from '../errors.ts'

/** Links between nodes 0…n − 1, one entry each. */
export interface Links {
  readonly from: Uint32Array
  readonly to: Uint32Array
  /** Strength, above 0; without it every link counts 1, however often it is named. */
  readonly weight?: Float64Array
}

/**
 * A network in compressed rows: the neighbours of node v are `targets[starts[v] … starts[v + 1])`, ascending. An undirected link stands
 * in both rows. For undirected networks the incoming rows are the same arrays as the outgoing ones.
 */
export interface Graph {
  readonly nodes: number
  readonly directed: boolean
  /** Distinct links; an undirected one counts once. */
  readonly links: number
  readonly starts: Uint32Array
  readonly targets: Uint32Array
  readonly weights: Float64Array
  readonly inStarts: Uint32Array
  readonly inTargets: Uint32Array
  readonly inWeights: Float64Array
}

/**
 * Builds a network. Links of a node to itself are left out; a link named again adds its weight (without weights it counts once).
 *
 * @throws InvalidInput for a node outside 0…nodes − 1 or a weight that is not above 0
 */
export function buildGraph(nodes: number, links: Links, directed = false): Graph {
  requireCount('nodes', nodes)
  const { from, to, weight } = links
  requireSameLength('to', to, 'from', from.length)
  if (weight) requireSameLength('weight', weight, 'from', from.length)
  for (let i = 0; i < from.length; i++) {
    if (from[i]! >= nodes) throw new InvalidInput('from', `must be below ${nodes}, got ${from[i]}`, i)
    if (to[i]! >= nodes) throw new InvalidInput('to', `must be below ${nodes}, got ${to[i]}`, i)
    if (weight) requirePositive('weight', weight[i]!, i)
  }
  if (!directed) {
    const rows = compress(nodes, joinBoth(from, to), joinBoth(to, from), weight && joinBoth(weight, weight))
    return {
      nodes,
      directed,
      links: rows.targets.length / 2,
      ...rows,
      inStarts: rows.starts,
      inTargets: rows.targets,
      inWeights: rows.weights,
    }
  }
  const out = compress(nodes, from, to, weight)
  const into = compress(nodes, to, from, weight)
  return {
    nodes,
    directed,
    links: out.targets.length,
    ...out,
    inStarts: into.starts,
    inTargets: into.targets,
    inWeights: into.weights,
  }
}

/** The same network with further links; `nodes` may grow. Parallel links as in `buildGraph`. Cost: one pass over the network. */
export function withLinks(graph: Graph, added: Links, nodes = graph.nodes): Graph {
  const known = linksOf(graph)
  const weight = joinBoth(known.weight!, added.weight ?? new Float64Array(added.from.length).fill(1))
  const merged = { from: joinBoth(known.from, added.from), to: joinBoth(known.to, added.to) }
  return buildGraph(nodes, added.weight ? { ...merged, weight } : keepFirstWeight(graph, merged, weight), graph.directed)
}

/** Links without weight must not make a known one stronger: those the network has already are left out. */
function keepFirstWeight(graph: Graph, { from, to }: Links, weight: Float64Array): Links {
  const seen = new Set<string>()
  const keep = Array.from(from, (a, i) => {
    if (i < graph.links) return true
    const b = to[i]!
    const key = graph.directed || a < b ? `${a} ${b}` : `${b} ${a}`
    const repeated = seen.has(key) || (a < graph.nodes && b < graph.nodes && hasLink(graph, a, b))
    seen.add(key)
    return !repeated
  })
  const kept = (_: number, i: number) => keep[i]!
  return { from: from.filter(kept), to: to.filter(kept), weight: weight.filter(kept) }
}

/** Whether a link from `a` to `b` exists; binary search in the row of `a`. */
export function hasLink(graph: Graph, a: number, b: number): boolean {
  let low = graph.starts[a]!
  let high = graph.starts[a + 1]!
  while (low < high) {
    const middle = (low + high) >>> 1
    if (graph.targets[middle]! < b) low = middle + 1
    else high = middle
  }
  return low < graph.starts[a + 1]! && graph.targets[low] === b
}

/** The distinct links with their weights; an undirected one from its smaller to its larger node. */
export function linksOf(graph: Graph): Links {
  const from = new Uint32Array(graph.links)
  const to = new Uint32Array(graph.links)
  const weight = new Float64Array(graph.links)
  let next = 0
  for (let v = 0; v < graph.nodes; v++) {
    for (let a = graph.starts[v]!; a < graph.starts[v + 1]!; a++) {
      if (!graph.directed && graph.targets[a]! < v) continue
      from[next] = v
      to[next] = graph.targets[a]!
      weight[next++] = graph.weights[a]!
    }
  }
  return { from, to, weight }
}

/** The network without directions; a pair linked both ways gets the sum of both weights, or 1 where all weights are 1. */
export function undirected(graph: Graph): Graph {
  if (!graph.directed) return graph
  const { from, to, weight } = linksOf(graph)
  return buildGraph(graph.nodes, graph.weights.every((w) => w === 1) ? { from, to } : { from, to, weight: weight! })
}

interface Rows {
  readonly starts: Uint32Array
  readonly targets: Uint32Array
  readonly weights: Float64Array
}

/** Counting sort by target, then by source, then equal neighbours are merged: linear in the links. */
function compress(nodes: number, from: Uint32Array, to: Uint32Array, weight: Float64Array | undefined): Rows {
  const byTarget = countingOrder(nodes, to)
  const order = countingOrder(nodes, from, byTarget)
  const starts = new Uint32Array(nodes + 1)
  const targets = new Uint32Array(from.length)
  const weights = new Float64Array(from.length)
  let next = 0
  let row = 0
  for (const i of order) {
    const source = from[i]!
    if (source === to[i]) continue
    while (row < source) starts[++row] = next
    const added = weight ? weight[i]! : 1
    if (next > starts[source]! && targets[next - 1] === to[i]) {
      if (weight) weights[next - 1]! += added
    } else {
      targets[next] = to[i]!
      weights[next++] = added
    }
  }
  while (row < nodes) starts[++row] = next
  return { starts, targets: targets.slice(0, next), weights: weights.slice(0, next) }
}

/** Stable order of the entries by key; `first` is an order to refine. */
function countingOrder(keys: number, key: Uint32Array, first?: Uint32Array): Uint32Array {
  const place = new Uint32Array(keys + 1)
  for (let i = 0; i < key.length; i++) place[key[i]! + 1]!++
  for (let k = 1; k <= keys; k++) place[k]! += place[k - 1]!
  const order = new Uint32Array(key.length)
  for (let i = 0; i < key.length; i++) {
    const entry = first ? first[i]! : i
    order[place[key[entry]!]!++] = entry
  }
  return order
}

function joinBoth<T extends Uint32Array | Float64Array>(a: T, b: T): T {
  const joined = (a instanceof Uint32Array ? new Uint32Array(a.length + b.length) : new Float64Array(a.length + b.length)) as T
  joined.set(a)
  joined.set(b, a.length)
  return joined
}

/** Numbers the ends of links given as names, in order of first appearance. */
export function numberNodes(
  from: readonly string[],
  to: readonly string[],
): { ids: string[]; from: Uint32Array; to: Uint32Array } {
  requireSameLength('to', to, 'from', from.length)
  const index = new Map<string, number>()
  const numberOf = (id: string) => {
    const known = index.get(id)
    if (known !== undefined) return known
    index.set(id, index.size)
    return index.size - 1
  }
  const sources = new Uint32Array(from.length)
  const targets = new Uint32Array(from.length)
  for (let i = 0; i < from.length; i++) {
    sources[i] = numberOf(from[i]!)
    targets[i] = numberOf(to[i]!)
  }
  return { ids: [...index.keys()], from: sources, to: targets }
}
