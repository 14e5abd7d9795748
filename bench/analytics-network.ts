import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { buildGraph, type Graph, type Links, pathFigures, Random } from '@shuke/analytics'
import { addSources, emptySums, scratchFor, TOGETHER } from '../analytics/network/brandes.ts'
import type { BenchResult } from './report.ts'

export const name = 'analytics-network'

const NODES = 10_000
const LINKS_EACH = 3
/** The reference walks only so many sources: every source costs the same, and all of them would take it minutes. */
const REFERENCE_SOURCES = 400
/** At most a tenth of the plain reference's time. */
const LIMIT = 0.1

type Timed = { seconds: number; sum: number }

/**
 * Exact betweenness on 10 000 nodes, all sources, beside Brandes in plain Python and in numpy in the same run; CPU seconds. The limit is for
 * the plain one, the ratio to the vectorised one stands beside it.
 */
export async function run(): Promise<BenchResult> {
  const links = grownNetwork(NODES, LINKS_EACH)
  const graph = buildGraph(NODES, links)
  const cpu = fastest(() => pathFigures(graph), 3)
  const work = `betweenness ${NODES} nodes, ${graph.links} links`
  const notes = [
    `The reference walks ${REFERENCE_SOURCES} of the ${NODES} sources; its time is taken ${NODES / REFERENCE_SOURCES}-fold.`,
  ]
  const reference = runReference(links, notes)
  const ours = { work, way: 'ours, exact', seconds: cpu, ratio: 1 }
  if (!reference) return { rows: [ours], ratios: [], notes }
  requireSame(dependencySum(graph), reference.plain.sum, reference.numpy.sum)
  const whole = (timed: Timed) => (timed.seconds * NODES) / REFERENCE_SOURCES
  const ratioTo = (timed: Timed) => cpu / whole(timed)
  return {
    rows: [
      ours,
      { work, way: 'plain Python', seconds: whole(reference.plain), ratio: ratioTo(reference.plain) },
      { work, way: 'numpy, level by level', seconds: whole(reference.numpy), ratio: ratioTo(reference.numpy) },
    ],
    ratios: [
      { name: `${name} betweenness against numpy`, ratio: ratioTo(reference.numpy) },
      { name: `${name} betweenness`, ratio: ratioTo(reference.plain), limit: LIMIT },
    ],
    notes,
  }
}

/** A network that grows by preferring well-linked nodes, as recommendations do (Barabási & Albert 1999). */
function grownNetwork(nodes: number, each: number): Links {
  const random = new Random(1)
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

function runReference(links: Links, notes: string[]): { plain: Timed; numpy: Timed } | undefined {
  const script = fileURLToPath(new URL('./reference/network_reference.py', import.meta.url))
  const input = JSON.stringify({ nodes: NODES, from: [...links.from], to: [...links.to], sources: REFERENCE_SOURCES })
  const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' }
  const child = spawnSync('python3', [script], { input, env, maxBuffer: 1 << 26, encoding: 'utf8' })
  if (child.error || child.status !== 0) {
    const reason = child.error?.message ?? child.stderr.trim().split('\n').at(-1)
    notes.push(`No reference figures: Python with numpy did not run (${reason}).`)
    return undefined
  }
  return JSON.parse(child.stdout) as { plain: Timed; numpy: Timed }
}

/** Our dependencies from the sources of the reference, summed. */
function dependencySum(graph: Graph): number {
  const sums = emptySums(graph.nodes)
  const scratch = scratchFor(graph)
  const sources = Uint32Array.from({ length: REFERENCE_SOURCES }, (_, i) => i)
  for (let done = 0; done < sources.length; done += TOGETHER)
    addSources(graph, sources.subarray(done, done + TOGETHER), sums, scratch)
  return sums.dependency.reduce((total, value) => total + value, 0)
}

function requireSame(ours: number, ...theirs: number[]): void {
  for (const other of theirs) {
    if (Math.abs(ours - other) > 1e-9 * other) throw new Error(`our dependencies sum to ${ours}, the reference's to ${other}`)
  }
}

/** CPU seconds of the fastest run. */
function fastest(work: () => unknown, runs: number): number {
  let cpu = Number.POSITIVE_INFINITY
  for (let i = 0; i < runs; i++) {
    const before = process.cpuUsage()
    work()
    const used = process.cpuUsage(before)
    cpu = Math.min(cpu, (used.user + used.system) / 1e6)
  }
  return cpu
}
