import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline, Readable } from 'node:stream'
import { createZstdDecompress } from 'node:zlib'
import { damaged } from '../backup-errors.ts'
import { BLOCK, padding, parseTarHeader, type TarMember } from './tar-header.ts'
import type { ArchiveMember } from './write-archive.ts'

export interface ReadMember extends TarMember {
  /** The plain bytes; what the reader leaves over is skipped. */
  body: AsyncIterable<Buffer>
}

/** The decompressor's own complaints mean: this is not what was written. */
const FROM_DECOMPRESSOR = /^(Z_|ZSTD_|ERR_STREAM_PREMATURE)/

/** Takes pieces of any length from a stream. */
class Source {
  #rest: Buffer = Buffer.alloc(0)
  readonly #file: string
  readonly #pieces: AsyncIterator<Buffer>

  constructor(file: string, pieces: AsyncIterable<Buffer>) {
    this.#file = file
    this.#pieces = pieces[Symbol.asyncIterator]()
  }

  async #pull(): Promise<Buffer | undefined> {
    try {
      const { value, done } = await this.#pieces.next()
      return done ? undefined : value
    } catch (error) {
      throw FROM_DECOMPRESSOR.test((error as NodeJS.ErrnoException).code ?? '') ? damaged(this.#file) : error
    }
  }

  /** The next bytes in whatever pieces they come. @throws AppError when the stream ends before */
  async *next(bytes: number): AsyncGenerator<Buffer> {
    for (let missing = bytes; missing > 0; ) {
      if (this.#rest.length === 0) this.#rest = (await this.#pull()) ?? Buffer.alloc(0)
      if (this.#rest.length === 0) throw damaged(this.#file)
      const piece = this.#rest.subarray(0, missing)
      this.#rest = this.#rest.subarray(piece.length)
      missing -= piece.length
      yield piece
    }
  }

  /** The next header; undefined at the end of the archive. @throws AppError when there is none */
  async header(): Promise<TarMember | undefined> {
    const pieces: Buffer[] = []
    for await (const piece of this.next(BLOCK)) pieces.push(piece)
    try {
      return parseTarHeader(Buffer.concat(pieces))
    } catch {
      throw damaged(this.#file)
    }
  }

  /** Reads on to the end, so that the check value there is looked at too. */
  async drain(): Promise<void> {
    while (await this.#pull());
  }
}

/** Passes the bytes on and compares them with what the manifest says of this member. */
async function* checked(name: string, body: AsyncIterable<Buffer>, expected: ArchiveMember | undefined): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  for await (const piece of body) {
    hash.update(piece)
    yield piece
  }
  if (!expected || hash.digest('hex') !== expected.sha256) throw damaged(name)
}

/**
 * The members of an archive in their order, each compared with the manifest as it is read, and at the end the archive as a whole.
 * @throws AppError naming what is damaged
 */
export async function* readArchive(
  file: string,
  expected: { sha256: string; members: readonly ArchiveMember[] },
): AsyncGenerator<ReadMember> {
  const members = new Map(expected.members.map((member) => [member.name, member]))
  const whole = createHash('sha256')
  const compressed = createReadStream(file, { highWaterMark: 1 << 18 })
  compressed.on('data', (piece) => whole.update(piece))
  // Errors of either end reach the reader of the plain bytes.
  const plain = pipeline(compressed, createZstdDecompress(), () => {}) as unknown as Readable
  const source = new Source(file, plain)
  try {
    for (let member = await source.header(); member; member = await source.header()) {
      const body =
        member.kind === 'file' ? checked(member.name, source.next(member.bytes), members.get(member.name)) : Readable.from([])
      yield { ...member, body }
      for await (const _ of body);
      for await (const _ of source.next(padding(member.bytes)));
      members.delete(member.name)
    }
    await source.drain()
    if (whole.digest('hex') !== expected.sha256) throw damaged(file)
    if (members.size > 0) throw damaged([...members.keys()][0]!)
  } finally {
    compressed.destroy()
    plain.destroy()
  }
}
