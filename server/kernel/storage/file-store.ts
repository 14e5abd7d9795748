import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { defaultDataDir } from '../embedded-postgres/default-data-dir.ts'

const KEY = /^[a-z0-9-]+\/[A-Za-z0-9._-]+$/

/** Files that belong to the installation, below its data folder, readable by its own user only. Keys are `<area>/<name>`. */
export interface FileStore {
  /** Where a kept file is. */
  pathOf(key: string): string
  /** Keeps a copy of a file. */
  copyIn(key: string, from: string): Promise<void>
  /** Takes a file over; the original is gone afterwards. */
  moveIn(key: string, from: string): Promise<void>
  remove(key: string): Promise<void>
}

export function openFileStore(dataDir: string = defaultDataDir()): FileStore {
  const pathOf = (key: string): string => {
    // Keys are made by us, but a path is built from them: nothing may lead out of the folder.
    if (!KEY.test(key) || key.includes('..')) throw new TypeError(`not a storage key: ${key}`)
    return path.join(dataDir, key)
  }
  const target = async (key: string): Promise<string> => {
    const file = pathOf(key)
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
    return file
  }
  const secure = async (file: string): Promise<void> => {
    const handle = await open(file, 'r+')
    try {
      await handle.chmod(0o600)
      // A job that was acknowledged must find its file after a power cut.
      await handle.sync()
    } finally {
      await handle.close()
    }
  }
  const copyIn = async (key: string, from: string): Promise<void> => {
    const file = await target(key)
    await copyFile(from, file)
    await secure(file)
  }
  return {
    pathOf,
    copyIn,
    async moveIn(key, from) {
      const file = await target(key)
      try {
        await rename(from, file)
        await secure(file)
      } catch (error) {
        // Another file system: copy, then remove.
        if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
        await copyIn(key, from)
        await rm(from, { force: true })
      }
    },
    remove: (key) => rm(pathOf(key), { force: true }),
  }
}

/** SHA-256 and size of a file, read as a stream. */
export async function fingerprint(file: string): Promise<{ sha256: Buffer; bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    hash.update(chunk as Buffer)
    bytes += (chunk as Buffer).length
  }
  return { sha256: hash.digest(), bytes }
}
