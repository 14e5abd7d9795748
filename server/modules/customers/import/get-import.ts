import { notFound } from '../../../kernel/errors.ts'
import { decodeCursor, encodeCursor, pageOfRows } from '../../../kernel/http/cursor.ts'
import { authorize, type Rows } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantRead } from '../../../kernel/tenancy/tenant-tx.ts'
import * as q from './queries.ts'

/** So many faults are shown with a run; all of them are in the error file. */
export const FAULTS_SHOWN = 100

export const noSuchImport = () => notFound({ zh: '导入', en: 'import' })

/** Readers without org scope see what they started themselves: a file may name customers of other stores. */
export const mayRead = (ctx: Ctx, rows: Rows, run: q.RunRow): boolean => rows.kind === 'org' || run.started_by === ctx.actor.id

export interface ImportWithFaults {
  run: q.RunRow
  faults: q.FaultRow[]
}

/** One import with its first faults. @throws AppError not_found */
export async function getImport(ctx: Ctx, importId: string): Promise<ImportWithFaults> {
  const rows = authorize(ctx, 'customers.import')
  return inTenantRead(ctx, async (tx) => {
    const run = await q.runById(tx, importId)
    if (!run || !mayRead(ctx, rows, run)) throw noSuchImport()
    return { run, faults: await q.faultsFrom(tx, importId, null, FAULTS_SHOWN) }
  })
}

/** Imports, newest first, without their faults. */
export async function listImports(ctx: Ctx, input: { limit: number; cursor?: string | undefined }) {
  const rows = authorize(ctx, 'customers.import')
  const after = input.cursor ? decodeCursor(input.cursor, 'imports', ['instant', 'uuid']) : null
  const startedBy = rows.kind === 'org' ? null : ctx.actor.id
  const found = await inTenantRead(ctx, (tx) =>
    q.listRuns(tx, { limit: input.limit, after: after && { at: String(after[0]), id: String(after[1]) }, startedBy }),
  )
  return pageOfRows(found, input.limit, (last) => encodeCursor('imports', [last.created_at.toISOString(), last.id]))
}
