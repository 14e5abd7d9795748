import type { PostgresPool, PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import type { StatementNames } from './statement-names.ts'
import { isOutdatedPlan } from './transaction.ts'

/** The pool as kysely sees it: statements that come back are prepared once a connection instead of planned at every call. */
export function preparingPool(pool: pg.Pool, names: StatementNames): PostgresPool {
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>()

  function prepare(client: pg.PoolClient): PostgresPoolClient {
    let isOutdated = false
    const query = async (text: string, parameters: readonly unknown[] = []) => {
      // Without parameters it may be several statements in one; only the simple protocol takes those.
      const name = parameters.length > 0 ? names.nameOf(text) : undefined
      try {
        return await client.query({ text, values: parameters as unknown[], ...(name !== undefined && { name }) })
      } catch (error) {
        isOutdated ||= isOutdatedPlan(error)
        throw error
      }
    }
    return {
      query: query as unknown as PostgresPoolClient['query'],
      release: (broken) => client.release(broken === true || isOutdated),
    }
  }

  return {
    async connect() {
      const client = await pool.connect()
      let prepared = known.get(client)
      if (!prepared) {
        prepared = prepare(client)
        known.set(client, prepared)
      }
      return prepared
    },
    end: () => pool.end(),
    options: pool.options,
  }
}
