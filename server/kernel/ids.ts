import { randomBytes } from 'node:crypto'

/** Makes identifiers; injected so that tests and the demo can repeat them. */
export interface Ids {
  uuid(): string
  token(bytes: number): string
}

let pool = Buffer.alloc(0)
let used = 0

/** Random bytes from a pool: one system call serves some hundred ids. */
function take(n: number): Buffer {
  if (used + n > pool.length) {
    pool = randomBytes(4096)
    used = 0
  }
  used += n
  return pool.subarray(used - n, used)
}

/** UUID version 7 (RFC 9562): 48 bits of milliseconds, then random, so that new rows sit together in an index. */
export function uuidv7(now = Date.now()): string {
  const random = take(10).toString('hex')
  const time = now.toString(16).padStart(12, '0')
  const variant = '89ab'[Number.parseInt(random[3]!, 16) & 3]
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(4, 7)}-${random.slice(7, 19)}`
}

export const systemIds: Ids = {
  uuid: () => uuidv7(),
  token: (bytes) => randomBytes(bytes).toString('base64url'),
}
