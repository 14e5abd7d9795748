import type { Kysely } from 'kysely'

/**
 * All tables of the application. Each module adds its own by declaration merging in its `tables.ts`, so the type is
 * complete without a central list.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging in every module's tables.ts
export interface Tables {}

/** The raw database handle; only the kernel and the `platform` queries hold it. Modules get a TenantTx or TenantRead. */
export type Db = Kysely<Tables>
