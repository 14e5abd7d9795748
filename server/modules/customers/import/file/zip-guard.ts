import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { createInflateRaw } from 'node:zlib'
import { AppError } from '../../../../kernel/errors.ts'

/** More than any sheet of a million rows needs; what goes beyond is no workbook but an attack, or belongs into a CSV. */
const MOST_BYTES = 800 << 20
/** Shared texts are held in memory while the sheet is read. */
const MOST_SHARED_TEXT = 48 << 20
const MOST_ENTRIES = 5000

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_HEADER = 0x04034b50
const STORED = 0
const DEFLATED = 8

interface Entry {
  name: string
  method: number
  compressed: number
  declared: number
  offset: number
}

const tooLarge = () => new AppError('too_large', { limit: `${MOST_BYTES >> 20} MB (XLSX); CSV has no limit` })
const damaged = () =>
  new AppError('malformed', {
    reason: { zh: 'XLSX 文件已损坏,请在表格软件里重新保存。', en: 'the XLSX file is damaged: save it again.' },
  })

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await handle.read(buffer, 0, length, position)
  return buffer.subarray(0, bytesRead)
}

/** The table of contents at the end of the archive. */
async function entriesOf(handle: FileHandle, size: number): Promise<Entry[]> {
  const tailLength = Math.min(size, 65_557)
  const tail = await readAt(handle, size - tailLength, tailLength)
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  if (end < 0 || tail.length < end + 22 || tail.readUInt32LE(end) !== END_OF_DIRECTORY) throw damaged()
  const count = tail.readUInt16LE(end + 10)
  const length = tail.readUInt32LE(end + 12)
  const start = tail.readUInt32LE(end + 16)
  if (count > MOST_ENTRIES || length > 4 << 20) throw tooLarge()
  const directory = await readAt(handle, start, length)
  const entries: Entry[] = []
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === DIRECTORY_ENTRY; ) {
    const nameLength = directory.readUInt16LE(at + 28)
    entries.push({
      name: directory.subarray(at + 46, at + 46 + nameLength).toString(),
      method: directory.readUInt16LE(at + 10),
      compressed: directory.readUInt32LE(at + 20),
      declared: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  if (entries.length !== count) throw damaged()
  return entries
}

/** Bytes that an entry really unpacks to, counted without keeping them; stops as soon as there are too many. */
async function unpackedSize(file: string, handle: FileHandle, entry: Entry, most: number): Promise<number> {
  const header = await readAt(handle, entry.offset, 30)
  if (header.length < 30 || header.readUInt32LE(0) !== LOCAL_HEADER) throw damaged()
  if (entry.compressed === 0) return 0
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  if (entry.method === STORED) return entry.compressed
  if (entry.method !== DEFLATED) throw damaged()
  const packed = createReadStream(file, { start, end: start + entry.compressed - 1 })
  const unpacked = packed.pipe(createInflateRaw())
  packed.on('error', (error) => unpacked.destroy(error))
  let bytes = 0
  try {
    for await (const piece of unpacked) {
      bytes += (piece as Buffer).length
      if (bytes > most) throw tooLarge()
    }
  } catch (error) {
    throw error instanceof AppError ? error : damaged()
  } finally {
    packed.destroy()
  }
  return bytes
}

/**
 * Unpacks a workbook once without keeping anything, so that one that would fill memory or disk is refused before it is read: sizes
 * that an archive states may be lies.
 * @throws AppError too_large, malformed
 */
export async function checkWorkbook(file: string): Promise<void> {
  const handle = await open(file, 'r')
  try {
    const { size } = await handle.stat()
    const entries = await entriesOf(handle, size)
    if (!entries.some((entry) => entry.name === 'xl/workbook.xml')) throw damaged()
    if (entries.reduce((sum, entry) => sum + entry.declared, 0) > MOST_BYTES) throw tooLarge()
    let left = MOST_BYTES
    for (const entry of entries) {
      const most = entry.name.endsWith('sharedStrings.xml') ? Math.min(left, MOST_SHARED_TEXT) : left
      left -= await unpackedSize(file, handle, entry, most)
    }
  } finally {
    await handle.close()
  }
}
