import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const argon2Async = promisify(argon2)

/** OWASP's minimum for argon2id: 19 MiB, 2 passes, 1 lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }

interface Cost {
  memory: number
  passes: number
  parallelism: number
  tagLength: number
}
const derive = (password: string, nonce: Buffer, cost: Cost): Promise<Buffer> =>
  argon2Async('argon2id', { message: Buffer.from(password.normalize('NFKC')), nonce, ...cost }) as Promise<Buffer>

/** Hash of a password in the usual `$argon2id$…` text form. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await derive(password, nonce, COST)
  const text = (part: Buffer) => part.toString('base64').replace(/=+$/, '')
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${text(nonce)}$${text(tag)}`
}

const FORM = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/
/** A hash nobody's password has: an unknown account costs as much time as a wrong password. */
const NOBODY = `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`

/** Compares in constant time; false for a hash that is missing or unreadable. */
export async function verifyPassword(password: string, hash: string | undefined): Promise<boolean> {
  const match = FORM.exec(hash ?? NOBODY)
  if (!match) return false
  const expected = Buffer.from(match[5]!, 'base64')
  const cost = { memory: Number(match[1]), passes: Number(match[2]), parallelism: Number(match[3]), tagLength: expected.length }
  const actual = await derive(password, Buffer.from(match[4]!, 'base64'), cost)
  return timingSafeEqual(actual, expected) && hash !== undefined
}
