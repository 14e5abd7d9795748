import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress } from 'node:zlib'
import { BLOCK, padding, tarHeader } from './tar-header.ts'

/** A file as it lies in an archive; the hash is of the plain bytes. */
export interface ArchiveMember {
  name: string
  bytes: number
  sha256: string
}

export interface ArchiveWriter {
  addFolder(name: string): Promise<void>
  addBytes(name: string, content: Buffer): Promise<void>
  /**
   * Adds a file at the size it has now. What a running server cuts off meanwhile is filled with zeros, what it appends is left out:
   * its journal knows both. @returns false when the file is gone
   */
  addFile(name: string, file: string): Promise<boolean>
  /** Ends the archive; it is on the disk when this resolves. */
  close(): Promise<{ bytes: number; sha256: string; members: ArchiveMember[] }>
  /** Gives up after an error; the file stays half written. */
  abandon(): void
}

const PIECE = 1 << 18
const LEVEL = 3

async function openIfThere(file: string): Promise<FileHandle | undefined> {
  try {
    return await open(file, 'r')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** The first `bytes` of a file, made up with zeros. */
async function* readExactly(handle: FileHandle, bytes: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes; ) {
    const piece = Buffer.allocUnsafe(Math.min(PIECE, bytes - at))
    const { bytesRead } = await handle.read(piece, 0, piece.length, at)
    if (bytesRead === 0) piece.fill(0)
    yield bytesRead === 0 ? piece : piece.subarray(0, bytesRead)
    at += bytesRead || piece.length
  }
}

/**
 * Writes a tar archive compressed by zstd, without ever holding more than a piece of it.
 * @param onBytes hears how many plain bytes were added
 */
export function writeArchive(file: string, signal: AbortSignal, onBytes: (bytes: number) => void = () => {}): ArchiveWriter {
  const compress = createZstdCompress({
    params: { [constants.ZSTD_c_compressionLevel]: LEVEL, [constants.ZSTD_c_checksumFlag]: 1 },
  })
  const members: ArchiveMember[] = []
  const whole = createHash('sha256')
  const broken = new AbortController()
  let bytes = 0
  const written = pipeline(
    compress,
    async function* (pieces: AsyncIterable<Buffer>) {
      for await (const piece of pieces) {
        whole.update(piece)
        bytes += piece.length
        yield piece
      }
    },
    createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }),
  )
  written.catch((error: unknown) => broken.abort(error))

  async function put(piece: Buffer): Promise<void> {
    signal.throwIfAborted()
    broken.signal.throwIfAborted()
    if (compress.write(piece)) return
    try {
      await once(compress, 'drain', { signal: broken.signal })
    } catch (error) {
      // The disk's own words (full, gone) say more than "aborted".
      broken.signal.throwIfAborted()
      throw error
    }
  }

  async function addFileOf(name: string, size: number, pieces: Iterable<Buffer> | AsyncIterable<Buffer>): Promise<void> {
    const hash = createHash('sha256')
    await put(tarHeader({ name, kind: 'file', bytes: size }))
    for await (const piece of pieces) {
      hash.update(piece)
      await put(piece)
      onBytes(piece.length)
    }
    if (padding(size) > 0) await put(Buffer.alloc(padding(size)))
    members.push({ name, bytes: size, sha256: hash.digest('hex') })
  }

  return {
    addFolder: (name) => put(tarHeader({ name: `${name}/`, kind: 'folder', bytes: 0 })),
    addBytes: (name, content) => addFileOf(name, content.length, [content]),
    async addFile(name, file) {
      const handle = await openIfThere(file)
      if (!handle) return false
      try {
        const { size } = await handle.stat()
        await addFileOf(name, size, readExactly(handle, size))
        return true
      } finally {
        await handle.close()
      }
    },
    async close() {
      await put(Buffer.alloc(2 * BLOCK))
      compress.end()
      await written
      return { bytes, sha256: whole.digest('hex'), members }
    },
    abandon: () => void compress.destroy(),
  }
}
