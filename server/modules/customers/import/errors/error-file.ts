import { Readable } from 'node:stream'
import { AppError } from '../../../../kernel/errors.ts'
import { audit } from '../../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../../kernel/tenancy/ctx.ts'
import { inTenantRead, inTenantTx } from '../../../../kernel/tenancy/tenant-tx.ts'
import { csvLine } from '../../../../kernel/text/spreadsheet.ts'
import { mayRead, noSuchImport } from '../get-import.ts'
import { kindOf } from '../kinds.ts'
import * as q from '../queries.ts'
import { readTable } from '../read-table.ts'
import { faultReason } from './fault-texts.ts'

const PAGE = 2000
/** Excel takes a CSV for UTF-8 only with this mark. */
const MARK = '\ufeff'
const REASON = { zh: '导入问题', en: 'import problem' }

/** Faults in file order, read as they are needed. */
async function* faultsOf(read: (after: { row: number; n: number } | null) => Promise<q.FaultRow[]>): AsyncGenerator<q.FaultRow> {
  let after: { row: number; n: number } | null = null
  for (;;) {
    const page: q.FaultRow[] = await read(after)
    yield* page
    const last = page.at(-1)
    if (!last || page.length < PAGE) return
    after = { row: last.row_no, n: last.n }
  }
}

/**
 * Refused and warned rows as CSV: the original columns plus the reason. Made from the source file whenever somebody asks, so that no
 * personal data is kept twice.
 * @throws AppError not_found; rule_broken when the source file is past its term
 */
export async function openErrorFile(ctx: Ctx, importId: string): Promise<Readable> {
  const rows = authorize(ctx, 'customers.import')
  const run = await inTenantTx(ctx, async (tx, inner) => {
    const found = await q.runById(tx, importId)
    if (!found || !mayRead(ctx, rows, found)) throw noSuchImport()
    await audit(tx, inner, 'import.errors', { object: { type: 'import', id: importId } })
    return found
  })
  if (run.storage_key === null)
    throw new AppError('rule_broken', { reason: { zh: '源文件已过保存期。', en: 'the source file is past its term.' } })
  const table = await readTable(ctx.files.pathOf(run.storage_key), kindOf(ctx, run.kind), run.options)
  const faults = faultsOf((after) => inTenantRead(ctx, (tx) => q.faultsFrom(tx, importId, after, PAGE)))
  const width = table.headers.length
  const word = (texts: { zh: string; en: string }) => (ctx.locale === 'en' ? texts.en : texts.zh)

  async function* lines(): AsyncGenerator<string> {
    yield MARK + csvLine([...table.headers.map((one) => one.header), word(REASON)])
    let next = await faults.next()
    let row = 0
    for await (const piece of table.rows()) {
      for (const cells of piece) {
        row += 1
        const reasons: string[] = []
        while (!next.done && next.value.row_no === row) {
          const { code, data, column_name: column } = next.value
          const header = table.headers.find((one) => one.column === column)?.header
          reasons.push(`${header ? `${header}: ` : ''}${word(faultReason(code, data))}`)
          next = await faults.next()
        }
        if (reasons.length > 0) yield csvLine([...padded(cells, width), reasons.join(' '), ...cells.slice(width)])
      }
      if (next.done) return
    }
  }
  return Readable.from(lines())
}

const padded = (cells: readonly string[], width: number): string[] => Array.from({ length: width }, (_, at) => cells[at] ?? '')
