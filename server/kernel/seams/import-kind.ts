import type { BothLanguages } from '../errors.ts'
import type { Ctx } from '../tenancy/ctx.ts'
import type { TenantRead, TenantTx } from '../tenancy/tenant-tx.ts'

/** One column an import knows, with every header it is recognised by (compared without case, spaces, `_` and `-`). */
export interface ImportColumn {
  name: string
  /** Most telling first: when a file has two of them, the earlier one counts. */
  headers: string[]
  label: BothLanguages
}

/** Why a row was refused or a field dropped. It holds no value of the row: the row itself stays in the source file. */
export interface RowFault {
  row: number
  column: string | null
  /** A code of `customers/import/errors/fault-texts.ts`, where the texts are. */
  code: string
  /** A refused row is not imported; else only the field was dropped. */
  refused: boolean
  data?: Record<string, string | number>
}

export interface ImportOptions {
  /** Which column tells customers apart; by default the first that is present of number, phone, e-mail. */
  key?: 'customerNo' | 'phone' | 'email' | undefined
  /** Rows without a customer are kept for totals instead of being refused. */
  anonymousBucket: boolean
  /** Chosen header → column name (null: leave it out), where recognition was overruled. */
  mapping?: Record<string, string | null> | undefined
  /** Store of rows that name none. */
  storeId?: string | undefined
  /** Rows written by one transaction: more make fewer statements, fewer a shorter wait for everybody else. */
  batchRows?: number | undefined
}

/** A file that is being imported, as its kind sees it. */
export interface ImportFile {
  runId: string
  options: ImportOptions
  /** Position of each recognised column in a row. */
  at: ReadonlyMap<string, number>
}

export interface BatchOutcome {
  created: number
  updated: number
  unchanged: number
  customersCreated: number
  faults: RowFault[]
}

/** Cleaned rows, ready to be written by one transaction; writing may be tried again. */
export interface ImportBatch {
  apply(tx: TenantTx, ctx: Ctx): Promise<BatchOutcome>
}

/** A kind at work on one file. */
export interface ImportSession {
  /** Cleans a row into the present batch; row 1 is the first below the header. */
  add(row: number, cells: readonly string[]): void
  /** Hands the present batch over and begins the next. */
  take(): ImportBatch
}

export interface RevertOutcome {
  removed: number
  restored: number
  /** Rows that others refer to or changed since: they stay. */
  kept: number
}

/** A kind of rows that files can hold. Cleaning is pure; writing is set-based: staged by COPY, then a few statements a batch. */
export interface ImportKind {
  kind: string
  columns: ImportColumn[]
  /** What a file with these columns lacks to be imported; null when nothing. */
  lacks(columns: ReadonlySet<string>, options: ImportOptions): BothLanguages | null
  open(tx: TenantRead, ctx: Ctx, file: ImportFile): Promise<ImportSession>
  /** Puts back what a run wrote, people aside: those are the engine's. */
  revert(tx: TenantTx, ctx: Ctx, runId: string): Promise<RevertOutcome>
}
