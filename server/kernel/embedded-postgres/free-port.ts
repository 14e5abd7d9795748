import { randomInt } from 'node:crypto'
import net from 'node:net'

// Below the range from which systems take the ports of outgoing connections, so that none of those is in the way tomorrow.
const LOWEST = 20_000
const HIGHEST = 30_000

/** A loopback port nobody listens on: `preferred` if it is free, else a random one. */
export async function freePort(preferred?: number): Promise<number> {
  if (preferred && (await isFree(preferred))) return preferred
  for (let tries = 0; tries < 200; tries++) {
    const port = randomInt(LOWEST, HIGHEST)
    if (await isFree(port)) return port
  }
  throw new Error(`No free port on 127.0.0.1 between ${LOWEST} and ${HIGHEST} for the embedded PostgreSQL.`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ host: '127.0.0.1', port, exclusive: true }, () => probe.close(() => resolve(true)))
  })
}
