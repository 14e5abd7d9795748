import { requireCount, requirePositive } from '../errors.ts'
import { Random } from '../stats/random.ts'
import { type Graph, undirected } from './graph.ts'
import { modularity } from './modularity.ts'

export interface CommunityOptions {
  /** Seed of the visiting order; the same seed gives the same groups. Default 1. */
  readonly seed?: number
  /** Runs with different orders, of which the best is kept; default 8. */
  readonly runs?: number
  readonly resolution?: number
}

export interface Communities {
  /** Group per node; 0 is the largest group. */
  readonly group: Uint32Array
  readonly count: number
  readonly modularity: number
}

/**
 * Groups of nodes with many links inside and few between, by the Louvain method: nodes move to the neighbouring group that raises
 * modularity most, groups become nodes, and so on; at the end single nodes may move once more. Directions are ignored.
 * Source: Blondel, Guillaume, Lambiotte & Lefebvre 2008.
 */
export function communities(graph: Graph, options: CommunityOptions = {}): Communities {
  const { seed = 1, runs = 8, resolution = 1 } = options
  requireCount('runs', runs, undefined, 1)
  requirePositive('resolution', resolution)
  const plain = undirected(graph)
  const random = new Random(seed)
  let best: Uint32Array = Uint32Array.from({ length: graph.nodes }, (_, v) => v)
  let highest = modularity(plain, best, resolution)
  for (let run = 0; run < runs && plain.links > 0; run++) {
    const group = louvain(plain, resolution, random)
    const quality = modularity(plain, group, resolution)
    if (quality > highest) {
      best = group
      highest = quality
    }
  }
  const group = bySize(best)
  return { group, count: group.reduce((most, label) => Math.max(most, label + 1), 0), modularity: highest }
}

/** A network of groups: `loops` holds the weight inside a group, counted twice like a link seen from both ends. */
interface Level {
  readonly nodes: number
  readonly starts: Uint32Array
  readonly targets: Uint32Array
  readonly weights: Float64Array
  readonly loops: Float64Array
}

function louvain(graph: Graph, resolution: number, random: Random): Uint32Array {
  let level: Level = { ...graph, loops: new Float64Array(graph.nodes) }
  let group: Uint32Array = Uint32Array.from({ length: graph.nodes }, (_, v) => v)
  for (;;) {
    const moved = Uint32Array.from({ length: level.nodes }, (_, v) => v)
    if (!moveNodes(level, moved, resolution, random)) break
    const count = renumber(moved)
    group = group.map((label) => moved[label]!)
    level = groupsAsNodes(level, moved, count)
  }
  moveNodes({ ...graph, loops: new Float64Array(graph.nodes) }, group, resolution, random)
  return group
}

/** Gains below this are rounding. */
const LEAST_GAIN = 1e-12

/** Moves nodes between groups while that raises modularity; returns whether any moved. */
function moveNodes(level: Level, group: Uint32Array, resolution: number, random: Random): boolean {
  const { nodes, starts, targets, weights, loops } = level
  const strength = new Float64Array(nodes)
  const strengthOf = new Float64Array(nodes)
  let total = 0
  for (let v = 0; v < nodes; v++) {
    strength[v] = loops[v]!
    for (let a = starts[v]!; a < starts[v + 1]!; a++) strength[v]! += weights[a]!
    strengthOf[group[v]!]! += strength[v]!
    total += strength[v]!
  }
  const order = random.shuffle(Array.from({ length: nodes }, (_, v) => v))
  const toGroup = new Float64Array(nodes)
  const near: number[] = []
  let everMoved = false
  for (let moves = 1; moves > 0; ) {
    moves = 0
    for (const v of order) {
      const own = group[v]!
      near.length = 0
      for (let a = starts[v]!; a < starts[v + 1]!; a++) {
        const label = group[targets[a]!]!
        if (toGroup[label] === 0) near.push(label)
        toGroup[label]! += weights[a]!
      }
      strengthOf[own]! -= strength[v]!
      const price = (resolution * strength[v]!) / total
      let best = own
      let gain = toGroup[own]! - price * strengthOf[own]! + LEAST_GAIN * total
      for (const label of near) {
        const candidate = toGroup[label]! - price * strengthOf[label]!
        if (label !== own && candidate > gain) {
          best = label
          gain = candidate
        }
        toGroup[label] = 0
      }
      strengthOf[best]! += strength[v]!
      if (best === own) continue
      group[v] = best
      moves++
    }
    everMoved ||= moves > 0
  }
  return everMoved
}

/** Makes labels consecutive in order of first appearance; returns their number. */
function renumber(labels: Uint32Array): number {
  const fresh = new Map<number, number>()
  for (let v = 0; v < labels.length; v++) {
    const label = fresh.get(labels[v]!) ?? fresh.size
    fresh.set(labels[v]!, label)
    labels[v] = label
  }
  return fresh.size
}

function groupsAsNodes(level: Level, group: Uint32Array, count: number): Level {
  const members: number[][] = Array.from({ length: count }, () => [])
  for (let v = 0; v < level.nodes; v++) members[group[v]!]!.push(v)
  const starts = new Uint32Array(count + 1)
  const targets: number[] = []
  const weights: number[] = []
  const loops = new Float64Array(count)
  const toGroup = new Float64Array(count)
  for (let g = 0; g < count; g++) {
    const near: number[] = []
    for (const v of members[g]!) {
      loops[g]! += level.loops[v]!
      for (let a = level.starts[v]!; a < level.starts[v + 1]!; a++) {
        const label = group[level.targets[a]!]!
        if (label === g) loops[g]! += level.weights[a]!
        else {
          if (toGroup[label] === 0) near.push(label)
          toGroup[label]! += level.weights[a]!
        }
      }
    }
    for (const label of near) {
      targets.push(label)
      weights.push(toGroup[label]!)
      toGroup[label] = 0
    }
    starts[g + 1] = targets.length
  }
  return { nodes: count, starts, targets: Uint32Array.from(targets), weights: Float64Array.from(weights), loops }
}

/** Labels by falling size of the group; equal sizes keep the order of their first node. */
function bySize(labels: Uint32Array): Uint32Array {
  const group = labels.slice()
  const count = renumber(group)
  const sizes = new Uint32Array(count)
  for (const label of group) sizes[label]!++
  const rank = Uint32Array.from(sizes, (_, label) => label).sort((a, b) => sizes[b]! - sizes[a]! || a - b)
  const place = new Uint32Array(count)
  rank.forEach((label, at) => {
    place[label] = at
  })
  return group.map((label) => place[label]!)
}
