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

/**
 * Streams text into `copy <target> from stdin` inside a tenant transaction: one line a row, tabs between columns, `\N` for null.
 * Tables under row security refuse COPY, so the target is a temporary one.
 */
export async function copyInto(tx: TenantTx, target: string, lines: Iterable<string> | AsyncIterable<string>): Promise<void> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
  const client = clients.get(rows[0]!.pid)
  if (!client) throw new Error('COPY needs a connection of our own pool')
  await pipeline(Readable.from(lines, { objectMode: true }), client.query(copyFrom(`copy ${target} from stdin`)))
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

/** Lines joined to pieces worth a network write. */
export function* inPieces(lines: readonly string[], size = 2000): Generator<string> {
  for (let start = 0; start < lines.length; start += size) yield `${lines.slice(start, start + size).join('\n')}\n`
}
