import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { rememberClients } from './copy.ts'
import type { Db, Tables } from './database.ts'
import { preparingPool } from './preparing-pool.ts'
import { StatementNames } from './statement-names.ts'
import { Transaction } from './transaction.ts'

const DATE_OID = 1082
const INT8_OID = 20
// A calendar day stays text: a Date at local midnight would move a birthday by a day.
pg.types.setTypeParser(DATE_OID, (value) => value)
// Counts and minor units fit a double's 53 bits; anything larger is a bug that must be loud.
pg.types.setTypeParser(INT8_OID, (value) => {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new RangeError(`bigint ${value} does not fit a safe integer`)
  return number
})

export interface DatabaseHandle {
  db: Db
  pool: pg.Pool
  url: string
  close(): Promise<void>
}

/** Opens a pool on `url` and the query builder over it. */
export function openDatabase(url: string, options: { max?: number; onError?: (error: Error) => void } = {}): DatabaseHandle {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 12,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 15_000,
    application_name: 'shuke',
  })
  // An idle connection that breaks must not end the process: the next query opens a new one.
  pool.on('error', (error) => options.onError?.(error))
  // Nor one that breaks between two statements of a transaction: the next statement fails and tells its caller.
  pool.on('connect', (client) => client.on('error', () => undefined))
  rememberClients(pool)
  const names = new StatementNames()
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: preparingPool(pool, names) }) })
  pools.set(db, { pool, names })
  return {
    db,
    pool,
    url,
    async close() {
      await db.destroy()
      // The query builder ends only a pool that it has used itself.
      if (!pool.ending) await pool.end()
    },
  }
}

const pools = new WeakMap<Db, { pool: pg.Pool; names: StatementNames }>()

/** A transaction on a connection of its own, begun by these commands; nothing is sent before its first statement. */
export async function beginTransaction(db: Db, begin: readonly string[], options: { alone: boolean }): Promise<Transaction> {
  const { pool, names } = pools.get(db)!
  return new Transaction(await pool.connect(), names, begin, options)
}
