import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type pg from 'pg'
import { Batch, type Statement } from './batch.ts'
import type { Db, Tables } from './database.ts'
import type { StatementNames } from './statement-names.ts'

/** A table changed its shape under a prepared statement: the connection's plans are of no use any more. */
export const isOutdatedPlan = (error: unknown): boolean =>
  (error as { code?: string }).code === '0A000' && (error as Error).message.startsWith('cached plan')

const changes = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

/** A result as kysely wants it. */
function rowsOf<Row>({ command, rowCount, rows }: pg.QueryResult): QueryResult<Row> {
  return { rows: rows as Row[], ...(changes.has(command) && { numAffectedRows: BigInt(rowCount ?? 0) }) }
}

/** Only the commands of one transaction come by here; each is alone in its text. */
const command = (text: string): Statement => ({ text, values: [] })

/**
 * One transaction on one connection. What need not be waited for (its beginning, rows that nobody reads before the commit) goes out in one
 * network write with the statement that is waited for next.
 */
export class Transaction {
  readonly #client: pg.PoolClient
  readonly #names: StatementNames
  #ahead: Statement[]
  #state: 'unsent' | 'open' | 'over' = 'unsent'
  readonly #alone: boolean
  #isUsed = false
  #isOutdated = false
  #turn: Promise<unknown> = Promise.resolve()

  /** @param options.alone it is one statement, sent together with its commit */
  constructor(client: pg.PoolClient, names: StatementNames, begin: readonly string[], options: { alone: boolean }) {
    this.#client = client
    this.#names = names
    this.#ahead = begin.map((text, index) => ({ ...command(text), ...(index === 0 && { name: text }) }))
    this.#alone = options.alone
  }

  /** The query builder over this transaction; unusable after its end. */
  builder(): Db {
    const connection: DatabaseConnection = {
      executeQuery: async <Row>({ sql, parameters }: CompiledQuery) => rowsOf<Row>(await this.query(sql, parameters)),
      streamQuery: () => {
        throw new Error('rows are not streamed: declare a cursor and fetch from it')
      },
    }
    const refuse = () => Promise.reject(new Error('a tenant transaction has begun already'))
    const driver: Driver = {
      init: async () => undefined,
      acquireConnection: async () => connection,
      releaseConnection: async () => undefined,
      destroy: async () => undefined,
      beginTransaction: refuse,
      commitTransaction: refuse,
      rollbackTransaction: refuse,
    }
    return new Kysely<Tables>({
      dialect: {
        createAdapter: () => new PostgresAdapter(),
        createDriver: () => driver,
        createIntrospector: (db) => new PostgresIntrospector(db),
        createQueryCompiler: () => new PostgresQueryCompiler(),
      },
    })
  }

  #statement(text: string, values: readonly unknown[]): Statement {
    return { text, values, name: values.length > 0 ? this.#names.nameOf(text) : undefined }
  }

  /** Sends the statement no later than the next one or the commit; if it fails, so does what is waited for then. */
  defer(text: string, values: readonly unknown[]): void {
    this.#checkOpen()
    this.#isUsed = true
    this.#ahead.push(this.#statement(text, values))
  }

  /** Statements that are asked for at the same time take turns. */
  query(text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    const result = this.#turn.then(() => this.#query(text, values))
    this.#turn = result.catch(() => undefined)
    return result
  }

  async #query(text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    this.#checkOpen()
    this.#isUsed = true
    if (this.#alone) {
      this.#state = 'over'
      const batch = this.#batch()
      const result = batch.add(this.#statement(text, values))
      return this.#send(batch, result, batch.add({ ...command('commit'), name: 'commit' }))
    }
    this.#state = 'open'
    if (values.length > 0) {
      const batch = this.#batch()
      return this.#send(batch, batch.add(this.#statement(text, values)))
    }
    // Without values it may be several statements in one, which only the simple protocol takes.
    if (this.#ahead.length > 0) await this.#send(this.#batch())
    return this.#client.query(text)
  }

  /** @throws Error when the transaction was broken by a statement whose failure somebody swallowed */
  async commit(): Promise<void> {
    if (this.#state === 'over' || !this.#isUsed) return
    const batch = this.#batch()
    const result = await this.#send(batch, batch.add({ ...command('commit'), name: 'commit' }))
    this.#state = 'over'
    if (result.command === 'ROLLBACK') throw new Error('the transaction was rolled back: one of its statements had failed')
  }

  /** Never throws: a connection that cannot roll back is broken, and the server has done it already. */
  async rollback(): Promise<void> {
    const wasSent = this.#state !== 'unsent'
    this.#state = 'over'
    if (wasSent) await this.#client.query('rollback').catch(() => undefined)
  }

  release(): void {
    this.#state = 'over'
    this.#client.release(this.#isOutdated)
  }

  #checkOpen(): void {
    if (this.#state === 'over') throw new Error('the tenant transaction is over, or was for one statement')
  }

  /** A batch that begins with what was handed over before. */
  #batch(): Batch & { ahead?: Promise<unknown>[] } {
    const batch: Batch & { ahead?: Promise<unknown>[] } = new Batch()
    batch.ahead = this.#ahead.map((statement) => batch.add(statement))
    this.#ahead = []
    return batch
  }

  async #send(batch: Batch & { ahead?: Promise<unknown>[] }, ...awaited: Promise<pg.QueryResult>[]): Promise<pg.QueryResult> {
    this.#client.query(batch as unknown as pg.Submittable)
    try {
      const results = await Promise.all([...(batch.ahead ?? []), ...awaited])
      return results.at(-awaited.length) as pg.QueryResult
    } catch (error) {
      this.#isOutdated ||= isOutdatedPlan(error)
      throw error
    }
  }
}
