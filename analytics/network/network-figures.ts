import { addSources, type PathSums, scratchFor, TOGETHER } from './brandes.ts'
import { coreNumbers } from './core.ts'
import { type Degrees, degrees } from './degree.ts'
import { eigenvectorCentrality } from './eigenvector.ts'
import { type Graph, type Links, withLinks } from './graph.ts'
import { type NodeScores, pageRank } from './page-rank.ts'
import { EXACT_UP_TO, figuresOf, type PathControl, type PathFigures, type PathOptions, pathFigures } from './path-figures.ts'

/** All node figures of a network, from which further links can be taken in. */
export interface NetworkFigures {
  readonly graph: Graph
  readonly degrees: Degrees
  readonly core: Uint32Array
  readonly pageRank: NodeScores
  readonly eigenvector: NodeScores
  readonly paths: PathFigures
}

/** Computes every node figure of a network from nothing. */
export function networkFigures(graph: Graph, options: PathOptions = {}, control: PathControl = {}): NetworkFigures {
  return {
    graph,
    degrees: degrees(graph),
    core: coreNumbers(graph),
    pageRank: pageRank(graph),
    eigenvector: eigenvectorCentrality(graph),
    paths: pathFigures(graph, options, control),
  }
}

/**
 * The figures after links were added, equal to a full computation up to rounding. Degrees and core numbers cost one pass anyway;
 * PageRank and the eigenvector start from their old values; the shortest paths are walked again only from sources whose distances or
 * path counts a new link changes: those with d(s,a) ≠ d(s,b) for an undirected link, d(s,a) + 1 ≤ d(s,b) for a directed one
 * (Green, McColl & Bader 2012). When that is the half of all sources or more, or when the old figures were sampled or took the strength
 * of links as length, everything is walked again.
 *
 * @param nodes number of nodes afterwards, at least that of before
 */
export function addLinksToFigures(
  before: NetworkFigures,
  added: Links,
  nodes = before.graph.nodes,
  options: PathOptions = {},
  control: PathControl = {},
): NetworkFigures {
  const graph = withLinks(before.graph, added, nodes)
  return {
    graph,
    degrees: degrees(graph),
    core: coreNumbers(graph),
    pageRank: pageRank(graph, 0.85, { start: grown(before.pageRank.scores, nodes, 1 / nodes) }),
    // A positive start everywhere, so that a part that scored 0 can grow.
    eigenvector: eigenvectorCentrality(graph, { start: grown(before.eigenvector.scores, nodes, 0).map((score) => score + 1e-6) }),
    paths: pathsAfter(before, graph, added, options, control),
  }
}

function pathsAfter(before: NetworkFigures, graph: Graph, added: Links, options: PathOptions, control: PathControl): PathFigures {
  const { nodes } = graph
  const full = () => pathFigures(graph, options, control)
  const byLinks = before.paths.length === 'links' && (options.length ?? 'links') === 'links'
  if (!before.paths.exact || !byLinks || nodes > (options.exactUpTo ?? EXACT_UP_TO)) return full()
  // New nodes have no links yet in this view of the network before.
  const old = nodes === before.graph.nodes ? before.graph : withLinks(before.graph, NO_LINKS, nodes)
  const affected = affectedSources(old, added)
  if (affected.length * 2 >= nodes) return full()
  const sums: PathSums = {
    dependency: grown(before.paths.sums.dependency, nodes, 0),
    distance: grown(before.paths.sums.distance, nodes, 0),
    reached: grown(before.paths.sums.reached, nodes, 0),
    farthest: grown(before.paths.sums.farthest, nodes, 0),
  }
  const scratchBefore = scratchFor(old)
  const scratchAfter = scratchFor(graph)
  for (let done = 0; done < affected.length; done += TOGETHER) {
    control.signal?.throwIfAborted()
    const sources = affected.subarray(done, done + TOGETHER)
    addSources(old, sources, sums, scratchBefore, -1)
    addSources(graph, sources, sums, scratchAfter, 1)
    control.onProgress?.(done, affected.length)
  }
  return figuresOf(sums, nodes, nodes, 'links')
}

const NO_LINKS: Links = { from: new Uint32Array(), to: new Uint32Array(), weight: new Float64Array() }

function affectedSources(old: Graph, { from, to }: Links): Uint32Array {
  const hit = new Uint8Array(old.nodes)
  const toA = new Int32Array(old.nodes)
  const toB = new Int32Array(old.nodes)
  for (let i = 0; i < from.length; i++) {
    if (from[i] === to[i]) continue
    distancesTo(old, from[i]!, toA)
    distancesTo(old, to[i]!, toB)
    for (let s = 0; s < old.nodes; s++) {
      const a = toA[s]!
      const b = toB[s]!
      if (old.directed ? a !== FAR && a + 1 <= b : a !== b) hit[s] = 1
    }
  }
  return Uint32Array.from({ length: old.nodes }, (_, s) => s).filter((s) => hit[s])
}

const FAR = 0x7fffffff

/** Links on the shortest way from every node to `goal`, against the directions; FAR where there is none. */
function distancesTo({ inStarts, inTargets }: Graph, goal: number, into: Int32Array): void {
  into.fill(FAR)
  into[goal] = 0
  const queue = [goal]
  for (let head = 0; head < queue.length; head++) {
    const v = queue[head]!
    for (let a = inStarts[v]!; a < inStarts[v + 1]!; a++) {
      const w = inTargets[a]!
      if (into[w] !== FAR) continue
      into[w] = into[v]! + 1
      queue.push(w)
    }
  }
}

function grown(values: Float64Array, nodes: number, filler: number): Float64Array {
  const longer = new Float64Array(nodes).fill(filler)
  longer.set(values)
  return longer
}
