import { CopyLines } from '../../../kernel/db/copy.ts'
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
import { addFigures, lockPeople, refreshFigures } from './import-figures-queries.ts'
import { readOrderKind } from './import-kind-rules.ts'
import * as q from './import-orders-queries.ts'
import { revertOrders } from './import-revert.ts'
import { updateOrders } from './import-updates.ts'
import { signedAmount } from './rules.ts'

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
  lines: Buffer[]
  people: PersonOfBatch[]
  /** Row → store, where it names one. */
  storeOfRow: Map<number, string>
  faults: RowFault[]
  repeats: [row: number, round: number][]
  rounds: number
  unnumbered: number
}

class OrdersSession implements ImportSession {
  readonly #ctx: Ctx
  readonly #file: ImportFile
  readonly #people: PeopleReader
  readonly #fields: FieldReader
  readonly #parts: q.OrderParts
  readonly #lines = new CopyLines()
  #ids: RowIds
  #rounds = new Map<string, number>()
  #batch: Omit<Batch, 'lines' | 'people'>

  constructor(ctx: Ctx, file: ImportFile, stores: Awaited<ReturnType<typeof allStores>>) {
    this.#ctx = ctx
    this.#file = file
    this.#people = new PeopleReader(file, ctx.keys.lookupHasher(ctx.org.id))
    this.#fields = new FieldReader(ctx, file, stores)
    const has = (column: string) => file.at.has(column)
    this.#parts = {
      kind: has('kind'),
      store: has('store') || file.options.storeId !== undefined,
      units: has('units'),
      lines: has('lines'),
      note: has('note'),
      item: has('item'),
      performer: has('performer'),
      payment: has('payment'),
    }
    this.#ids = rowIds(ctx.ids.uuid())
    this.#batch = emptyBatch()
  }

  add(row: number, cells: readonly string[]): void {
    const { faults } = this.#batch
    const had = faults.length
    const line = this.#read(row, cells)
    if (line !== null) {
      this.#batch.rows += 1
      this.#lines.push(line)
      return
    }
    // Only the refusal counts; what else was wrong with the row is of no interest any more.
    const refusal = faults.findLast((fault) => fault.refused)!
    faults.splice(had, faults.length - had, refusal)
  }

  /** The row as a line of the staging table, or null when it is refused. */
  #read(row: number, cells: readonly string[]): string | null {
    const fields = this.#fields
    const parts = this.#parts
    const { faults } = this.#batch
    const refuse = (column: string, code: string) => {
      faults.push({ row, column, code, refused: true })
      return null
    }
    const orderNo = fields.text(cells, 'orderNo')
    const numberFault = orderNo === '' ? null : orderNoFault(orderNo)
    if (numberFault) return refuse('orderNo', numberFault)
    const at = fields.when(row, cells, faults)
    if (at === null || !fields.isOwnCurrency(row, cells, faults)) return null
    const given = fields.amount(row, cells, faults)
    if (given === null) return null
    const kind = parts.kind ? readOrderKind(fields.text(cells, 'kind')) : 'sale'
    if (kind === undefined) return refuse('kind', 'unknown_type')
    // Last of what can refuse the row: a customer must not be made for a row that is not imported.
    const person = this.#people.read(row, cells, faults)
    if (person === null) return null
    const store = parts.store ? fields.store(row, cells, faults) : undefined
    if (store) this.#batch.storeOfRow.set(row, store.id)
    if (orderNo === '') this.#batch.unnumbered += 1
    else this.#noteRepeat(row, orderNo)
    return q.stagedLine(
      {
        row,
        id: this.#ids(row),
        p: person === ANONYMOUS ? null : person,
        orderNo: orderNo === '' ? null : orderNo,
        kind,
        local: at.kind === 'local' ? at.text : null,
        instant: at.kind === 'instant' ? at.text : null,
        hasTime: at.hasTime,
        timezone: store?.timezone ?? null,
        storeId: store?.id ?? null,
        amount: signedAmount(kind, given),
        units: parts.units ? fields.number(row, cells, 'units', faults) : null,
        lines: parts.lines ? fields.number(row, cells, 'lines', faults) : null,
        item: parts.item ? fields.optional(row, cells, 'item', faults) : null,
        sku: parts.item ? fields.optional(row, cells, 'sku', faults) : null,
        performer: parts.performer ? fields.optional(row, cells, 'performer', faults) : null,
        payment: parts.payment ? fields.optional(row, cells, 'payment', faults) : null,
        note: parts.note ? fields.optional(row, cells, 'note', faults) : null,
      },
      parts,
    )
  }

  /** Rows of one order number are written one after the other, as if they stood in files of their own. */
  #noteRepeat(row: number, orderNo: string): void {
    const round = (this.#rounds.get(orderNo) ?? 0) + 1
    this.#rounds.set(orderNo, round)
    if (round === 1) return
    this.#batch.repeats.push([row, round])
    this.#batch.rounds = Math.max(this.#batch.rounds, round)
    this.#batch.faults.push({ row, column: 'orderNo', code: 'repeated_order', refused: false })
  }

  take(): ImportBatch {
    const batch: Batch = { ...this.#batch, lines: this.#lines.take(), people: this.#people.take() }
    this.#batch = emptyBatch()
    this.#rounds = new Map()
    this.#ids = rowIds(this.#ctx.ids.uuid())
    this.#fields.forgetBatch()
    return { apply: (tx, ctx) => applyOrders(tx, ctx, this.#file, batch, this.#parts) }
  }
}

const emptyBatch = (): Omit<Batch, 'lines' | 'people'> => ({
  rows: 0,
  storeOfRow: new Map(),
  faults: [],
  repeats: [],
  rounds: 1,
  unnumbered: 0,
})

type RowIds = (row: number) => string
/** Ids of a batch: version 7 like the one they begin with, in the order of the rows, at a tenth of the cost of making each alone. */
const rowIds = (first: string): RowIds => {
  const start = first.slice(0, -8)
  return (row) => start + (row >>> 0).toString(16).padStart(8, '0')
}

/** Writes one batch: people first, then new orders, then changed ones, then the figures of everyone concerned. */
async function applyOrders(tx: TenantTx, ctx: Ctx, file: ImportFile, batch: Batch, parts: q.OrderParts): Promise<BatchOutcome> {
  const faults = [...batch.faults]
  const storeOf = (person: PersonOfBatch) => batch.storeOfRow.get(person.row) ?? null
  const { created: customersCreated, outside } = await resolvePeople(tx, ctx, file, batch.people, storeOf, false)
  await q.stageOrders(tx, batch.lines, parts, batch.repeats)
  let rows = batch.rows
  if (outside.size > 0) {
    const refused = await q.dropOutside(tx)
    faults.push(...refused.map(outsideFault))
    rows -= refused.length
  }
  await lockPeople(tx)
  const run = { runId: file.runId, timezone: ctx.org.timezone, now: ctx.clock.now() }
  if (batch.unnumbered > 0) await q.keyUnnumbered(tx, run)
  let created = 0
  let updated = 0
  const moved = new Set<string>()
  for (let round = 1; round <= batch.rounds; round++) {
    const inserted = await q.insertOrders(tx, round, run, parts)
    created += inserted
    if (created + updated === rows) continue
    const changed = await updateOrders(tx, ctx, round, run, parts)
    updated += changed.updated
    for (const id of changed.customerIds) moved.add(id)
  }
  if (created === rows) await addFigures(tx, run)
  else await refreshFigures(tx, created > 0, [...moved])
  return { created, updated, unchanged: rows - created - updated, customersCreated, faults }
}
