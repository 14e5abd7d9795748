import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clustering } from './clustering.ts'
import { communities } from './communities.ts'
import { coreNumbers } from './core.ts'
import { degreeCentrality, degrees } from './degree.ts'
import { eigenvectorCentrality } from './eigenvector.ts'
import { buildGraph, type Links, linksOf, numberNodes, undirected, withLinks } from './graph.ts'
import { influence, socialActivity } from './influence.ts'
import { modularity } from './modularity.ts'
import { pageRank } from './page-rank.ts'

const NODES = 18
const pairs = fc.array(fc.tuple(fc.nat(NODES - 1), fc.nat(NODES - 1)), { maxLength: 60 })

function linksFrom(list: readonly (readonly number[])[]): Links {
  return { from: Uint32Array.from(list, ([a]) => a!), to: Uint32Array.from(list, ([, b]) => b!) }
}

/** Two groups of four that all know each other, joined by one link. */
const TWO_GROUPS = linksFrom(
  [0, 4]
    .flatMap((base) => [0, 1, 2, 3].flatMap((a) => [0, 1, 2, 3].filter((b) => b > a).map((b) => [base + a, base + b])))
    .concat([[3, 4]]),
)

describe('network', () => {
  it('leaves out loops, counts a repeated link once, adds weights where given', () => {
    const links = { from: Uint32Array.of(0, 1, 0, 2), to: Uint32Array.of(1, 0, 1, 2) }
    const plain = buildGraph(3, links)
    expect([plain.links, ...plain.weights]).toEqual([1, 1, 1])
    expect(buildGraph(3, { ...links, weight: Float64Array.of(1, 2, 3, 9) }).weights[0]).toBe(6)
    const directed = buildGraph(3, links, true)
    expect([directed.links, degrees(directed).incoming[0], degrees(directed).degree[0]]).toEqual([2, 1, 2])
    expect(undirected(directed).links).toBe(1)
    expect(() => buildGraph(2, { from: Uint32Array.of(0), to: Uint32Array.of(2) })).toThrow('to[0]')
    expect(() => buildGraph(2, { from: Uint32Array.of(0), to: Uint32Array.of(1), weight: Float64Array.of(0) })).toThrow(
      'weight[0]',
    )
  })

  it('links come back as they went in, in both kinds', () => {
    fc.assert(
      fc.property(pairs, fc.boolean(), (list, directed) => {
        const graph = buildGraph(NODES, linksFrom(list), directed)
        const key = (a: number, b: number) => (directed || a < b ? `${a} ${b}` : `${b} ${a}`)
        const expected = new Set(list.filter(([a, b]) => a !== b).map(([a, b]) => key(a, b)))
        const { from, to } = linksOf(graph)
        expect(new Set(Array.from(from, (a, i) => key(a, to[i]!)))).toEqual(expected)
        expect(from.length).toBe(expected.size)
      }),
    )
  })

  it('further links with weights add to known ones', () => {
    const graph = buildGraph(2, { from: Uint32Array.of(0), to: Uint32Array.of(1), weight: Float64Array.of(2) })
    const added = { from: Uint32Array.of(1, 0), to: Uint32Array.of(0, 2) }
    expect([...linksOf(withLinks(graph, { ...added, weight: Float64Array.of(3, 1) }, 3)).weight!]).toEqual([5, 1])
    expect([...linksOf(withLinks(graph, added, 3)).weight!]).toEqual([2, 1])
  })

  it('numbers names in order of appearance', () => {
    expect(numberNodes(['b', 'a'], ['a', 'c'])).toEqual({
      ids: ['b', 'a', 'c'],
      from: Uint32Array.of(0, 1),
      to: Uint32Array.of(1, 2),
    })
  })
})

describe('centralities', () => {
  it('the centre of a star has degree centrality 1', () => {
    const star = buildGraph(5, linksFrom([1, 2, 3, 4].map((leaf) => [0, leaf])))
    expect([...degreeCentrality(star)]).toEqual([1, 0.25, 0.25, 0.25, 0.25])
  })

  it('PageRank adds up to 1, is positive, and a warm start ends at the same place', () => {
    fc.assert(
      fc.property(pairs, fc.boolean(), (list, directed) => {
        const graph = buildGraph(NODES, linksFrom(list), directed)
        const { scores, converged } = pageRank(graph)
        expect(converged).toBe(true)
        expect(scores.reduce((sum, score) => sum + score, 0)).toBeCloseTo(1, 10)
        expect(Math.min(...scores)).toBeGreaterThan(0)
        const start = scores.map((_, v) => 1 + v)
        pageRank(graph, 0.85, { start }).scores.forEach((score, v) => {
          expect(score).toBeCloseTo(scores[v]!, 9)
        })
      }),
    )
    expect(() => pageRank(buildGraph(1, linksFrom([])), 1)).toThrow('damping')
  })

  it('a node linked to hubs outranks one of the same degree linked to leaves', () => {
    // 0 and 1 are hubs, 2 hangs on both; 10 hangs on two leaves.
    const list = [
      [0, 1],
      [0, 2],
      [1, 2],
      [0, 3],
      [0, 4],
      [0, 5],
      [1, 6],
      [1, 7],
      [1, 8],
      [3, 10],
      [6, 10],
    ]
    const graph = buildGraph(11, linksFrom(list))
    const { scores, converged } = eigenvectorCentrality(graph)
    expect(converged).toBe(true)
    expect(degrees(graph).degree[2]).toBe(degrees(graph).degree[10])
    expect(scores[2]).toBeGreaterThan(scores[10]!)
  })

  it('the eigenvector solves A·x = λ·x, on a network of two sides too', () => {
    const graph = buildGraph(
      4,
      linksFrom([
        [0, 1],
        [0, 2],
        [0, 3],
      ]),
    )
    const { scores } = eigenvectorCentrality(graph)
    expect(scores[0]).toBeCloseTo(Math.SQRT1_2, 9)
    expect(scores[1]).toBeCloseTo(1 / Math.sqrt(6), 9)
    expect([...eigenvectorCentrality(buildGraph(2, linksFrom([]))).scores]).toEqual([0, 0])
  })
})

describe('structure', () => {
  it('core numbers equal repeated removal', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const graph = buildGraph(NODES, linksFrom(list))
        const expected = new Uint32Array(NODES)
        const alive = new Set(Array.from({ length: NODES }, (_, v) => v))
        const neighboursOf = (v: number) =>
          Array.from(graph.targets.subarray(graph.starts[v]!, graph.starts[v + 1]!)).filter((w) => alive.has(w))
        for (let k = 0; alive.size > 0; k++) {
          for (let again = true; again; ) {
            const weak = [...alive].find((v) => neighboursOf(v).length <= k)
            again = weak !== undefined
            if (weak === undefined) continue
            expected[weak] = k
            alive.delete(weak)
          }
        }
        expect(coreNumbers(graph)).toEqual(expected)
      }),
    )
  })

  it('triangles equal the count over all triples', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const graph = buildGraph(NODES, linksFrom(list))
        const linked = (a: number, b: number) => graph.targets.subarray(graph.starts[a]!, graph.starts[a + 1]!).includes(b)
        const expected = new Float64Array(NODES)
        for (let a = 0; a < NODES; a++)
          for (let b = a + 1; b < NODES; b++)
            for (let c = b + 1; c < NODES; c++)
              if (linked(a, b) && linked(b, c) && linked(a, c)) for (const v of [a, b, c]) expected[v]!++
        const result = clustering(graph)
        expect(result.triangles).toEqual(expected)
        expect(result.transitivity).toBeGreaterThanOrEqual(0)
        expect(result.transitivity).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('two dense groups with one bridge are found, the same with the same seed', () => {
    const graph = buildGraph(8, TWO_GROUPS)
    const found = communities(graph)
    expect([...found.group]).toEqual([0, 0, 0, 0, 1, 1, 1, 1])
    // W = 13 links, 6 inside each group, strengths 13 and 13.
    expect(found.modularity).toBeCloseTo(12 / 13 - 0.5, 12)
    expect(communities(graph, { seed: 1 })).toEqual(found)
  })

  it('modularity: one group 0, and the communities never do worse than that', () => {
    fc.assert(
      fc.property(pairs, (list) => {
        const graph = buildGraph(NODES, linksFrom(list))
        expect(modularity(graph, new Uint32Array(NODES))).toBeCloseTo(0, 12)
        const found = communities(graph, { runs: 3 })
        expect(found.modularity).toBeGreaterThanOrEqual(-1e-12)
        expect(found.modularity).toBeCloseTo(modularity(graph, found.group), 12)
      }),
    )
  })
})

describe('influence', () => {
  it('a tree of two generations gives the expected sums', () => {
    // 0 brought 1 and 2; 1 brought 3; 3 brought 4.
    const result = influence(Int32Array.of(-1, 0, 0, 1, 3), Float64Array.of(1000, 10, 20, 5, 7))
    expect([...result.total]).toEqual([35, 12, 0, 7, 0])
    expect([...result.byGeneration[0]!]).toEqual([30, 5, 0, 7, 0])
    expect(result.people[1]![0]).toBe(1)
  })

  it('own value is not counted in a circle, and bad tables are named', () => {
    expect([...influence(Int32Array.of(1, 0), Float64Array.of(3, 4), 5).total]).toEqual([4, 3])
    expect(() => influence(Int32Array.of(0), Float64Array.of(1))).toThrow('referrer[0]')
  })

  it('activity halves after one half-life', () => {
    const now = socialActivity([100, 90], [1, 2], 100)
    expect(socialActivity([100, 90], [1, 2], 130)).toBeCloseTo(now / 2, 12)
    expect(() => socialActivity([5], [1], 4)).toThrow('days[0]')
  })
})
