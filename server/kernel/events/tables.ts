import type { ColumnType, Generated } from 'kysely'

declare module '../db/platform-tables.ts' {
  interface OutboxTable {
    /** Names of the handlers that have heard the event. */
    handled: Generated<string[]>
    /** When the dispatcher gave it up. */
    dead_at: ColumnType<Date | null, never, Date | null>
  }
}
