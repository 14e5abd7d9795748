import { timingSafeEqual } from 'node:crypto'
import net from 'node:net'
import { type ClientMessage, onMessages, type SupervisorMessage, sendMessage } from './lease-messages.ts'

/** The supervisor's side of the leases: one loopback connection for each client, gone with the client, however it ended. */
export interface LeaseServer {
  port: number
  count(): number
  /** Tells all clients, and every later one as its first message. */
  announce(message: SupervisorMessage): void
  /** No new leases from now on; the present ones stay open until the process ends. */
  refuseNew(): void
}

const TIME_TO_SHOW_TOKEN = 5000

/** `onChange` is called when a lease comes or goes; `inOrder` says that its client took its leave. */
export async function openLeaseServer(token: string, onChange: (inOrder: boolean) => void): Promise<LeaseServer> {
  const leases = new Set<net.Socket>()
  const strangers = new Set<net.Socket>()
  const leaving = new Set<net.Socket>()
  let latest: SupervisorMessage = { state: 'starting', note: '' }

  const server = net.createServer((socket) => {
    let inOrder = false
    strangers.add(socket)
    socket.setTimeout(TIME_TO_SHOW_TOKEN, () => socket.destroy())
    socket.on('error', () => {}) // "close" follows and does what is needed
    onMessages<ClientMessage>(socket, (message) => {
      if (leases.has(socket)) {
        inOrder = 'leave' in message
        if (inOrder) leave(socket, true)
      } else if ('token' in message && sameToken(message.token, token)) {
        socket.setTimeout(0)
        strangers.delete(socket)
        leases.add(socket)
        for (const last of leaving) last.end()
        sendMessage(socket, latest)
        onChange(false)
      } else {
        socket.destroy()
      }
    })
    socket.on('close', () => {
      strangers.delete(socket)
      leaving.delete(socket)
      if (!inOrder) leave(socket, false)
    })
  })

  // A client that leaves while others stay is let go at once; the last one sees its connection end with the supervisor.
  function leave(socket: net.Socket, inOrder: boolean): void {
    if (!leases.delete(socket)) return
    if (leases.size > 0) socket.end()
    else leaving.add(socket)
    onChange(inOrder)
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port: 0 }, resolve)
  })
  return {
    port: (server.address() as net.AddressInfo).port,
    count: () => leases.size,
    announce(message) {
      latest = message
      for (const socket of leases) sendMessage(socket, message)
    },
    refuseNew() {
      server.close()
      for (const socket of strangers) socket.destroy()
    },
  }
}

function sameToken(given: unknown, expected: string): boolean {
  if (typeof given !== 'string' || given.length !== expected.length) return false
  return timingSafeEqual(Buffer.from(given), Buffer.from(expected))
}
