import type {
  BatchOutcome,
  ImportBatch,
  ImportFile,
  ImportKind,
  ImportSession,
  RevertOutcome,
  RowFault,
} from '../../../kernel/seams/import-kind.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import type { TenantTx } from '../../../kernel/tenancy/tenant.ts'
import {
  noteChanges,
  notedChanges,
  outsideFault,
  PERSON_COLUMNS,
  PeopleReader,
  type PersonOfBatch,
  resolvePeople,
} from '../../customers/index.ts'
import { allStores } from '../../team/index.ts'
import { DAY, ITEM, NOTE, PERFORMER, STORE, TIME } from '../purchases/import-columns-rules.ts'
import { FieldReader } from '../purchases/import-fields.ts'
import * as q from './import-visits-queries.ts'

const VISIT = 'visit'

/** Visits, one a row: who came when, what for, served by whom. They stand on the timeline as service. */
export const visitsKind: ImportKind = {
  kind: 'visits',
  columns: [DAY, TIME, ITEM, PERFORMER, STORE, NOTE, ...PERSON_COLUMNS],
  lacks(columns, options) {
    if (!columns.has('day') && !columns.has('time'))
      return { zh: '没有日期列(如“到店日期”“visit_date”)。', en: 'there is no column of dates (such as "visit_date").' }
    const hasCustomer = options.key ? columns.has(options.key) : ['customerNo', 'phone', 'email'].some((key) => columns.has(key))
    return hasCustomer
      ? null
      : {
          zh: '没有能认出客户的列(客户编号、手机或邮箱)。',
          en: 'there is no column that tells customers apart (number, phone or e-mail).',
        }
  },
  open: async (tx, ctx, file) =>
    new VisitsSession(ctx, { ...file, options: { ...file.options, anonymousBucket: false } }, await allStores(tx)),
  revert: revertVisits,
}

interface Batch {
  rows: number
  lines: string[]
  people: PersonOfBatch[]
  storeOfRow: Map<number, string>
  faults: RowFault[]
}
const emptyBatch = (): Batch => ({ rows: 0, lines: [], people: [], storeOfRow: new Map(), faults: [] })

class VisitsSession implements ImportSession {
  readonly #ctx: Ctx
  readonly #file: ImportFile
  readonly #people: PeopleReader
  readonly #fields: FieldReader
  #batch = emptyBatch()

  constructor(ctx: Ctx, file: ImportFile, stores: Awaited<ReturnType<typeof allStores>>) {
    this.#ctx = ctx
    this.#file = file
    this.#people = new PeopleReader(file, ctx.keys.lookupHasher(ctx.org.id))
    this.#fields = new FieldReader(ctx, file, stores)
  }

  add(row: number, cells: readonly string[]): void {
    const { faults } = this.#batch
    const had = faults.length
    const line = this.#read(row, cells)
    if (line === null) {
      const refusal = faults.findLast((fault) => fault.refused)!
      faults.splice(had, faults.length - had, refusal)
      return
    }
    this.#batch.rows += 1
    this.#batch.lines.push(line)
  }

  #read(row: number, cells: readonly string[]): string | null {
    const fields = this.#fields
    const { faults } = this.#batch
    const at = fields.when(row, cells, faults)
    if (at === null) return null
    // Last of what may refuse: a refused row must not leave a customer behind.
    const person = this.#people.read(row, cells, faults)
    if (person === null) return null
    const store = fields.store(row, cells, faults)
    if (store) this.#batch.storeOfRow.set(row, store.id)
    const said = [fields.optional(row, cells, 'item', faults), fields.optional(row, cells, 'note', faults)].filter(
      (part) => part !== null,
    )
    return q.stagedLine({
      row,
      id: this.#ctx.ids.uuid(),
      p: person,
      local: at.kind === 'local' ? at.text : null,
      instant: at.kind === 'instant' ? at.text : null,
      timezone: store?.timezone ?? null,
      storeId: store?.id ?? null,
      summary: said.length > 0 ? said.join(' · ') : null,
      performer: fields.optional(row, cells, 'performer', faults),
    })
  }

  take(): ImportBatch {
    const batch = { ...this.#batch, people: this.#people.take() }
    this.#batch = emptyBatch()
    this.#fields.forgetBatch()
    return { apply: (tx, ctx) => applyVisits(tx, ctx, this.#file, batch) }
  }
}

/** Writes one batch: people first, then new visits, then those that the file corrects. */
async function applyVisits(tx: TenantTx, ctx: Ctx, file: ImportFile, batch: Batch): Promise<BatchOutcome> {
  const faults = [...batch.faults]
  const storeOf = (person: PersonOfBatch) => batch.storeOfRow.get(person.row) ?? null
  const { created: customersCreated, outside } = await resolvePeople(tx, ctx, file, batch.people, storeOf)
  await q.stageVisits(tx, batch.lines)
  let rows = batch.rows
  if (outside.size > 0) {
    const refused = await q.dropOutside(tx)
    faults.push(...refused.map(outsideFault))
    rows -= refused.length
  }
  const run = { runId: file.runId, timezone: ctx.org.timezone, now: ctx.clock.now() }
  await q.completeVisits(tx, run)
  const created = await q.insertVisits(tx, run)
  const changed = created < rows ? await q.changedVisits(tx) : []
  if (changed.length > 0) {
    await noteChanges(
      tx,
      ctx,
      file.runId,
      changed.map(({ id, image }) => ({ objectType: VISIT, objectId: id, versionAfter: 0, image })),
    )
    await q.updateVisits(tx)
  }
  return { created, updated: changed.length, unchanged: rows - created - changed.length, customersCreated, faults }
}

async function revertVisits(tx: TenantTx, ctx: Ctx, runId: string): Promise<RevertOutcome> {
  const removed = await q.deleteVisits(tx, runId)
  let restored = 0
  for await (const page of notedChanges<q.VisitImage>(tx, ctx, runId, VISIT)) restored += await q.restoreVisits(tx, page)
  return { removed, restored, kept: 0 }
}
