import { describe, expect, it } from 'vitest'
import { truth, truthAvailable, truthRows } from '../testing/truth-files.ts'
import { clustering } from './clustering.ts'
import { communities } from './communities.ts'
import { coreNumbers } from './core.ts'
import { degrees } from './degree.ts'
import { eigenvectorCentrality } from './eigenvector.ts'
import { buildGraph, numberNodes } from './graph.ts'
import { modularity } from './modularity.ts'
import { pageRank } from './page-rank.ts'
import { pathFigures } from './path-figures.ts'

type Top = [node: number | string, value: number][]

/** Members of the instructor's side after the split that Zachary reports (1977, table 1); the others went with the officers. */
const INSTRUCTOR_SIDE = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 17, 18, 20, 22].map(String)

function readNetwork(file: string) {
  const rows = truthRows(file)
  const links = numberNodes(
    rows.map((row) => row.from!),
    rows.map((row) => row.to!),
  )
  const weight = Float64Array.from(rows, (row) => Number(row.weight ?? 1))
  const graph = buildGraph(links.ids.length, links)
  return { ids: links.ids, graph, weighted: buildGraph(links.ids.length, { ...links, weight }) }
}

describe.skipIf(!truthAvailable)('published network figures', () => {
  it('network.karate', () => {
    const expected = truth<{
      nodes: number
      edges: number
      degree: Top
      pagerank_085_unweighted: Top
      pagerank_085_weighted: Top
      betweenness_norm: Top
      closeness: Top
      eigenvector: Top
      kcore_max: number
      transitivity: number
      avg_clustering: number
      diameter: number
      modularity_true_split_unweighted: number
      modularity_optimum_published: number
    }>('network.karate')
    const { ids, graph, weighted } = readNetwork('karate_edges.csv')
    const paths = pathFigures(graph)
    const triangles = clustering(graph)
    const expectTop = (values: ArrayLike<number>, top: Top) => {
      for (const [node, value] of top)
        expect(Math.abs(values[ids.indexOf(String(node))]! - value), `node ${node}`).toBeLessThan(1e-5)
      expect(Math.max(...Array.from(values))).toBe(values[ids.indexOf(String(top[0]![0]))])
    }

    expect([graph.nodes, graph.links]).toEqual([expected.nodes, expected.edges])
    expectTop(degrees(graph).degree, expected.degree)
    expectTop(pageRank(graph).scores, expected.pagerank_085_unweighted)
    expectTop(pageRank(weighted).scores, expected.pagerank_085_weighted)
    expectTop(paths.betweenness, expected.betweenness_norm)
    expectTop(paths.closeness, expected.closeness)
    expectTop(eigenvectorCentrality(graph).scores, expected.eigenvector)
    expect(Math.max(...coreNumbers(graph))).toBe(expected.kcore_max)
    expect(triangles.transitivity).toBeCloseTo(expected.transitivity, 5)
    expect(triangles.averageLocal).toBeCloseTo(expected.avg_clustering, 5)
    expect(paths.diameter).toBe(expected.diameter)
    const split = Uint32Array.from(ids, (id) => (INSTRUCTOR_SIDE.includes(id) ? 0 : 1))
    expect(modularity(graph, split)).toBeCloseTo(expected.modularity_true_split_unweighted, 5)
    expect(communities(graph).modularity).toBeCloseTo(expected.modularity_optimum_published, 4)
  })

  it('network.florentine', () => {
    const expected = truth<{ nodes: number; edges: number; betweenness_Medici: number; top: Top }>('network.florentine')
    const { ids, graph } = readNetwork('florentine_marriages.csv')
    const { betweenness } = pathFigures(graph)
    expect([graph.nodes, graph.links]).toEqual([expected.nodes, expected.edges])
    expect(betweenness[ids.indexOf('Medici')]).toBeCloseTo(expected.betweenness_Medici, 5)
    for (const [family, value] of expected.top) expect(betweenness[ids.indexOf(String(family))]).toBeCloseTo(value, 5)
  })
})
