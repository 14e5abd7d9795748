import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../errors.ts'

/** A received file on disk; it is deleted after the request unless the handler moved it away. */
export interface UploadedFile {
  path: string
  bytes: number
  sha256: string
}

/** Streams a raw body to a private temporary file, never holding it in memory. @throws AppError too_large */
export async function receiveUpload(body: Readable, maxBytes: number): Promise<UploadedFile & { discard(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'shuke-upload-'))
  const file = path.join(folder, 'upload')
  const hash = createHash('sha256')
  let bytes = 0
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      bytes += chunk.length
      hash.update(chunk)
      next(bytes > maxBytes ? new AppError('too_large', { limit: `${Math.round(maxBytes / 1048576)} MB` }) : null, chunk)
    },
  })
  const discard = () => rm(folder, { recursive: true, force: true })
  try {
    await pipeline(body, measure, createWriteStream(file, { mode: 0o600 }))
  } catch (error) {
    await discard()
    throw error
  }
  return { path: file, bytes, sha256: hash.digest('hex'), discard }
}
