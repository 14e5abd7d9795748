import type { ColumnType, Generated } from 'kysely'
import type { AskedBy } from './asked-by.ts'

declare module '../db/platform-tables.ts' {
  interface JobRunsTable {
    asked_by: ColumnType<AskedBy, string, never>
    attempt: Generated<number>
    stalled: Generated<number>
    resumed_at: ColumnType<Date | null, never, Date>
    resumed_done: Generated<number>
  }
}
