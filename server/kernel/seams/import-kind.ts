import type { Ctx } from '../tenancy/ctx.ts'
import type { TenantTx } from '../tenancy/tenant-tx.ts'

/** One column an import knows: every header it is recognised by (compared case-folded, without spaces, `_` and `-`). */
export interface ImportColumn {
  name: string
  headers: string[]
  label: { zh: string; en: string }
  /** A bad value refuses the row; elsewhere it is dropped with a warning. */
  refuses: boolean
}

/** Why a row was refused or a field dropped, in both languages; the error file shows it beside the original columns. */
export interface RowFault {
  row: number
  column: string | null
  code: string
  reason: { zh: string; en: string }
}

export interface ImportOptions {
  key?: string
  dryRun: boolean
  anonymousBucket: boolean
  /** Chosen header → column name, where recognition was overruled. */
  mapping?: Record<string, string>
  storeId?: string
  source?: string
}

export interface BatchCounts {
  created: number
  updated: number
  unchanged: number
  refused: number
  warnings: number
  customersCreated: number
}

export interface ImportBatch {
  runId: string
  /** Header name of the file for each recognised column, in file order. */
  columns: string[]
  /** First row number (1 is the first row below the header). */
  firstRow: number
  rows: (string | undefined)[][]
}

/** How a kind of rows is applied: cleaned by pure rules, staged by COPY, upserted by set-based statements, one transaction a batch. */
export interface ImportKind {
  kind: string
  columns: ImportColumn[]
  /** Applies one batch inside the transaction that also records its progress; notes pre-images so that the run can be reverted. */
  apply(tx: TenantTx, ctx: Ctx, batch: ImportBatch, options: ImportOptions): Promise<{ counts: BatchCounts; faults: RowFault[] }>
  /** Puts back what a run changed, newest batch first. */
  revert(tx: TenantTx, ctx: Ctx, runId: string): Promise<void>
}
