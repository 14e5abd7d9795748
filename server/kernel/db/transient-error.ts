/** Lost connections, shutdowns, deadlocks, serialisation failures, exhausted connections: gone when the same work is tried again. */
const SQLSTATE = /^(08...|40001|40P01|53300|55P03|57P0[1-5])$/
const SOCKET = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/
/** What `pg` throws without a code when the connection breaks or none is free. */
const MESSAGE = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/

/** Does this come from the state of the database or the way to it, and not from the work itself? */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: unknown }
  return typeof code === 'string' ? SQLSTATE.test(code) || SOCKET.test(code) : MESSAGE.test(error.message)
}
