// Runs dependency-cruiser with the ladder of .dependency-cruiser.cjs. `node scripts/check-ladder.ts [folder]`.
// With a TypeScript it does not know, dependency-cruiser reads nothing and calls that success; so every source file must appear.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { projectFiles } from './house/project-files.ts'

const ROOMS = ['contract', 'analytics', 'server', 'web', 'e2e', 'bench', 'scripts']
const HOME = path.dirname(import.meta.dirname)

interface Cruise {
  modules: { source: string }[]
  summary: { violations: { from: string; to: string; cycle?: { name: string }[]; rule: { name: string; severity: string } }[] }
}

export interface LadderReport {
  /** Source files the tool has read. */
  read: number
  /** Source files that are there and that it has not read. */
  unread: string[]
  violations: { rule: string; from: string; to: string }[]
}

/** Checks the imports of the project in `root` with the configuration of this repository. */
export function checkLadder(root: string, config = path.join(HOME, '.dependency-cruiser.cjs')): LadderReport {
  const rooms = ROOMS.filter((room) => existsSync(path.join(root, room)))
  // Listed before the tool runs: a file written meanwhile is not one it missed.
  const ours = projectFiles(root).filter(
    (file) => /\.tsx?$/.test(file) && !/\.d\.ts$/.test(file) && rooms.includes(file.split('/')[0] ?? ''),
  )
  const tool = path.join(HOME, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs')
  const run = spawnSync(process.execPath, [tool, '--config', config, '--output-type', 'json', '--no-progress', ...rooms], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 256 << 20,
  })
  if (!run.stdout.startsWith('{')) throw new Error(`dependency-cruiser failed: ${run.stderr || run.error?.message || run.stdout}`)
  const cruise = JSON.parse(run.stdout) as Cruise
  const seen = new Set(cruise.modules.map(({ source }) => source))
  return {
    read: ours.filter((file) => seen.has(file)).length,
    unread: ours.filter((file) => !seen.has(file)),
    violations: cruise.summary.violations.map(({ rule, from, to, cycle }) => ({
      rule: rule.name,
      from,
      to: cycle ? cycle.map(({ name }) => name).join(' → ') : to,
    })),
  }
}

if (import.meta.main) {
  const { read, unread, violations } = checkLadder(path.resolve(process.argv[2] ?? HOME))
  for (const { rule, from, to } of violations) console.log(`${from}  ${rule}: imports ${to}`)
  for (const file of unread) console.log(`${file}  was not read by the ladder check`)
  console.log(`ladder: ${read} files read, ${unread.length} unread, ${violations.length} violations`)
  process.exitCode = violations.length > 0 || unread.length > 0 || read === 0 ? 1 : 0
}
