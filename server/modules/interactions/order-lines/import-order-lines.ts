import { currencyExponent } from '@shuke/contract/shared/money.ts'
import type {
  BatchOutcome,
  ImportBatch,
  ImportColumn,
  ImportFile,
  ImportKind,
  ImportSession,
  RowFault,
} from '../../../kernel/seams/import-kind.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import type { TenantTx } from '../../../kernel/tenancy/tenant.ts'
import { readAmount } from '../../../kernel/text/amount.ts'
import {
  ANONYMOUS,
  noteChanges,
  outsideFault,
  PERSON_COLUMNS,
  PeopleReader,
  type PersonOfBatch,
  resolvePeople,
} from '../../customers/index.ts'
import { allStores } from '../../team/index.ts'
import { ORDER_COLUMNS } from '../purchases/import-columns-rules.ts'
import { FieldReader } from '../purchases/import-fields.ts'
import { readOrderKind } from '../purchases/import-kind-rules.ts'
import { revertOrders } from '../purchases/import-revert.ts'
import { imagesOfMatched } from '../purchases/import-updates-queries.ts'
import { signedAmount } from '../purchases/rules.ts'
import { lockSummaries, recomputeSummaries } from '../purchases/summary-queries.ts'
import * as q from './queries.ts'

const PRICE: ImportColumn = {
  name: 'price',
  headers: ['unit_price', '单价', '售价', 'price', 'item_price'],
  label: { zh: '单价', en: 'Unit price' },
}
const LONGEST_ORDER_NO = 80
const UNNAMED = '—'

/** Lines of orders, one a row; an order is what its lines add up to. */
export const orderLinesKind: ImportKind = {
  kind: 'order-lines',
  columns: [...ORDER_COLUMNS, PRICE, ...PERSON_COLUMNS],
  lacks(columns, options) {
    if (!columns.has('orderNo')) return { zh: '没有订单号列。', en: 'there is no column of order numbers.' }
    if (!columns.has('amount') && !(columns.has('price') && columns.has('units'))) {
      return { zh: '没有金额列,也没有单价和数量。', en: 'there is no column of amounts, nor unit price and quantity.' }
    }
    if (!columns.has('day') && !columns.has('time')) return { zh: '没有日期列。', en: 'there is no column of dates.' }
    const hasCustomer = options.key ? columns.has(options.key) : ['customerNo', 'phone', 'email'].some((key) => columns.has(key))
    if (hasCustomer || options.anonymousBucket) return null
    return {
      zh: '没有能认出客户的列(客户编号、手机或邮箱)。',
      en: 'there is no column that tells customers apart (number, phone or e-mail).',
    }
  },
  open: async (tx, ctx, file) => new LinesSession(ctx, file, await allStores(tx)),
  revert: revertOrders,
}

interface Batch {
  lines: q.StagedOrderLine[]
  people: PersonOfBatch[]
  storeOfRow: Map<number, string>
  faults: RowFault[]
}
const emptyBatch = (): Batch => ({ lines: [], people: [], storeOfRow: new Map(), faults: [] })

class LinesSession implements ImportSession {
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
    if (line) this.#batch.lines.push(line)
    else faults.splice(had, faults.length - had, faults.findLast((fault) => fault.refused)!)
  }

  #refuse(row: number, column: string, code: string): null {
    this.#batch.faults.push({ row, column, code, refused: true })
    return null
  }

  /** The line's money: given, or price times quantity. */
  #amount(row: number, cells: readonly string[], units: number | null): number | null {
    const fields = this.#fields
    const price = fields.text(cells, 'price')
    if (fields.text(cells, 'amount') !== '' || price === '' || units === null)
      return fields.amount(row, cells, this.#batch.faults)
    const { currency } = this.#ctx.org
    const each = readAmount(price, currency, currencyExponent(currency))
    return typeof each === 'number' ? Math.round(each * units) : this.#refuse(row, 'price', each)
  }

  #read(row: number, cells: readonly string[]): q.StagedOrderLine | null {
    const fields = this.#fields
    const { faults } = this.#batch
    const orderNo = fields.text(cells, 'orderNo')
    if (orderNo === '') return this.#refuse(row, 'orderNo', 'missing_order_no')
    if (orderNo.length > LONGEST_ORDER_NO) return this.#refuse(row, 'orderNo', 'key_too_long')
    const at = fields.when(row, cells, faults)
    if (at === null || !fields.isOwnCurrency(row, cells, faults)) return null
    const units = fields.number(row, cells, 'units', faults)
    const given = this.#amount(row, cells, units)
    if (given === null) return null
    const kind = readOrderKind(fields.text(cells, 'kind'))
    if (kind === undefined) return this.#refuse(row, 'kind', 'unknown_type')
    // Last of what may refuse: a refused row must not leave a customer behind.
    const person = this.#people.read(row, cells, faults)
    if (person === null) return null
    const store = fields.store(row, cells, faults)
    if (store) this.#batch.storeOfRow.set(row, store.id)
    return {
      row,
      id: this.#ctx.ids.uuid(),
      p: person === ANONYMOUS ? null : person,
      orderNo,
      kind,
      local: at.kind === 'local' ? at.text : null,
      instant: at.kind === 'instant' ? at.text : null,
      timezone: store?.timezone ?? null,
      storeId: store?.id ?? null,
      amount: signedAmount(kind, given),
      units,
      item: fields.optional(row, cells, 'item', faults) ?? UNNAMED,
      sku: fields.optional(row, cells, 'sku', faults),
      performer: fields.optional(row, cells, 'performer', faults),
      payment: fields.optional(row, cells, 'payment', faults),
    }
  }

  take(): ImportBatch {
    const batch = { ...this.#batch, people: this.#people.take() }
    this.#batch = emptyBatch()
    this.#fields.forgetBatch()
    return { apply: (tx, ctx) => applyLines(tx, ctx, this.#file, batch) }
  }
}

/** Writes one batch: people, the orders that are new, the lines, and what all of them add up to. */
async function applyLines(tx: TenantTx, ctx: Ctx, file: ImportFile, batch: Batch): Promise<BatchOutcome> {
  const faults = [...batch.faults]
  const storeOf = (person: PersonOfBatch) => batch.storeOfRow.get(person.row) ?? null
  const { created: customersCreated, outside } = await resolvePeople(tx, ctx, file, batch.people, storeOf)
  await q.stageLines(tx, batch.lines)
  let rows = batch.lines.length
  if (outside.size > 0) {
    const refused = await q.dropOutside(tx)
    faults.push(...refused.map(outsideFault))
    rows -= refused.length
  }
  const run = { runId: file.runId, timezone: ctx.org.timezone, now: ctx.clock.now() }
  await q.insertOrdersOfLines(tx, run)
  const customers = await q.numberLines(tx, run)
  await lockSummaries(tx, customers)
  for await (const page of imagesOfMatched(tx, file.runId)) {
    const changes = page.map(({ id, version, image }) => ({
      objectType: 'order',
      objectId: id,
      versionAfter: version + 1,
      image,
    }))
    await noteChanges(tx, ctx, file.runId, changes)
  }
  const { created, updated } = await q.writeLines(tx)
  await q.sumOrders(tx, run)
  await recomputeSummaries(tx, customers)
  return { created, updated, unchanged: rows - created - updated, customersCreated, faults }
}
