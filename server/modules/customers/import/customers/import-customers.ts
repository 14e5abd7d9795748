import type {
  BatchOutcome,
  ImportBatch,
  ImportFile,
  ImportKind,
  ImportSession,
  RevertOutcome,
  RowFault,
} from '../../../../kernel/seams/import-kind.ts'
import { authorize } from '../../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../../kernel/tenancy/ctx.ts'
import type { TenantTx } from '../../../../kernel/tenancy/tenant.ts'
import { allStores } from '../../../team/index.ts'
import { noteChanges, notedChanges } from '../note-changes.ts'
import { cleanPerson } from '../people/clean-person.ts'
import { PERSON_COLUMNS } from '../people/columns-rules.ts'
import { createPeople } from '../people/create-people.ts'
import * as people from '../people/queries.ts'
import { PeopleReader, type PersonOfBatch } from '../people/read-people.ts'
import { outsideFault } from '../people/resolve-people.ts'
import { bringsPersonalData, type CustomerRow, changeCustomer } from './change-customer.ts'
import { CUSTOMER_COLUMNS, readCustomerKind, readLeadSource, readList } from './columns-rules.ts'
import * as q from './queries.ts'

const CUSTOMER = 'customer'
const LONGEST = { tag: 40, plate: 20, notes: 5000, source: 60 }

/** Customers, one a row: new ones are made, known ones are brought up to date. */
export const customersKind: ImportKind = {
  kind: 'customers',
  columns: [...PERSON_COLUMNS, ...CUSTOMER_COLUMNS],
  lacks(columns, options) {
    const hasKey = options.key ? columns.has(options.key) : ['customerNo', 'phone', 'email'].some((key) => columns.has(key))
    return hasKey
      ? null
      : {
          zh: '没有能认出客户的列(客户编号、手机或邮箱)。',
          en: 'there is no column that tells customers apart (number, phone or e-mail).',
        }
  },
  open: async (tx, ctx, file) =>
    new CustomersSession(ctx, { ...file, options: { ...file.options, anonymousBucket: false } }, await allStores(tx)),
  revert: revertCustomers,
}

interface RawRow {
  row: number
  p: number
  cells: readonly string[]
}
interface Batch {
  rows: RawRow[]
  people: PersonOfBatch[]
  faults: RowFault[]
}

class CustomersSession implements ImportSession {
  readonly #file: ImportFile
  readonly #people: PeopleReader
  readonly #stores: Map<string, string>
  #batch: Omit<Batch, 'people'> = { rows: [], faults: [] }

  constructor(ctx: Ctx, file: ImportFile, stores: Awaited<ReturnType<typeof allStores>>) {
    this.#file = file
    this.#people = new PeopleReader(file, ctx.keys.lookupHasher(ctx.org.id))
    this.#stores = new Map(
      stores.flatMap((store) => [[store.name, store.id] as const, ...(store.code ? [[store.code, store.id] as const] : [])]),
    )
  }

  add(row: number, cells: readonly string[]): void {
    const p = this.#people.read(row, cells, this.#batch.faults)
    if (p !== null) this.#batch.rows.push({ row, p, cells })
  }

  take(): ImportBatch {
    const batch: Batch = { ...this.#batch, people: this.#people.take() }
    this.#batch = { rows: [], faults: [] }
    return { apply: (tx, ctx) => applyCustomers(tx, ctx, this.#file, this.#stores, batch) }
  }
}

/** What the row says, with stores and staff found by name; what names nobody is dropped with a warning. */
function readRow(
  file: ImportFile,
  { row, cells }: RawRow,
  stores: ReadonlyMap<string, string>,
  staff: ReadonlyMap<string, string>,
  faults: RowFault[],
): CustomerRow {
  const text = (column: string): string => {
    const at = file.at.get(column)
    return at === undefined ? '' : (cells[at] ?? '').trim()
  }
  const found = (column: string, names: ReadonlyMap<string, string>, code: string): string | null => {
    const name = text(column)
    const id = name === '' ? undefined : names.get(name)
    if (name !== '' && id === undefined) faults.push({ row, column, code, refused: false })
    return id ?? null
  }
  const limited = (column: string, longest: number): string | null => {
    const value = text(column)
    if (value.length <= longest) return value || null
    faults.push({ row, column, code: 'too_long', refused: false })
    return null
  }
  const kind = readCustomerKind(text('customerKind'))
  if (kind === undefined) faults.push({ row, column: 'customerKind', code: 'unknown_kind', refused: false })
  const source = limited('leadSource', LONGEST.source)
  return {
    clean: cleanPerson(cells, file.at, kind),
    kind: text('customerKind') === '' ? null : (kind ?? null),
    leadSource: source && readLeadSource(source),
    ownerId: found('owner', staff, 'unknown_staff'),
    storeId: found('store', stores, 'unknown_store') ?? file.options.storeId ?? null,
    tags: readList(text('tags'), LONGEST.tag),
    plates: readList(text('plates'), LONGEST.plate),
    notes: limited('notes', LONGEST.notes),
  }
}

/** Makes the customers that nobody knows yet, from the first row that names each. @returns places of the new ones */
async function makeNew(
  tx: TenantTx,
  ctx: Ctx,
  file: ImportFile,
  first: { person: PersonOfBatch; row: CustomerRow }[],
): Promise<void> {
  const given = first.flatMap(({ person }) => (person.customerNo ? [person.customerNo] : []))
  const taken = await people.takenNumbersOf(tx, given)
  await createPeople(
    tx,
    ctx,
    file.runId,
    first.map(({ person, row }) => ({
      p: person.p,
      customerNo: person.customerNo && !taken.has(person.customerNo) ? person.customerNo : null,
      kind: row.kind ?? 'person',
      clean: row.clean,
      storeId: row.storeId,
      ownerId: row.ownerId,
      leadSource: row.leadSource ?? 'import',
      notes: row.notes,
      plates: row.plates,
    })),
  )
  const places = await q.placesOf(tx)
  await q.insertLists(
    tx,
    first.map(({ person, row }) => ({ id: places.get(person.p)!, tags: row.tags, plates: row.plates, terms: [] })),
  )
}

/** Writes one batch: new customers first, then what the other rows say about known ones, row by row in memory and in one write. */
async function applyCustomers(
  tx: TenantTx,
  ctx: Ctx,
  file: ImportFile,
  stores: ReadonlyMap<string, string>,
  batch: Batch,
): Promise<BatchOutcome> {
  const reach = authorize(ctx, 'customers.import')
  const faults = [...batch.faults]
  const staff = file.at.has('owner') ? await q.staffByName(tx) : new Map<string, string>()
  await people.stagePeople(tx, batch.people)
  await people.findKnownPeople(
    tx,
    batch.people.some((person) => person.lookup !== null),
  )
  const outside = new Set(await people.peopleOutside(tx, reach))
  const unknown = new Set(await people.unknownPeople(tx))
  const firstRows: { person: PersonOfBatch; row: CustomerRow }[] = []
  const later: { p: number; row: CustomerRow }[] = []
  const made = new Set<number>()
  for (const raw of batch.rows) {
    if (outside.has(raw.p)) {
      faults.push(outsideFault(raw.row))
      continue
    }
    const person = batch.people[raw.p]!
    // A row that names somebody of this batch by phone is about the same person.
    const p = person.sameAs !== null && unknown.has(person.sameAs) ? person.sameAs : raw.p
    const row = readRow(file, raw, stores, staff, faults)
    if (unknown.has(p) && !made.has(p)) {
      made.add(p)
      firstRows.push({ person: batch.people[p]!, row })
    } else later.push({ p, row })
  }
  if (firstRows.length > 0) await makeNew(tx, ctx, file, firstRows)
  const updated = later.length > 0 ? await updateKnown(tx, ctx, file, later) : 0
  return { created: firstRows.length, updated, unchanged: later.length - updated, customersCreated: firstRows.length, faults }
}

async function updateKnown(tx: TenantTx, ctx: Ctx, file: ImportFile, rows: { p: number; row: CustomerRow }[]): Promise<number> {
  const places = await q.placesOf(tx)
  const ids = [...new Set(rows.map(({ p }) => places.get(p)!))]
  const before = await q.lockImages(tx, ids)
  const now = new Map(before)
  const keys = await ctx.keys.customerKeys(tx, ids)
  const hash = ctx.keys.lookupHasher(tx.orgId)
  let updated = 0
  for (const { p, row } of rows) {
    const id = places.get(p)!
    if (!keys.has(id) && bringsPersonalData(row)) keys.set(id, await ctx.keys.createCustomerKey(tx, id))
    const image = now.get(id)!
    const changed = changeCustomer(image, row, {
      orgId: tx.orgId,
      now: ctx.clock.now(),
      hash,
      key: keys.get(id) ?? null,
      newId: () => ctx.ids.uuid(),
    })
    if (changed === image) continue
    updated += 1
    const madeByThisRun = image.customer.import_run_id === file.runId
    // A customer of this run is as new after a second row as after the first.
    now.set(
      id,
      madeByThisRun
        ? { ...changed, customer: { ...changed.customer, version: image.customer.version } }
        : { ...changed, customer: { ...changed.customer, version: before.get(id)!.customer.version + 1 } },
    )
  }
  const changed = [...now].filter(([id, image]) => image !== before.get(id))
  const noted = changed.filter(([id]) => before.get(id)!.customer.import_run_id !== file.runId)
  await noteChanges(
    tx,
    ctx,
    file.runId,
    noted.map(([id, image]) => ({
      objectType: CUSTOMER,
      objectId: id,
      versionAfter: image.customer.version,
      image: before.get(id)!,
    })),
  )
  if (changed.length > 0)
    await q.writeImages(
      tx,
      changed.map(([, image]) => image),
    )
  return updated
}

/** Writes changed customers back as they were, where nobody changed them since; keys that the run made go again. */
async function revertCustomers(tx: TenantTx, ctx: Ctx, runId: string): Promise<RevertOutcome> {
  const outcome: RevertOutcome = { removed: 0, restored: 0, kept: 0 }
  for await (const page of notedChanges<q.CustomerImage>(tx, ctx, runId, CUSTOMER)) {
    const versions = new Map(page.map((change) => [change.objectId, change.versionAfter]))
    const restored = new Set(
      await q.writeImages(
        tx,
        page.map((change) => change.image),
        versions,
      ),
    )
    await q.deleteKeys(
      tx,
      page.filter((change) => restored.has(change.objectId) && !change.image.hasKey).map((change) => change.objectId),
    )
    outcome.restored += restored.size
    outcome.kept += page.length - restored.size
  }
  return outcome
}
