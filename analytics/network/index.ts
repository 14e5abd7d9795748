export { type Clustering, clustering } from './clustering.ts'
export { type Communities, type CommunityOptions, communities } from './communities.ts'
export { coreNumbers } from './core.ts'
export { type Degrees, degreeCentrality, degrees } from './degree.ts'
export { eigenvectorCentrality } from './eigenvector.ts'
export { buildGraph, type Graph, type Links, numberNodes, undirected, withLinks } from './graph.ts'
export { type Influence, influence, NO_REFERRER, socialActivity } from './influence.ts'
export { modularity } from './modularity.ts'
export { addLinksToFigures, type NetworkFigures, networkFigures } from './network-figures.ts'
export { type IterationOptions, type NodeScores, pageRank } from './page-rank.ts'
export {
  type PathControl,
  type PathFigures,
  type PathLength,
  type PathOptions,
  pathFigures,
  pathFiguresAsync,
} from './path-figures.ts'
