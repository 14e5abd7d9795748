import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Random } from '../stats/random.ts'
import { buildGraph, type Graph, type Links } from './graph.ts'
import { addLinksToFigures, networkFigures } from './network-figures.ts'
import { pathFigures, pathFiguresAsync } from './path-figures.ts'

const MOST_NODES = 26
const someNodes = fc.integer({ min: 1, max: MOST_NODES })
const pairs = fc.array(fc.tuple(fc.nat(MOST_NODES - 1), fc.nat(MOST_NODES - 1), fc.constantFrom(0.25, 0.5, 1, 2, 4)), {
  maxLength: 90,
})

function linksWithin(nodes: number, list: readonly [number, number, number][]): Required<Links> {
  const kept = list.filter(([a, b]) => a < nodes && b < nodes)
  return {
    from: Uint32Array.from(kept, ([a]) => a),
    to: Uint32Array.from(kept, ([, b]) => b),
    weight: Float64Array.from(kept, ([, , weight]) => weight),
  }
}

/** Betweenness, closeness and diameter by the definition, from all distances and path counts. */
function byDefinition(graph: Graph, lengthOf: (weight: number) => number) {
  const { nodes } = graph
  const length = Array.from({ length: nodes }, () => new Array<number>(nodes).fill(Number.POSITIVE_INFINITY))
  for (let v = 0; v < nodes; v++) {
    length[v]![v] = 0
    for (let a = graph.starts[v]!; a < graph.starts[v + 1]!; a++) length[v]![graph.targets[a]!] = lengthOf(graph.weights[a]!)
  }
  const direct = length.map((row) => [...row])
  for (let k = 0; k < nodes; k++)
    for (let s = 0; s < nodes; s++)
      for (let t = 0; t < nodes; t++) length[s]![t] = Math.min(length[s]![t]!, length[s]![k]! + length[k]![t]!)
  const paths = length.map((row, s) => {
    const counts = new Array<number>(nodes).fill(0)
    counts[s] = 1
    const byDistance = row.map((_, t) => t).filter((t) => t !== s && row[t]! < Number.POSITIVE_INFINITY)
    for (const t of byDistance.sort((a, b) => row[a]! - row[b]!))
      for (let v = 0; v < nodes; v++) if (v !== t && row[v]! + direct[v]![t]! === row[t]!) counts[t]! += counts[v]!
    return counts
  })
  const betweenness = new Array<number>(nodes).fill(0)
  const closeness = new Array<number>(nodes).fill(0)
  let diameter = 0
  for (let v = 0; v < nodes; v++) {
    let reached = 0
    let distance = 0
    for (let s = 0; s < nodes; s++) {
      if (s === v || length[s]![v] === Number.POSITIVE_INFINITY) continue
      reached++
      distance += length[s]![v]!
      diameter = Math.max(diameter, length[s]![v]!)
      for (let t = 0; t < nodes; t++) {
        if (t === s || t === v || length[s]![t] === Number.POSITIVE_INFINITY) continue
        if (length[s]![v]! + length[v]![t]! === length[s]![t]!)
          betweenness[v]! += (paths[s]![v]! * paths[v]![t]!) / paths[s]![t]! / ((nodes - 1) * (nodes - 2))
      }
    }
    if (distance > 0) closeness[v] = (reached / distance) * (reached / (nodes - 1))
  }
  return { betweenness, closeness, diameter }
}

function expectClose(actual: Float64Array, expected: ArrayLike<number>): void {
  expect(actual.length).toBe(expected.length)
  actual.forEach((value, v) => {
    expect(Math.abs(value - expected[v]!), `node ${v}`).toBeLessThan(1e-9)
  })
}

/** A network that grows by preferring well-linked nodes. */
function grownNetwork(nodes: number, each: number, seed: number): Links {
  const random = new Random(seed)
  const ends = [0]
  const from: number[] = []
  const to: number[] = []
  for (let v = 1; v < nodes; v++) {
    for (let k = 0; k < Math.min(v, each); k++) {
      const target = random.pick(ends)
      from.push(v)
      to.push(target)
      ends.push(v, target)
    }
  }
  return { from: Uint32Array.from(from), to: Uint32Array.from(to) }
}

describe('shortest paths', { timeout: 60_000 }, () => {
  it('the middle of a path of three has betweenness 1; the centre of a star closeness 1', () => {
    const path = pathFigures(buildGraph(3, { from: Uint32Array.of(0, 1), to: Uint32Array.of(1, 2) }))
    expect([...path.betweenness]).toEqual([0, 1, 0])
    const star = pathFigures(buildGraph(5, { from: Uint32Array.of(0, 0, 0, 0), to: Uint32Array.of(1, 2, 3, 4) }))
    expect(star.closeness[0]).toBe(1)
    expect(star.betweenness[0]).toBe(1)
    expect(star.diameter).toBe(2)
  })

  it.each([false, true])('equal the definition (directed: %s)', (directed) => {
    fc.assert(
      fc.property(someNodes, pairs, (nodes, list) => {
        const { from, to } = linksWithin(nodes, list)
        const graph = buildGraph(nodes, { from, to }, directed)
        const figures = pathFigures(graph)
        const expected = byDefinition(graph, () => 1)
        expectClose(figures.betweenness, expected.betweenness)
        expectClose(figures.closeness, expected.closeness)
        expect(figures.diameter).toBe(expected.diameter)
      }),
      { numRuns: 150 },
    )
  })

  it.each([false, true])('equal the definition with strengths as lengths (directed: %s)', (directed) => {
    fc.assert(
      fc.property(someNodes, pairs, (nodes, list) => {
        const graph = buildGraph(nodes, linksWithin(nodes, list), directed)
        // Sums of weights like 0.75 have lengths that are no binary fractions; those networks are left to the other test.
        fc.pre(graph.weights.every((weight) => Number.isInteger(Math.log2(weight))))
        const figures = pathFigures(graph, { length: 'strength' })
        const expected = byDefinition(graph, (weight) => 1 / weight)
        expectClose(figures.betweenness, expected.betweenness)
        expectClose(figures.closeness, expected.closeness)
      }),
      { numRuns: 150 },
    )
  })

  it('samples are reproducible, near the exact figures, and exact when all nodes are drawn', () => {
    const graph = buildGraph(1000, grownNetwork(1000, 3, 4))
    const exact = pathFigures(graph)
    const sample = pathFigures(graph, { exactUpTo: 100, samples: 300, seed: 9 })
    expect(sample).toMatchObject({ exact: false, sources: 300 })
    expectClose(pathFigures(graph, { exactUpTo: 100, samples: 300, seed: 9 }).betweenness, sample.betweenness)
    const top = exact.betweenness.indexOf(Math.max(...exact.betweenness))
    expect(Math.abs(sample.betweenness[top]! / exact.betweenness[top]! - 1)).toBeLessThan(0.15)
    expect(Math.abs(sample.closeness[top]! / exact.closeness[top]! - 1)).toBeLessThan(0.05)
    expectClose(pathFigures(graph, { exactUpTo: 100, samples: 1000 }).betweenness, exact.betweenness)
  })

  it('a long chain, where only forward steps are cheap', () => {
    const nodes = 3000
    const from = Uint32Array.from({ length: nodes - 1 }, (_, i) => i)
    const figures = pathFigures(buildGraph(nodes, { from, to: from.map((v) => v + 1) }), { exactUpTo: 10, samples: 40 })
    expect(figures.betweenness[1500]).toBeGreaterThan(0.3)
    expect(figures.betweenness[0]).toBe(0)
  })

  it('reports progress and can be aborted; the waiting form gives the same figures', async () => {
    const graph = buildGraph(3000, grownNetwork(3000, 3, 4))
    const seen: number[] = []
    const figures = await pathFiguresAsync(graph, {}, { onProgress: (done) => seen.push(done) })
    expectClose(pathFigures(graph).betweenness, figures.betweenness)
    expect(seen.length).toBeGreaterThan(2)
    const controller = new AbortController()
    const stopped = pathFiguresAsync(graph, {}, { signal: controller.signal, onProgress: () => controller.abort() })
    await expect(stopped).rejects.toThrow('aborted')
  })
})

describe('links added later', () => {
  it.each([false, true])('give what a full computation gives (directed: %s)', (directed) => {
    fc.assert(
      fc.property(someNodes, pairs, fc.array(fc.tuple(fc.nat(29), fc.nat(29)), { maxLength: 3 }), (nodes, list, later) => {
        const { from, to } = linksWithin(nodes, list)
        const size = Math.max(nodes, ...later.map(([a, b]) => Math.max(a, b) + 1))
        const added = { from: Uint32Array.from(later, ([a]) => a), to: Uint32Array.from(later, ([, b]) => b) }
        const grown = addLinksToFigures(networkFigures(buildGraph(nodes, { from, to }, directed)), added, size)
        const all = { from: Uint32Array.of(...from, ...added.from), to: Uint32Array.of(...to, ...added.to) }
        const full = networkFigures(buildGraph(size, all, directed))
        expect(grown.graph).toEqual(full.graph)
        expectClose(grown.paths.betweenness, full.paths.betweenness)
        expectClose(grown.paths.closeness, full.paths.closeness)
        expect(grown.paths.diameter).toBe(full.paths.diameter)
        expectClose(grown.pageRank.scores, full.pageRank.scores)
        expect(grown.core).toEqual(full.core)
        expect(grown.degrees).toEqual(full.degrees)
      }),
      { numRuns: 150 },
    )
  })

  it('walk only the sources a link concerns', () => {
    // Two separate halves: a link inside one leaves the sources of the other alone.
    const half = grownNetwork(200, 3, 1)
    const both = {
      from: Uint32Array.of(...half.from, ...half.from.map((v) => v + 500)),
      to: Uint32Array.of(...half.to, ...half.to.map((v) => v + 500)),
    }
    const before = networkFigures(buildGraph(1000, both))
    const walked: number[] = []
    const added = { from: Uint32Array.of(600), to: Uint32Array.of(690) }
    const after = addLinksToFigures(before, added, 1000, {}, { onProgress: (_, sources) => walked.push(sources) })
    expect(walked[0]).toBeLessThanOrEqual(200)
    expectClose(after.paths.betweenness, networkFigures(after.graph).paths.betweenness)
  })
})
