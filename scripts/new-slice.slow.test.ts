import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { projectFiles } from './house/project-files.ts'
import { sliceNames } from './slice/names.ts'

const HOME = path.dirname(import.meta.dirname)
const WORKSPACES = ['contract', 'analytics', 'server', 'web', 'e2e']
/** What every table and migration must satisfy. */
const CATALOGUE_TESTS = ['server/kernel/catalogue.db.test.ts', 'server/kernel/db/print-schema.db.test.ts']
const made: string[] = []
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})

/** A copy of the project whose own packages are its own and whose other packages are ours. */
function copyOfProject(): string {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'shuke-slice-')))
  made.push(root)
  for (const file of projectFiles(HOME)) cpSync(path.join(HOME, file), path.join(root, file))
  const packages = path.join(root, 'node_modules')
  mkdirSync(path.join(packages, '@shuke'), { recursive: true })
  for (const name of readdirSync(path.join(HOME, 'node_modules')))
    if (name !== '@shuke' && !name.startsWith('.shuke'))
      symlinkSync(path.join(HOME, 'node_modules', name), path.join(packages, name))
  for (const name of WORKSPACES) symlinkSync(path.join('..', '..', name), path.join(packages, '@shuke', name))
  return root
}

function node(root: string, ...args: string[]) {
  const { NODE_OPTIONS: _, VITEST: __, ...env } = process.env
  const run = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...env, NO_COLOR: '1' },
    maxBuffer: 64 << 20,
  })
  return { status: run.status, output: `${run.stdout}${run.stderr}` }
}

/** What the static checks complain about, a line each. */
function complaints(root: string): string[] {
  const runs = [
    node(root, 'node_modules/ts7/bin/tsc', '-p', '.'),
    node(root, 'scripts/check-ladder.ts'),
    node(root, 'scripts/check-house.ts'),
    node(root, 'scripts/check-docs.ts'),
    node(root, 'node_modules/knip/bin/knip.js', '--no-progress', '--reporter', 'compact'),
  ]
  const summary = /^(ladder|house rules|documents): |^\s*$/
  return runs.flatMap(({ output }) => output.split('\n').filter((line) => !summary.test(line)))
}

interface VitestReport {
  testResults: { name: string; status: string; message: string; assertionResults: { failureMessages: string[] }[] }[]
}

/** Makes a slice in the copy; the paths of its files. */
function newSlice(root: string, given: string): string[] {
  const run = node(root, 'scripts/new-slice.ts', given)
  expect(run).toMatchObject({ status: 0, output: expect.stringContaining('Next:') })
  return run.output.split('\n').filter((line) => /^\S+\.\w+$/.test(line))
}

// One copy for both: the checks take most of the time. The second slice is its module's first, so it makes the module too.
test('new slices in an old and in a new module pass every check and their own tests', () => {
  const root = copyOfProject()
  const before = complaints(root)
  const files = [...newSlice(root, 'customers/nicknames'), ...newSlice(root, 'campaigns/gift-cards')]
  expect(files).toContain('server/modules/customers/nicknames/create-nickname.ts')
  expect(files).toContain('server/modules/campaigns/README.md')
  expect(complaints(root).filter((line) => !before.includes(line))).toEqual([])
  const code = files.filter((file) => file.endsWith('.ts'))
  expect(node(root, 'node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', ...code)).toMatchObject({
    status: 0,
  })

  const report = path.join(root, 'report.json')
  const tests = files.filter((file) => file.endsWith('.test.ts'))
  const runner = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', `--outputFile=${report}`]
  node(root, ...runner, ...tests, ...CATALOGUE_TESTS)
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as VitestReport
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) =>
    status === 'passed' ? [] : [path.relative(root, name), message, ...assertionResults.flatMap((one) => one.failureMessages)],
  )
  expect(failures).toEqual([])
  expect(testResults).toHaveLength(tests.length + CATALOGUE_TESTS.length)

  // A slice is made once.
  const again = node(root, 'scripts/new-slice.ts', 'customers/nicknames')
  expect(again).toMatchObject({ status: 2, output: expect.stringContaining('is there already') })
})

const modules = ['customers', 'membership']

test('names are spelled for every place they stand in', () => {
  expect(sliceNames('membership/gift-cards', modules)).toMatchObject({
    singular: 'gift-card',
    table: 'gift_cards',
    object: 'gift_card',
    camel: 'giftCard',
    pascalPlural: 'GiftCards',
    word: 'gift card',
  })
  expect(sliceNames('customers/histories', modules).singular).toBe('history')
  expect(sliceNames('customers/boxes', modules).singular).toBe('box')
  expect(sliceNames('customers/purchases', modules).singular).toBe('purchase')
})

test.each([
  ['nicknames', 'is not <module>/<feature>'],
  ['customers/a/b', 'is not <module>/<feature>'],
  ['gossip/rumours', 'There is no module "gossip"'],
  ['customers/Nicknames', 'is not kebab-case'],
  ['customers/name-utils', '"utils" says where'],
  ['customers/nickname', 'is not a plural'],
  ['customers/status', 'is not a plural'],
])('%s is refused: %s', (given, reason) => {
  expect(() => sliceNames(given, modules)).toThrow(reason)
})
