/** SQLSTATEs of a lost connection or a server that goes down or comes up. */
const LOST = /^(08...|57P0[1-5])$/
const SOCKET = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/
/** What `pg` throws without a code when the connection breaks or none can be had. */
const MESSAGE = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/
/** Deadlock, serialisation failure, too many connections, lock not available: gone when the same work is tried again. */
const CROWDED = /^(40001|40P01|53300|55P03)$/

const codeOf = (error: unknown): string => {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' ? code : ''
}

/** The database, or the way to it, is away: nothing that the work itself did. */
export const isConnectionLost = (error: unknown): boolean =>
  error instanceof Error && (LOST.test(codeOf(error)) || SOCKET.test(codeOf(error)) || MESSAGE.test(error.message))

/** Worth trying again as it is. */
export const isTransient = (error: unknown): boolean =>
  isConnectionLost(error) || (error instanceof Error && CROWDED.test(codeOf(error)))
