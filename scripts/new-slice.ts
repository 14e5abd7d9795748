// `npm run new-slice <module>/<feature>`: a feature from contract to database test that passes every check, to be filled with meaning.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { featureFiles } from './slice/feature-files.ts'
import { sliceNames } from './slice/names.ts'
import { registrations } from './slice/registrations.ts'

const ROOT = path.dirname(import.meta.dirname)

/** The modules, lowest first, as the ladder's rules name them. */
function ladderModules(): string[] {
  const { forbidden } = createRequire(import.meta.url)(path.join(ROOT, '.dependency-cruiser.cjs')) as {
    forbidden: { name: string }[]
  }
  return forbidden.flatMap(({ name }) => (name.startsWith('ladder-') ? [name.slice('ladder-'.length)] : []))
}

/** Now in UTC, but always behind the newest migration there is. */
function migrationStamp(): string {
  const newest = readdirSync(path.join(ROOT, 'server', 'migrations'))
    .map((file) => /^\d{14}/.exec(file)?.[0] ?? '')
    .sort()
    .at(-1)
  const now = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  return newest && newest >= now ? String(BigInt(newest) + 1n) : now
}

/** Writes the slice. @returns the paths of all files that were written or changed */
function writeSlice(given: string): string[] {
  const ladder = ladderModules()
  const names = sliceNames(given, ladder)
  const read = (file: string) => (existsSync(path.join(ROOT, file)) ? readFileSync(path.join(ROOT, file), 'utf8') : undefined)
  const own = featureFiles(names, migrationStamp())
  const there = Object.keys(own).filter((file) => read(file) !== undefined)
  if (there.length > 0) throw new Error(`${there.join(', ')} is there already: a slice is made once.`)
  // Everything is worked out before the first file is written, so a refusal leaves nothing behind.
  const files = { ...own, ...registrations(names, ladder, read) }
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(ROOT, file)), { recursive: true })
    writeFileSync(path.join(ROOT, file), text)
  }
  return Object.keys(files)
}

/** Formats and sorts imports, so that the templates need not know how the neighbours look. */
function format(files: string[]): void {
  const biome = path.join(ROOT, 'node_modules', '@biomejs', 'biome', 'bin', 'biome')
  const code = files.filter((file) => file.endsWith('.ts'))
  const run = spawnSync(process.execPath, [biome, 'check', '--write', ...code], { cwd: ROOT, encoding: 'utf8' })
  if (run.status !== 0) throw new Error(`The files are written, but biome is not content:\n${run.stdout}${run.stderr}`)
}

/** schema.sql is what the migrations give; it is written by a database that has run them all. */
function writeSchema(): void {
  const run = spawnSync(process.execPath, [path.join(ROOT, 'server', 'kernel', 'db', 'write-schema.ts')], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  if (run.status !== 0)
    throw new Error(`The files are written, but schema.sql is not (node server/kernel/db/write-schema.ts):\n${run.stderr}`)
}

const NEXT = `
Next:
  1. Say in the contract what it really holds; types follow from there.
  2. Change the migration while it is not yet released; keys to other tables are (org_id, x_id). Then run
     node server/kernel/db/write-schema.ts.
  3. Give the new permissions to roles in server/modules/team/roles/rules.ts (owner and admin have them already).
  4. Say in the module's README what it means to the business.
  5. npm run verify, then npm test.`

try {
  const [given, ...rest] = process.argv.slice(2)
  if (!given || rest.length > 0) throw new Error('Say which slice: npm run new-slice <module>/<feature>')
  const files = writeSlice(given)
  format(files)
  writeSchema()
  for (const file of [...files, 'server/migrations/schema.sql']) console.log(file)
  console.log(NEXT)
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 2
}
