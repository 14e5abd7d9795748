import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { TenantTx } from '../tenancy/tenant.ts'

/** Connections of this process by the id of their server process; COPY needs the connection itself, which the query builder hides. */
const clients = new Map<number, pg.PoolClient>()
const backendOf = (client: pg.PoolClient): number => (client as unknown as { processID: number }).processID

/** Lets COPY find the connections of a pool. */
export function rememberClients(pool: pg.Pool): void {
  pool.on('connect', (client) => clients.set(backendOf(client), client))
  pool.on('remove', (client) => clients.delete(backendOf(client)))
}

/** The connection of each transaction, asked for once. */
const connections = new WeakMap<TenantTx, pg.PoolClient>()

async function connectionOf(tx: TenantTx): Promise<pg.PoolClient> {
  const known = connections.get(tx)
  if (known) return known
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
  const client = clients.get(rows[0]!.pid)
  if (!client) throw new Error('COPY needs a connection of our own pool')
  connections.set(tx, client)
  return client
}

/**
 * Streams text into `copy <target> from stdin` inside a tenant transaction: one line a row, tabs between columns, `\N` for null.
 * Tables under row security refuse COPY, so the target is a temporary one.
 */
export async function copyInto(tx: TenantTx, target: string, pieces: Iterable<Buffer | string>): Promise<void> {
  const client = await connectionOf(tx)
  await pipeline(Readable.from(pieces), client.query(copyFrom(`copy ${target} from stdin`)))
}

/** Text of one network write. */
const PIECE = 1 << 16

/** Gathers lines for COPY as bytes: outside JavaScript's heap they cost what they weigh, and nothing to be kept. */
export class CopyLines {
  #pieces: Buffer[] = []
  #text = ''

  /** @param line cells joined by tabs, without the line's end */
  push(line: string): void {
    this.#text += line
    this.#text += '\n'
    if (this.#text.length >= PIECE) this.#flush()
  }

  /** The lines so far; the gathering begins anew. */
  take(): Buffer[] {
    this.#flush()
    const pieces = this.#pieces
    this.#pieces = []
    return pieces
  }

  #flush(): void {
    if (this.#text !== '') this.#pieces.push(Buffer.from(this.#text))
    this.#text = ''
  }
}

const SPECIAL = /[\\\t\n\r\v\f\b]/
const ESCAPES: Record<string, string> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\v': '\\v',
  '\f': '\\f',
  '\b': '\\b',
}

/** A value as COPY text reads it. */
export const copyText = (value: string | null): string => {
  if (value === null) return '\\N'
  return SPECIAL.test(value) ? value.replace(/[\\\t\n\r\v\f\b]/g, (char) => ESCAPES[char]!) : value
}
export const copyBytes = (value: Buffer | null): string => (value === null ? '\\N' : `\\\\x${value.toString('hex')}`)

/** Rows as COPY reads them, written one by one. */
export function copyRows<Row>(rows: Iterable<Row>, line: (row: Row) => string): Buffer[] {
  const lines = new CopyLines()
  for (const row of rows) lines.push(line(row))
  return lines.take()
}

/** Lines joined to pieces worth a network write. */
export function* inPieces(lines: readonly string[], size = 2000): Generator<string> {
  for (let start = 0; start < lines.length; start += size) yield `${lines.slice(start, start + size).join('\n')}\n`
}
