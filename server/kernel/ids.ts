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

const LAST_COUNT = 0xfff
/** How far the ids may run ahead of the clock before a clock that was set back is believed. */
const BORROWED_MS = 1000
let lastTime = 0
let count = 0

/**
 * UUID version 7 (RFC 9562, method 1): 48 bits of milliseconds, a 12-bit counter from a random start within the millisecond, then random.
 * New rows sit together in an index, and ids made one after the other in this process sort in that order.
 */
export function uuidv7(now = Date.now()): string {
  const random = take(10).toString('hex')
  const ahead = lastTime - now
  if (ahead >= 0 && ahead < BORROWED_MS && count < LAST_COUNT) count++
  else {
    // A full millisecond borrows from the next one, as the RFC allows.
    lastTime = ahead >= 0 && ahead < BORROWED_MS ? lastTime + 1 : now
    // The upper half of the counter stays free for the ids to come.
    count = Number.parseInt(random.slice(0, 3), 16) >> 1
  }
  const time = lastTime.toString(16).padStart(12, '0')
  const variant = '89ab'[Number.parseInt(random[3]!, 16) & 3]
  const counter = count.toString(16).padStart(3, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${variant}${random.slice(4, 7)}-${random.slice(7, 19)}`
}

export const systemIds: Ids = {
  uuid: () => uuidv7(),
  token: (bytes) => randomBytes(bytes).toString('base64url'),
}
