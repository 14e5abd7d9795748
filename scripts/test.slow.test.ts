import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { findChromium } from './chromium.mjs'
import { outdatedPackages } from './install.mjs'
import { fromPlaywright, fromVitest } from './test-counts.mjs'

const vitestReport = (passed: number, failed: number, unloadable = 0) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numPendingTests: 1,
  numTodoTests: 0,
  testResults: Array.from({ length: unloadable }, () => ({ status: 'failed', assertionResults: [] })),
})
const playwrightReport = (expected: number, unexpected: number, flaky: number, errors: unknown[] = []) => ({
  stats: { expected, unexpected, flaky, skipped: 0 },
  errors,
})

test('unit tests are counted; a file that does not load is a failure', () => {
  expect(fromVitest(vitestReport(5, 0), true)).toEqual({ passed: 5, failed: 0, skipped: 1, tests: 5 })
  expect(fromVitest(vitestReport(5, 2, 1), false)).toMatchObject({ passed: 5, failed: 3, tests: 7 })
  expect(fromVitest(vitestReport(5, 0), false)).toMatchObject({ failed: 1 })
})

test('browser tests are counted; a second try is a failure, and so is a set-up that broke', () => {
  expect(fromPlaywright(playwrightReport(3, 0, 0), true)).toEqual({ passed: 3, failed: 0, skipped: 0, tests: 3 })
  expect(fromPlaywright(playwrightReport(3, 1, 1), false)).toMatchObject({ passed: 3, failed: 2 })
  expect(fromPlaywright(playwrightReport(0, 0, 0, [{ message: 'no server' }]), false)).toMatchObject({
    passed: 0,
    failed: 1,
    tests: 0,
  })
})

/** A folder with the given package-lock.json and npm's record of what it installed. */
function installation(locked: object, installed?: object): { root: string } & Disposable {
  const root = mkdtempSync(path.join(os.tmpdir(), 'shuke-install-'))
  writeFileSync(path.join(root, 'package-lock.json'), JSON.stringify({ packages: locked }))
  if (installed) {
    mkdirSync(path.join(root, 'node_modules'))
    writeFileSync(path.join(root, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: installed }))
  }
  return { root, [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }) }
}

test('an installation is complete when every package has its locked version', () => {
  const locked = {
    '': { version: '1.0.0' },
    web: { version: '0.1.0' },
    'node_modules/web': { link: true },
    'node_modules/zod': { version: '4.0.0' },
    'node_modules/node-win': { version: '24.0.0', optional: true },
  }
  using whole = installation(locked, { 'node_modules/zod': { version: '4.0.0' } })
  expect(outdatedPackages(whole.root)).toEqual([])
  using old = installation(locked, { 'node_modules/zod': { version: '3.9.0' } })
  expect(outdatedPackages(old.root)).toEqual(['zod'])
  using partial = installation(locked, {})
  expect(outdatedPackages(partial.root)).toEqual(['zod'])
  using none = installation(locked)
  expect(outdatedPackages(none.root)).toEqual(['node_modules'])
})

test('the browser is the one that was named, else one in PATH', () => {
  using bin = installation({})
  const chromium = path.join(bin.root, 'google-chrome')
  writeFileSync(chromium, '')
  chmodSync(chromium, 0o755)
  expect(findChromium({ SHUKE_CHROMIUM: '/opt/mine', PATH: bin.root })).toBe('/opt/mine')
  expect([
    chromium,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
  ]).toContain(findChromium({ PATH: bin.root }))
})

const shukeTest = (...args: string[]) =>
  spawnSync(process.execPath, [path.join(import.meta.dirname, 'test.mjs'), ...args], { encoding: 'utf8' })

test('the last line counts, and the exit code follows it', () => {
  const run = shukeTest('--only', 'docs,house')
  const last = run.stdout.trimEnd().split('\n').at(-1) ?? ''
  const [, passed, failed] = /^(\d+) passed, (\d+) failed$/.exec(last) ?? []
  expect(Number(passed) + Number(failed)).toBe(2)
  expect(run.status).toBe(failed === '0' ? 0 : 1)
})

test('an unknown step is wrong usage, and says which there are', () => {
  const run = shukeTest('--only', 'lnit')
  expect(run.status).toBe(2)
  expect(run.stderr).toContain('There is no step lnit; there are lint, types,')
})
