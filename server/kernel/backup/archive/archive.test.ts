import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AppError } from '../../errors.ts'
import { readArchive } from './read-archive.ts'
import { parseTarHeader, tarHeader } from './tar-header.ts'
import { type ArchiveMember, writeArchive } from './write-archive.ts'

const never = new AbortController().signal
const noise = randomBytes(300_001)
const text = Buffer.from('熟客\n'.repeat(100_000))
let folder = ''
let written: { bytes: number; sha256: string; members: ArchiveMember[] }
let content: Buffer
const archive = () => path.join(folder, 'data.tar.zst')

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'shuke-archive-'))
  await writeFile(path.join(folder, 'noise'), noise)
  const writer = writeArchive(archive(), never)
  await writer.addFolder('postgres/empty')
  await writer.addFile('postgres/noise', path.join(folder, 'noise'))
  await writer.addBytes('files/text', text)
  await writer.addBytes('files/nothing', Buffer.alloc(0))
  expect(await writer.addFile('files/gone', path.join(folder, 'no such file'))).toBe(false)
  written = await writer.close()
  content = await readFile(archive())
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function readAll(file: string, expected = written): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>()
  for await (const { name, body } of readArchive(file, expected)) {
    const pieces: Buffer[] = []
    for await (const piece of body) pieces.push(piece)
    found.set(name, Buffer.concat(pieces))
  }
  return found
}

test('what is written is read again, byte for byte', async () => {
  const found = await readAll(archive())
  expect([...found.keys()]).toEqual(['postgres/empty/', 'postgres/noise', 'files/text', 'files/nothing'])
  expect(found.get('postgres/noise')!.equals(noise)).toBe(true)
  expect(found.get('files/text')!.equals(text)).toBe(true)
  expect(written.bytes).toBe(content.length)
})

describe('damage is told', () => {
  const bad = () => path.join(folder, 'bad.tar.zst')

  test.each([0, 5, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, -1])('one flipped bit at %s', async (place) => {
    const spoilt = Buffer.from(content)
    const at = place < 0 ? content.length - 1 : place < 1 && place > 0 ? Math.floor(content.length * place) : place
    spoilt[at]! ^= 1
    await writeFile(bad(), spoilt)
    await expect(readAll(bad())).rejects.toThrow(AppError)
  })

  test('a file that ends early', async () => {
    await writeFile(bad(), content)
    await truncate(bad(), content.length - 1000)
    await expect(readAll(bad())).rejects.toThrow(AppError)
  })

  test('a member that the manifest does not name, and one that is missing', async () => {
    const [first, ...rest] = written.members
    await expect(readAll(archive(), { ...written, members: rest })).rejects.toThrow('noise')
    const more = [first!, ...rest, { name: 'files/lost', bytes: 1, sha256: '' }]
    await expect(readAll(archive(), { ...written, members: more })).rejects.toThrow('lost')
  })
})

test('headers survive long and Chinese names, and refuse what does not fit', () => {
  for (const name of ['a', `${'目录/'.repeat(14)}照片.jpg`, `${'x'.repeat(60)}/${'y'.repeat(90)}`])
    expect(parseTarHeader(tarHeader({ name, kind: 'file', bytes: 5_000_000_000 }))).toEqual({
      name,
      kind: 'file',
      bytes: 5_000_000_000,
    })
  expect(() => tarHeader({ name: 'z'.repeat(101), kind: 'file', bytes: 1 })).toThrow('too long')
  expect(() => tarHeader({ name: 'z', kind: 'file', bytes: 8 ** 11 })).toThrow('too large')
  expect(() => parseTarHeader(Buffer.alloc(512, 1))).toThrow('damaged')
})

test('a disk that refuses ends the writing with its reason, and stopping ends it too', async () => {
  const nowhere = writeArchive(path.join(folder, 'no', 'such', 'folder'), never)
  await expect(
    (async () => {
      for (;;) await nowhere.addBytes('files/noise', noise)
    })(),
  ).rejects.toThrow('ENOENT')
  const stopped = writeArchive(path.join(folder, 'stopped'), AbortSignal.abort(new Error('told to stop')))
  await expect(stopped.addBytes('files/noise', noise)).rejects.toThrow('told to stop')
  stopped.abandon()
})
