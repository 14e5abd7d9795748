/** One member of a tar archive. */
export interface TarMember {
  name: string
  kind: 'file' | 'folder'
  bytes: number
}

export const BLOCK = 512

/** What follows a member's bytes up to the next block. */
export const padding = (bytes: number): number => (BLOCK - (bytes % BLOCK)) % BLOCK

const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, '0')}\0`

/** A name of more than 100 bytes is cut at a slash into prefix and name. */
function splitName(name: string): { prefix: string; base: string } {
  if (Buffer.byteLength(name) <= 100) return { prefix: '', base: name }
  for (let at = name.indexOf('/'); at > 0; at = name.indexOf('/', at + 1)) {
    const [prefix, base] = [name.slice(0, at), name.slice(at + 1)]
    if (Buffer.byteLength(prefix) <= 155 && Buffer.byteLength(base) <= 100) return { prefix, base }
  }
  throw new RangeError(`the name is too long for the archive: ${name}`)
}

function checksum(header: Buffer): number {
  let sum = 8 * 0x20
  for (let at = 0; at < BLOCK; at++) if (at < 148 || at >= 156) sum += header[at]!
  return sum
}

/** A member's header in the form of POSIX ustar, so that any `tar` can read a backup without Shuke. */
export function tarHeader({ name, kind, bytes }: TarMember): Buffer {
  if (bytes >= 8 ** 11) throw new RangeError(`${name} is too large for the archive: ${bytes} bytes`)
  const header = Buffer.alloc(BLOCK)
  const { prefix, base } = splitName(name)
  header.write(base, 0)
  header.write(octal(kind === 'folder' ? 0o700 : 0o600, 8), 100)
  header.write(octal(0, 8), 108)
  header.write(octal(0, 8), 116)
  header.write(octal(bytes, 12), 124)
  header.write(octal(0, 12), 136)
  header.write(kind === 'folder' ? '5' : '0', 156)
  header.write('ustar\0' + '00', 257)
  header.write(prefix, 345)
  header.write(`${checksum(header).toString(8).padStart(6, '0')}\0 `, 148)
  return header
}

const text = (header: Buffer, start: number, length: number): string =>
  header
    .subarray(start, start + length)
    .toString('utf8')
    .replace(/\0.*$/s, '')

/** Reads a header; undefined for the empty block that ends an archive. @throws Error when the block is no header */
export function parseTarHeader(header: Buffer): TarMember | undefined {
  if (header.every((byte) => byte === 0)) return undefined
  if (Number.parseInt(text(header, 148, 8), 8) !== checksum(header)) throw new Error('a header of the archive is damaged')
  const prefix = text(header, 345, 155)
  const base = text(header, 0, 100)
  return {
    name: prefix ? `${prefix}/${base}` : base,
    kind: text(header, 156, 1) === '5' ? 'folder' : 'file',
    bytes: Number.parseInt(text(header, 124, 12), 8),
  }
}
