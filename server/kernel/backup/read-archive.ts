import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline, Readable } from 'node:stream'
import { createZstdDecompress } from 'node:zlib'
import { damaged } from './backup-errors.ts'
import { BLOCK, padding, parseTarHeader, type TarMember } from './tar-header.ts'
import type { ArchiveMember } from './write-archive.ts'

export interface ReadMember extends TarMember {
  /** The plain bytes; what the reader leaves over is skipped. */
  body: AsyncIterable<Buffer>
}

/** Takes pieces of any length from a stream. */
class Source {
  #rest: Buffer = Buffer.alloc(0)
  readonly #pieces: AsyncIterator<Buffer>

  constructor(pieces: AsyncIterable<Buffer>) {
    this.#pieces = pieces[Symbol.asyncIterator]()
  }

  /** The next bytes in whatever pieces they come. @throws when the stream ends before */
  async *next(bytes: number): AsyncGenerator<Buffer> {
    for (let missing = bytes; missing > 0; ) {
      if (this.#rest.length === 0) {
        const { value, done } = await this.#pieces.next()
        if (done) throw new Error('the archive ends too early')
        this.#rest = value
      }
      const piece = this.#rest.subarray(0, missing)
      this.#rest = this.#rest.subarray(piece.length)
      missing -= piece.length
      yield piece
    }
  }

  async block(): Promise<Buffer> {
    const pieces: Buffer[] = []
    for await (const piece of this.next(BLOCK)) pieces.push(piece)
    return Buffer.concat(pieces)
  }

  /** Reads on to the end, so that the check value there is looked at too. */
  async drain(): Promise<void> {
    while (!(await this.#pieces.next()).done);
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
  const source = new Source(plain)
  try {
    for (let member = parseTarHeader(await source.block()); member; member = parseTarHeader(await source.block())) {
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
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // The decompressor's own complaints (ZSTD_error_…) and ours about the form mean the same to whoever reads them.
    throw code?.startsWith('ZSTD_') || /archive/.test((error as Error).message) ? damaged(file) : error
  } finally {
    compressed.destroy()
    plain.destroy()
  }
}
