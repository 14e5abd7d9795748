import type { CompiledQuery, Kysely, QueryExecutorProvider } from 'kysely'
import type { Tables } from '../db/database.ts'

declare const tenantBrand: unique symbol
declare const writeBrand: unique symbol

/** What a tenant transaction knows of itself. */
export interface TenantFacts {
  readonly orgId: string
  /** Runs after the commit, never after a rollback; failures there are logged by the caller. */
  afterCommit(action: () => void): void
  /**
   * Hands a statement over whose result nobody waits for: it goes out with the next statement or the commit, and if it fails, so does
   * the transaction. Saves a round trip.
   */
  defer(query: { compile(executor: QueryExecutorProvider): CompiledQuery }): void
}

/** A read transaction bound to one org. Queries accept only this or a TenantTx, so none can run without a tenant. */
export type TenantRead = Kysely<Tables> & TenantFacts & { readonly [tenantBrand]: true }
/** A write transaction bound to one org. */
export type TenantTx = TenantRead & { readonly [writeBrand]: true }
