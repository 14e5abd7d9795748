import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { oneAtATime } from './one-at-a-time.mjs'

const folder = mkdtempSync(path.join(os.tmpdir(), 'shuke-turns-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const module = new URL('./one-at-a-time.mjs', import.meta.url).href
const inAnotherProcess = (work: string) =>
  spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { oneAtATime } from '${module}'; import fs from 'node:fs'; await oneAtATime('test', process.argv[1], ${work})`,
      folder,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )

it('lets several processes work one after the other', async () => {
  const log = path.join(folder, 'log')
  const note = (word: string) => `fs.appendFileSync(${JSON.stringify(log)}, '${word}')`
  const work = `async () => { ${note('in ')}; await new Promise((done) => setTimeout(done, 100)); ${note('out ')} }`
  await Promise.all([1, 2, 3].map(() => once(inAnotherProcess(work), 'exit')))
  expect(readFileSync(log, 'utf8')).toBe('in out in out in out ')
})

it('does not wait for a process that was killed', async () => {
  const holder = inAnotherProcess(`() => { console.log('working'); return new Promise(() => setInterval(() => {}, 1000)) }`)
  await once(holder.stdout, 'data')
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  expect(await oneAtATime('test', folder, () => 'my turn')).toBe('my turn')
})

it('gives the turn on when the work fails', async () => {
  const failing = oneAtATime('test', folder, () => {
    throw new Error('broken')
  })
  await expect(failing).rejects.toThrow('broken')
  expect(await oneAtATime('test', folder, () => 'next')).toBe('next')
})
