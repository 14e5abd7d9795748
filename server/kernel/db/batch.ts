import pg from 'pg'

/** One statement with its values; with a name it stays prepared on its connection. */
export interface Statement {
  text: string
  values: readonly unknown[]
  name?: string | undefined
}

/** What we use of pg's own Query and Connection, which its types leave out. */
interface DriverConnection {
  stream: { cork(): void; uncork(): void }
  submittedNamedStatements: Record<string, string>
  execute(config: { portal: string }): void
  sync(): void
}
interface DriverQuery {
  name: string | undefined
  text: string
  prepare(connection: DriverConnection): void
  _getRows(connection: DriverConnection): void
  handleRowDescription(message: unknown): void
  handleDataRow(message: unknown): void
  handleCommandComplete(message: unknown, connection: DriverConnection): void
  handleReadyForQuery(connection: DriverConnection): void
}

interface Step {
  query: DriverQuery
  done: boolean
  fail(error: Error): void
}

function stepOf(statement: Statement, settle: PromiseWithResolvers<pg.QueryResult>): Step {
  const query = new pg.Query(statement.text, [...statement.values], (error: Error | undefined, result: unknown) => {
    step.done = true
    if (error) settle.reject(error)
    else settle.resolve(result as pg.QueryResult)
  }) as unknown as DriverQuery
  query.name = statement.name
  // pg ends each statement with a Sync; here one Sync ends them all.
  query._getRows = (connection) => connection.execute({ portal: '' })
  const step: Step = {
    query,
    done: false,
    fail(error) {
      step.done = true
      settle.reject(error)
    },
  }
  return step
}

/**
 * Several statements in one network write, answered in one: each write and each read costs more than a short statement itself. When
 * one fails, the server skips the rest of the batch, and the rest fails with the same error.
 */
export class Batch {
  readonly #steps: Step[] = []

  /** Adds a statement. @returns its result, or the error that stopped the batch */
  add(statement: Statement): Promise<pg.QueryResult> {
    const settle = Promise.withResolvers<pg.QueryResult>()
    this.#steps.push(stepOf(statement, settle))
    return settle.promise
  }

  get #current(): Step | undefined {
    return this.#steps.find((step) => !step.done)
  }
  /** pg notes by these which statement the connection has parsed. */
  get name(): string | undefined {
    return this.#current?.query.name
  }
  get text(): string | undefined {
    return this.#current?.query.text
  }

  submit(connection: DriverConnection): void {
    connection.stream.cork()
    try {
      for (const step of this.#steps) {
        step.query.prepare(connection)
        if (step.done) {
          // A value that cannot be sent: pg has ended the batch with a Sync of its own, and nothing may follow.
          this.handleError(new Error('a statement before this one could not be sent'), connection)
          return
        }
      }
      connection.sync()
    } finally {
      connection.stream.uncork()
    }
  }

  handleRowDescription(message: unknown): void {
    this.#current?.query.handleRowDescription(message)
  }
  handleDataRow(message: unknown): void {
    this.#current?.query.handleDataRow(message)
  }
  handleCommandComplete(message: unknown, connection: DriverConnection): void {
    const { query } = this.#current!
    query.handleCommandComplete(message, connection)
    query.handleReadyForQuery(connection)
  }
  handleReadyForQuery(): void {
    // Every statement was settled by its own completion.
  }
  handleError(error: Error, connection: DriverConnection): void {
    for (const step of this.#steps) {
      if (step.done) continue
      // Skipped by the server, so not parsed: the next use must parse it again.
      if (step.query.name !== undefined) delete connection.submittedNamedStatements[step.query.name]
      step.fail(error)
    }
  }
}
