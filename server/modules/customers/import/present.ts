import { ImportKindName, type ImportRun, type ImportSummary } from '@shuke/contract/customers/import.ts'
import { faultReason } from './errors/fault-texts.ts'
import type { ImportWithFaults } from './get-import.ts'
import type { FaultRow, RunRow } from './queries.ts'
import { progressOf } from './write-batches.ts'

const OPEN = new Set(['queued', 'running'])

/** What became of a run, out of the states of its two jobs. */
function statusOf(run: RunRow): ImportRun['status'] {
  if (run.reverted_at) return 'reverted'
  if (run.revert_status && OPEN.has(run.revert_status)) return 'reverting'
  return run.job_status ?? 'failed'
}

export const errorsPath = (runId: string): string => `/api/v1/imports/${runId}/errors`

/** The figures of a run as the command line prints them. */
export function presentSummary(run: RunRow, errorsFile: string | null): ImportSummary {
  const { counts, nextRow, seconds } = progressOf(run)
  const hasErrors = counts.refused + counts.warnings > 0 && run.storage_key !== null
  return {
    rows: nextRow,
    created: counts.created,
    updated: counts.updated,
    unchanged: counts.unchanged,
    refused: counts.refused,
    warnings: counts.warnings,
    customersCreated: counts.customersCreated,
    seconds: Math.round(seconds * 1000) / 1000,
    errorsFile: hasErrors ? errorsFile : null,
  }
}

const presentFault = (fault: FaultRow): ImportRun['faults'][number] => ({
  row: fault.row_no,
  column: fault.column_name,
  code: fault.code,
  reason: faultReason(fault.code, fault.data),
})

export const presentImport = ({ run, faults }: ImportWithFaults): ImportRun => ({
  id: run.id,
  jobId: run.revert_job_id ?? run.job_id,
  kind: ImportKindName.parse(run.kind),
  fileName: run.file_name,
  status: statusOf(run),
  dryRun: run.dry_run,
  encoding: run.encoding,
  delimiter: run.delimiter,
  columns: run.columns,
  summary: run.next_row > 0 || run.finished_at ? presentSummary(run, errorsPath(run.id)) : null,
  faults: faults.map(presentFault),
  createdAt: run.created_at.toISOString(),
  finishedAt: run.finished_at?.toISOString() ?? null,
})
