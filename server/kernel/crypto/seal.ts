import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto'

/** 256 bits; a key that is used often is quicker as a KeyObject. */
type SealingKey = Buffer | KeyObject

const VERSION = 1
const IV_BYTES = 12
const TAG_BYTES = 16

/**
 * Encrypts with AES-256-GCM. Layout: version byte, 12 bytes nonce, 16 bytes tag, ciphertext.
 * @param purpose bound to the box as associated data: a box moved to another row or field does not open.
 */
export function seal(key: SealingKey, plain: string | Buffer, purpose: string): Buffer {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(purpose))
  const body = Buffer.concat([cipher.update(typeof plain === 'string' ? Buffer.from(plain) : plain), cipher.final()])
  return Buffer.concat([Buffer.from([VERSION]), iv, cipher.getAuthTag(), body])
}

/** Opens a box made by `seal`. @throws Error when the key, the purpose or a byte differs. */
export function unseal(key: SealingKey, box: Buffer, purpose: string): Buffer {
  if (box[0] !== VERSION) throw new Error(`sealed box of unknown version ${box[0]}`)
  const iv = box.subarray(1, 1 + IV_BYTES)
  const tag = box.subarray(1 + IV_BYTES, 1 + IV_BYTES + TAG_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(purpose)).setAuthTag(tag)
  return Buffer.concat([decipher.update(box.subarray(1 + IV_BYTES + TAG_BYTES)), decipher.final()])
}
