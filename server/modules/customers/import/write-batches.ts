import { setTimeout as sleep } from 'node:timers/promises'
import type { JobHandle } from '../../../kernel/jobs/job.ts'
import type { ImportBatch, ImportSession, RowFault } from '../../../kernel/seams/import-kind.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import type { TenantTx } from '../../../kernel/tenancy/tenant.ts'
import * as q from './queries.ts'
import type { HeadedTable } from './read-table.ts'
import type { RunCounts } from './tables.ts'

/** Rows written by one transaction unless the import says otherwise. */
export const BATCH_ROWS = 50_000
/** Somebody wrote the same customer or order at the same moment: the batch is tried again on what is there now. */
const TRIES = 5
const COLLIDED = new Set(['23505', '40P01', '40001'])

const NOTHING: RunCounts = { created: 0, updated: 0, unchanged: 0, refused: 0, warnings: 0, customersCreated: 0 }

/** How far a run is: rows done, and what came of them. */
export interface Progress {
  nextRow: number
  counts: RunCounts
  seconds: number
}
export const progressOf = (run: Pick<q.RunRow, 'next_row' | 'counts' | 'seconds'>): Progress => ({
  nextRow: run.next_row,
  counts: { ...NOTHING, ...run.counts },
  seconds: run.seconds,
})
export const NO_PROGRESS: Progress = { nextRow: 0, counts: NOTHING, seconds: 0 }

/** Runs work in a transaction of the run's org; the caller has authorised it. */
export type InTx = <T>(work: (tx: TenantTx, ctx: Ctx) => Promise<T>) => Promise<T>

export interface Writing {
  runId: string
  job: JobHandle
  session: ImportSession
  table: HeadedTable
  from: Progress
  batchRows: number
  /** Each batch in a transaction of its own; a dry run gives one for all. */
  inTx: InTx
  /** Where faults are written: a dry run keeps them although it takes the rest back. */
  faultsInTx: InTx | null
}

/** One batch with the note how far the file is done: after a crash the run goes on behind it. */
async function writeBatch(
  writing: Writing,
  batch: ImportBatch,
  wrong: RowFault[],
  before: Progress,
  upTo: { row: number; seconds: number },
): Promise<Progress> {
  const { runId, inTx, faultsInTx } = writing
  return inTx(async (tx, ctx) => {
    await q.waitForTurn(tx)
    const outcome = await batch.apply(tx, ctx)
    const faults = [...wrong, ...outcome.faults]
    if (faultsInTx) await faultsInTx((apart) => q.insertFaults(apart, runId, faults))
    else await q.insertFaults(tx, runId, faults)
    const refused = faults.filter((fault) => fault.refused).length
    const { counts } = before
    const progress: Progress = {
      nextRow: upTo.row,
      seconds: upTo.seconds,
      counts: {
        created: counts.created + outcome.created,
        updated: counts.updated + outcome.updated,
        unchanged: counts.unchanged + outcome.unchanged,
        refused: counts.refused + refused,
        warnings: counts.warnings + faults.length - refused,
        customersCreated: counts.customersCreated + outcome.customersCreated,
      },
    }
    await q.setProgress(tx, runId, progress)
    return progress
  })
}

async function untilWritten(writing: Writing, write: () => Promise<Progress>): Promise<Progress> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await write()
    } catch (error) {
      const collided = COLLIDED.has((error as { code?: string }).code ?? '')
      // Inside the one transaction of a dry run nothing can be tried again.
      if (!collided || attempt === TRIES || writing.faultsInTx) throw error
      await sleep(50 * attempt)
    }
  }
}

/**
 * Reads and cleans the next batch while the database works on the last one: two processors share the work.
 * @returns how far it came: to the end of the file
 */
export async function writeRows(writing: Writing): Promise<Progress> {
  const { job, session, table, from, batchRows } = writing
  const started = performance.now()
  const seconds = () => from.seconds + (performance.now() - started) / 1000
  const width = table.headers.length
  let written = from
  let pending: Promise<void> | undefined
  let row = 0
  let wrong: RowFault[] = []

  async function flush(): Promise<void> {
    const [batch, faults, upTo] = [session.take(), wrong, row]
    wrong = []
    await pending
    job.signal.throwIfAborted()
    pending = (async () => {
      written = await untilWritten(writing, () => writeBatch(writing, batch, faults, written, { row: upTo, seconds: seconds() }))
      await job.report({ done: upTo, total: Math.max(table.expected ?? 0, upTo) || null, counts: { ...written.counts } })
    })()
    // Awaited before the next batch; until then a failure is no unheard one.
    pending.catch(() => undefined)
  }

  for await (const rows of table.rows()) {
    for (const cells of rows) {
      row += 1
      if (row <= from.nextRow) continue
      if (cells.length > width && cells.slice(width).some((cell) => cell !== ''))
        wrong.push({ row, column: null, code: 'too_many_cells', refused: true })
      else session.add(row, cells)
      if (row % batchRows === 0) await flush()
    }
    job.signal.throwIfAborted()
  }
  if (row > from.nextRow && row % batchRows !== 0) await flush()
  await pending
  return { ...written, nextRow: Math.max(row, from.nextRow), seconds: seconds() }
}
