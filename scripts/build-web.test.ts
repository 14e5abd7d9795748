import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildWeb, webIsStale } from './build-web.mjs'

const root = mkdtempSync(path.join(os.tmpdir(), 'shuke-web-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const page = path.join(root, 'web', 'dist', 'page.txt')
const source = path.join(root, 'web', 'app', 'page.txt')
/** Stands for vite: what it makes is the source. */
const build = (_root: string, folder: string) => {
  mkdirSync(folder, { recursive: true })
  cpSync(source, path.join(folder, 'page.txt'))
}

beforeAll(() => {
  for (const folder of ['web/app', 'contract', 'node_modules']) mkdirSync(path.join(root, folder), { recursive: true })
  writeFileSync(path.join(root, 'package-lock.json'), '{}')
  writeFileSync(source, 'one')
})

it('is stale before the first build and fresh after it', () => {
  expect(webIsStale(root)).toBe(true)
  buildWeb(root, { build })
  expect(webIsStale(root)).toBe(false)
  expect(readFileSync(page, 'utf8')).toBe('one')
})

it.each(['web/app/page.txt', 'web/new.ts', 'contract/shared.ts', 'package-lock.json'])(
  'is stale again after a change of %s',
  (file) => {
    writeFileSync(path.join(root, file), `changed ${file}`)
    expect(webIsStale(root)).toBe(true)
    buildWeb(root, { build })
    expect(webIsStale(root)).toBe(false)
  },
)

it('does not mind a changed test', () => {
  writeFileSync(path.join(root, 'web', 'app', 'page.test.tsx'), 'test')
  expect(webIsStale(root)).toBe(false)
})

it('keeps the present app when a build fails half-way', () => {
  writeFileSync(source, 'two')
  const fail = (_root: string, folder: string) => {
    build(_root, folder)
    throw new Error('broken')
  }
  expect(() => buildWeb(root, { build: fail })).toThrow('broken')
  expect(readFileSync(page, 'utf8')).not.toBe('two')
  expect(webIsStale(root)).toBe(true)
  buildWeb(root, { build })
  expect(readFileSync(page, 'utf8')).toBe('two')
  expect(readdirSync(path.join(root, 'node_modules', '.shuke-web'))).toEqual([])
})
