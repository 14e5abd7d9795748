import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { tryExclusiveLock } from './exclusive-lock.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'shuke-lock-'))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

it('is held by one, and free again after its release', () => {
  const file = path.join(folder, 'released')
  const held = tryExclusiveLock(file)
  expect(tryExclusiveLock(file)).toBeUndefined()
  held?.release()
  expect(tryExclusiveLock(file)).toBeDefined()
})

it('is free again when its process is killed', async () => {
  const file = path.join(folder, 'killed')
  const module = new URL('./exclusive-lock.ts', import.meta.url).href
  const program = `import { tryExclusiveLock } from ${JSON.stringify(module)}
    globalThis.held = tryExclusiveLock(${JSON.stringify(file)})
    console.log('held')
    setInterval(() => {}, 1000)`
  const holder = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'ignore'] })
  await once(holder.stdout, 'data')
  expect(tryExclusiveLock(file)).toBeUndefined()
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  expect(tryExclusiveLock(file)).toBeDefined()
})
