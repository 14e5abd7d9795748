import type { ColumnType, Generated } from 'kysely'
import type { ImportOptions } from '../../../kernel/seams/import-kind.ts'
import type { RecognisedHeader } from './file/header-rules.ts'

type Json<T> = ColumnType<T, string, string>

export interface RunCounts {
  created: number
  updated: number
  unchanged: number
  refused: number
  warnings: number
  customersCreated: number
}
export interface ImportRunsTable {
  org_id: string
  id: string
  job_id: string
  revert_job_id: string | null
  kind: string
  file_name: string
  storage_key: string | null
  file_hash: Buffer
  file_bytes: number
  options: Json<ImportOptions>
  dry_run: Generated<boolean>
  encoding: string | null
  delimiter: string | null
  columns: ColumnType<RecognisedHeader[], string | undefined, string>
  next_row: Generated<number>
  counts: ColumnType<Partial<RunCounts>, string | undefined, string>
  seconds: Generated<number>
  started_by: string
  created_at: Date
  finished_at: Date | null
  reverted_at: Date | null
}
export interface ImportFaultsTable {
  org_id: string
  run_id: string
  row_no: number
  n: number
  column_name: string | null
  code: string
  refused: boolean
  data: ColumnType<Record<string, string | number>, string | undefined, string>
}
export interface ImportChangesTable {
  org_id: string
  run_id: string
  object_type: string
  object_id: string
  version_after: number
  sealed: Buffer
}
export interface ImportRepeatsTable {
  org_id: string
  run_id: string
  key_hash: string
  seen: number
}

declare module '../../../kernel/db/database.ts' {
  interface Tables {
    import_runs: ImportRunsTable
    import_faults: ImportFaultsTable
    import_changes: ImportChangesTable
    import_repeats: ImportRepeatsTable
  }
}
