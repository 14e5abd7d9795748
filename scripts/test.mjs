// `npm test`: every check and every test, in one order, with one last line "N passed, N failed".
//   --quick        the part without database and browser (npm run verify)
//   --only a,b     just these steps, by the names in brackets
// Plain JavaScript for Node 20: it starts before anything is installed.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { buildWeb } from './build-web.mjs'
import { ensureChromium } from './chromium.mjs'
import { installDependencies } from './install.mjs'
import { oneAtATime } from './one-at-a-time.mjs'
import { projectEnv, projectNode } from './project-node.mjs'
import { fromPlaywright, fromVitest } from './test-counts.mjs'

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const results = mkdtempSync(path.join(os.tmpdir(), 'shuke-test-'))

/** Runs a tool of the project with its own Node; true when it ends well. What it says on stderr stays in order with the rest. */
function run(args, env = {}) {
  const [tool, ...rest] = args
  const child = spawnSync(projectNode(), [path.join(ROOT, tool), ...rest], {
    cwd: ROOT,
    env: projectEnv(env),
    stdio: ['ignore', 1, 1],
  })
  return child.status === 0
}

/** A check counts as one; only the runners' own counts are `tests`. */
const PASSED = { passed: 1, failed: 0, tests: 0 }
const FAILED = { passed: 0, failed: 1, tests: 0 }

const check = (...args) => (run(args) ? PASSED : FAILED)

function report(file, read, ok) {
  try {
    return read(JSON.parse(readFileSync(file, 'utf8')), ok)
  } catch {
    // The runner broke before it could write: that is a failure, whatever its exit code.
    return FAILED
  }
}

function vitest(project) {
  const file = path.join(results, `${project}.json`)
  const ok = run([
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  return report(file, fromVitest, ok)
}

function playwright() {
  const chromium = ensureChromium()
  const file = path.join(results, 'browser.json')
  const ok = run(
    ['node_modules/@playwright/test/cli.js', 'test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json'],
    { SHUKE_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
  )
  return report(file, fromPlaywright, ok)
}

/** In a log file escape codes only hide the text. */
const colours = process.stdout.isTTY ? [] : ['--colors=off']

/** In this order; `quick` ones make up `npm run verify`; a step whose `needs` failed is not run and counts as failed. */
const STEPS = [
  {
    name: 'lint',
    title: 'Format and lint',
    quick: true,
    go: () => check('node_modules/@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', ...colours, '.'),
  },
  { name: 'types', title: 'Types', quick: true, go: () => check('node_modules/ts7/bin/tsc', '-p', '.') },
  { name: 'ladder', title: 'Ladder: who may import whom', quick: true, go: () => check('scripts/check-ladder.ts') },
  { name: 'house', title: 'House rules', quick: true, go: () => check('scripts/check-house.ts') },
  {
    name: 'unused',
    title: 'Unused files, exports and dependencies',
    go: () => check('node_modules/knip/bin/knip.js', '--no-progress'),
  },
  { name: 'docs', title: 'Documents against the tree', quick: true, go: () => check('scripts/check-docs.ts') },
  { name: 'unit', title: 'Unit tests', quick: true, go: () => vitest('pure') },
  { name: 'slow', title: 'Slow tests: simulations, tools on whole folders', go: () => vitest('slow') },
  {
    name: 'build',
    title: 'Web build',
    // As `npm start` does it, so that the server of the browser tests finds the app built.
    go: () =>
      oneAtATime('start', ROOT, () => {
        buildWeb(ROOT)
        return PASSED
      }),
  },
  { name: 'size', title: 'Size of the first load', needs: ['build'], go: () => check('node_modules/size-limit/bin.js') },
  { name: 'database', title: 'Database and API tests', go: () => vitest('db') },
  { name: 'browser', title: 'Browser tests', needs: ['build'], go: () => playwright() },
]

const { values: options } = parseArgs({ options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } } })
const only = options.only?.split(',')
const unknown = only?.filter((name) => !STEPS.some((step) => step.name === name)) ?? []
if (unknown.length > 0) {
  console.error(`There is no step ${unknown.join(', ')}; there are ${STEPS.map((step) => step.name).join(', ')}.`)
  process.exit(2)
}
const steps = STEPS.filter((step) => (only ? only.includes(step.name) : step.quick || !options.quick))

const seconds = (since) => ((Date.now() - since) / 1000).toFixed(1)
const outcomes = []

async function attempt(step) {
  const broken = step.needs?.find((need) => outcomes.some((outcome) => outcome.name === need && outcome.failed > 0))
  if (broken) {
    console.log(`Not run: "${broken}" failed before.`)
    return FAILED
  }
  try {
    return await step.go()
  } catch (error) {
    console.log(error.message)
    return FAILED
  }
}

/** Fetched at the start, while somebody may still be looking; without it the browser tests fail, the rest goes on. */
function installBrowserEarly() {
  try {
    ensureChromium()
  } catch (error) {
    console.log(error.message)
  }
}

const started = Date.now()
try {
  await installDependencies(ROOT)
  if (steps.some((step) => step.name === 'browser')) installBrowserEarly()
  for (const step of steps) {
    console.log(`\n━━ ${step.title} [${step.name}]`)
    const since = Date.now()
    const outcome = await attempt(step)
    outcomes.push({ name: step.name, title: step.title, ...outcome, seconds: seconds(since) })
    console.log(`${outcome.failed > 0 ? '✗' : '✓'} ${step.title}: ${seconds(since)} s`)
  }
} catch (error) {
  console.log(error.message)
  outcomes.push({ name: 'install', title: 'Installation', ...FAILED, seconds: seconds(started) })
} finally {
  rmSync(results, { recursive: true, force: true })
}

console.log(`\n━━ ${seconds(started)} s in all`)
for (const { title, passed, failed, skipped, seconds: took } of outcomes)
  console.log(
    `${failed > 0 ? '✗' : '✓'} ${title.padEnd(40)} ${`${took} s`.padStart(9)}  ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`,
  )

const sum = (key) => outcomes.reduce((total, outcome) => total + outcome[key], 0)
// A run that executed no test proves nothing, unless only checks were asked for.
const testless = sum('tests') === 0 && steps.some((step) => ['unit', 'slow', 'database', 'browser'].includes(step.name))
if (testless) console.log('No test ran.')
const failed = sum('failed') + (testless && sum('failed') === 0 ? 1 : 0)
console.log(`\n${sum('passed')} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
