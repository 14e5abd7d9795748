import { InvalidInput } from '../errors.ts'
import { clustering } from '../network/clustering.ts'
import { communities } from '../network/communities.ts'
import { buildGraph, numberNodes } from '../network/graph.ts'
import { networkFigures } from '../network/network-figures.ts'
import { type Command, readArgs } from './command.ts'
import { columnTexts, readNumber, readTable, requireColumn, type Table } from './read-table.ts'

export const command: Command = {
  name: 'network',
  usage: 'network FILE [--directed] [--weighted] --json',
  async run(args) {
    const { files, options } = readArgs(args, { directed: 'flag', weighted: 'flag' })
    const table = await readTable(files[0]!)
    const { ids, from, to } = numberNodes(readEnds(table, 'from'), readEnds(table, 'to'))
    const links = options.weighted ? { from, to, weight: readWeights(table) } : { from, to }
    const graph = buildGraph(ids.length, links, options.directed)
    const { degrees, core, pageRank, eigenvector, paths } = networkFigures(graph)
    const groups = communities(graph)
    const triangles = clustering(graph)
    return {
      links: graph.links,
      modularity: groups.modularity,
      communities: groups.count,
      transitivity: triangles.transitivity,
      averageClustering: triangles.averageLocal,
      diameter: paths.diameter,
      exact: paths.exact,
      nodes: ids.map((id, v) => ({
        id,
        degree: degrees.degree[v],
        strength: degrees.strength[v],
        betweenness: paths.betweenness[v],
        closeness: paths.closeness[v],
        // Without circles of directed links there is no such vector.
        eigenvector: eigenvector.converged ? eigenvector.scores[v] : null,
        pagerank: pageRank.scores[v],
        core: core[v],
        community: groups.group[v],
      })),
    }
  },
}

function readEnds(table: Table, name: string): string[] {
  const column = requireColumn(table, name)
  return columnTexts(table, column).map((text, row) => {
    const id = text.trim()
    if (id === '') throw new InvalidInput(table.columns[column]!, 'must name a node', row)
    return id
  })
}

function readWeights(table: Table): Float64Array {
  const column = requireColumn(table, 'weight')
  return Float64Array.from(columnTexts(table, column), (text, row) => {
    const weight = readNumber(text)
    if (weight === undefined || weight <= 0) throw new InvalidInput(table.columns[column]!, `must be above 0, got "${text}"`, row)
    return weight
  })
}
