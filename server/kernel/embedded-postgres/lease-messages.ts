import type { Socket } from 'node:net'

/** What a supervisor tells those who hold a lease; a newcomer hears the latest first. A note may be empty. */
export type SupervisorMessage =
  | { state: 'starting'; note: string }
  | { state: 'ready'; port: number }
  | { state: 'failed'; reason: string }

/** What a client says: first its token, at the end, perhaps, that it leaves in order. */
export type ClientMessage = { token: string } | { leave: true }

const LONGEST_LINE = 20_000

/** One message a line. Whatever is not JSON, or too long, ends the connection: it is no program of ours. */
export function onMessages<T>(socket: Socket, receive: (message: T) => void): void {
  let rest = ''
  socket.setEncoding('utf8')
  socket.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    try {
      if (rest.length > LONGEST_LINE) throw new Error('line too long')
      for (const line of lines) receive(JSON.parse(line) as T)
    } catch {
      socket.destroy()
    }
  })
}

export function sendMessage(socket: Socket, message: SupervisorMessage | ClientMessage): void {
  socket.write(`${JSON.stringify(message)}\n`)
}
