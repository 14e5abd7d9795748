import type {
  BatchOutcome,
  ImportBatch,
  ImportFile,
  ImportKind,
  ImportSession,
  RowFault,
} from '../../../kernel/seams/import-kind.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import type { TenantTx } from '../../../kernel/tenancy/tenant.ts'
import { looksMangled } from '../../../kernel/text/spreadsheet.ts'
import {
  ANONYMOUS,
  outsideFault,
  PERSON_COLUMNS,
  PeopleReader,
  type PersonOfBatch,
  resolvePeople,
} from '../../customers/index.ts'
import { allStores } from '../../team/index.ts'
import { ORDER_COLUMNS } from './import-columns-rules.ts'
import { FieldReader } from './import-fields.ts'
import { readOrderKind } from './import-kind-rules.ts'
import * as q from './import-orders-queries.ts'
import { revertOrders } from './import-revert.ts'
import { updateOrders } from './import-updates.ts'
import { signedAmount } from './rules.ts'
import { lockSummaries, recomputeSummaries } from './summary-queries.ts'

const LONGEST_ORDER_NO = 80
const orderNoFault = (text: string): string | null => {
  if (text.length > LONGEST_ORDER_NO) return 'key_too_long'
  return looksMangled(text) ? 'mangled_key' : null
}

/** Orders, one a row: number, customer, when, how much. */
export const ordersKind: ImportKind = {
  kind: 'orders',
  columns: [...ORDER_COLUMNS, ...PERSON_COLUMNS],
  lacks(columns, options) {
    if (!columns.has('amount'))
      return { zh: '没有金额列(如“消费金额”“amount”)。', en: 'there is no column of amounts (such as "amount").' }
    if (!columns.has('day') && !columns.has('time'))
      return { zh: '没有日期列(如“消费时间”“order_date”)。', en: 'there is no column of dates (such as "order_date").' }
    const hasCustomer = options.key ? columns.has(options.key) : ['customerNo', 'phone', 'email'].some((key) => columns.has(key))
    if (hasCustomer || options.anonymousBucket) return null
    return {
      zh: '没有能认出客户的列(客户编号、手机或邮箱)。',
      en: 'there is no column that tells customers apart (number, phone or e-mail).',
    }
  },
  open: async (tx, ctx, file) => new OrdersSession(ctx, file, await allStores(tx)),
  revert: revertOrders,
}

/** What was read of a batch's rows. */
interface Batch {
  rows: number
  lines: string[]
  people: PersonOfBatch[]
  storeOfRow: Map<number, string>
  faults: RowFault[]
  /** Rows of the same order number go into as many rounds. */
  rounds: number
  unnumbered: number
}
const emptyBatch = (): Batch => ({ rows: 0, lines: [], people: [], storeOfRow: new Map(), faults: [], rounds: 1, unnumbered: 0 })

class OrdersSession implements ImportSession {
  readonly #ctx: Ctx
  readonly #file: ImportFile
  readonly #people: PeopleReader
  readonly #fields: FieldReader
  #batch = emptyBatch()
  #rounds = new Map<string, number>()

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
      // Only the refusal counts; what else was wrong with the row is of no interest any more.
      const refusal = faults.findLast((fault) => fault.refused)!
      faults.splice(had, faults.length - had, refusal)
      return
    }
    this.#batch.rows += 1
    this.#batch.lines.push(line)
  }

  /** The row as a line of the staging table, or null when it is refused. */
  #read(row: number, cells: readonly string[]): string | null {
    const fields = this.#fields
    const { faults } = this.#batch
    const orderNo = fields.text(cells, 'orderNo')
    const numberFault = orderNo === '' ? null : orderNoFault(orderNo)
    if (numberFault) {
      faults.push({ row, column: 'orderNo', code: numberFault, refused: true })
      return null
    }
    const person = this.#people.read(row, cells, faults)
    if (person === null) return null
    const at = fields.when(row, cells, faults)
    if (at === null) return null
    if (!fields.isOwnCurrency(row, cells, faults)) return null
    const given = fields.amount(row, cells, faults)
    if (given === null) return null
    const kind = readOrderKind(fields.text(cells, 'kind'))
    if (kind === undefined) {
      faults.push({ row, column: 'kind', code: 'unknown_type', refused: true })
      return null
    }
    const store = fields.store(row, cells, faults)
    if (store) this.#batch.storeOfRow.set(row, store.id)
    let round = 1
    if (orderNo === '') this.#batch.unnumbered += 1
    else {
      round = (this.#rounds.get(orderNo) ?? 0) + 1
      this.#rounds.set(orderNo, round)
      if (round > this.#batch.rounds) this.#batch.rounds = round
      if (round > 1) faults.push({ row, column: 'orderNo', code: 'repeated_order', refused: false })
    }
    return q.stagedLine({
      row,
      round,
      id: this.#ctx.ids.uuid(),
      p: person === ANONYMOUS ? null : person,
      orderNo: orderNo === '' ? null : orderNo,
      kind,
      local: at.kind === 'local' ? at.text : null,
      instant: at.kind === 'instant' ? at.text : null,
      hasTime: at.hasTime,
      timezone: store?.timezone ?? null,
      storeId: store?.id ?? null,
      amount: signedAmount(kind, given),
      units: fields.number(row, cells, 'units', faults),
      lines: fields.number(row, cells, 'lines', faults),
      item: fields.optional(row, cells, 'item', faults),
      sku: fields.optional(row, cells, 'sku', faults),
      performer: fields.optional(row, cells, 'performer', faults),
      payment: fields.optional(row, cells, 'payment', faults),
      note: fields.optional(row, cells, 'note', faults),
    })
  }

  take(): ImportBatch {
    const batch = { ...this.#batch, people: this.#people.take() }
    this.#batch = emptyBatch()
    this.#rounds = new Map()
    this.#fields.forgetBatch()
    const columns: q.OrderParts = {
      kind: this.#fields.has('kind'),
      store: this.#fields.has('store'),
      units: this.#fields.has('units'),
      lines: this.#fields.has('lines'),
      note: this.#fields.has('note'),
      item: this.#fields.has('item'),
      performer: this.#fields.has('performer'),
      payment: this.#fields.has('payment'),
    }
    return { apply: (tx, ctx) => applyOrders(tx, ctx, this.#file, batch, columns) }
  }
}

/** Writes one batch: people first, then new orders, then changed ones, then the figures of everyone concerned. */
async function applyOrders(tx: TenantTx, ctx: Ctx, file: ImportFile, batch: Batch, parts: q.OrderParts): Promise<BatchOutcome> {
  const { runId } = file
  const faults = [...batch.faults]
  const storeOf = (person: PersonOfBatch) => batch.storeOfRow.get(person.row) ?? null
  const { created: customersCreated, outside } = await resolvePeople(tx, ctx, file, batch.people, storeOf)
  await q.stageOrders(tx, batch.lines)
  let rows = batch.rows
  if (outside.size > 0) {
    const refused = await q.dropOutside(tx)
    faults.push(...refused.map(outsideFault))
    rows -= refused.length
  }
  await lockSummaries(tx, await q.knownCustomers(tx))
  const run = { runId, timezone: ctx.org.timezone, now: ctx.clock.now() }
  let created = 0
  let updated = 0
  const touched = new Set<string>()
  if (batch.unnumbered > 0) await q.keyUnnumbered(tx, run)
  for (let round = 1; round <= batch.rounds; round++) {
    const inserted = await q.insertOrders(tx, round, run, parts)
    created += inserted.count
    if (inserted.count < inserted.staged) {
      const changed = await updateOrders(tx, ctx, round, run, parts)
      updated += changed.updated
      for (const id of changed.customerIds) touched.add(id)
    }
  }
  if (created > 0) for (const id of await q.customersOfNew(tx)) touched.add(id)
  await recomputeSummaries(tx, [...touched])
  return { created, updated, unchanged: rows - created - updated, customersCreated, faults }
}
