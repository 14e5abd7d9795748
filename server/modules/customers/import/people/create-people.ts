import type { Ctx } from '../../../../kernel/tenancy/ctx.ts'
import type { TenantTx } from '../../../../kernel/tenancy/tenant.ts'
import { contactTerms, sealContact } from '../../profile/contacts.ts'
import { birthdayColumns, privateColumns } from '../../profile/prepare.ts'
import { takeNumbers } from '../../profile/queries.ts'
import { numberFrom } from '../../profile/rules.ts'
import { nameSortKey, searchTerms } from '../../search/rules.ts'
import type { CleanPerson } from './clean-person.ts'
import * as q from './queries.ts'

/** A customer to be made by an import. */
export interface NewPerson {
  p: number
  /** Null: one is generated. */
  customerNo: string | null
  kind: 'person' | 'organisation'
  clean: CleanPerson
  storeId: string | null
  ownerId: string | null
  leadSource: string
  notes: string | null
  plates: string[]
}

/** Generated numbers that nobody has, as many as asked for. */
async function freeNumbers(tx: TenantTx, count: number): Promise<string[]> {
  const free: string[] = []
  while (free.length < count) {
    const wanted = count - free.length
    const first = await takeNumbers(tx, wanted)
    const numbers = Array.from({ length: wanted }, (_, index) => numberFrom(first + index))
    const taken = await q.takenNumbersOf(tx, numbers)
    free.push(...numbers.filter((number) => !taken.has(number)))
  }
  return free
}

/** Makes many customers in a few statements: keys, masks, search terms and hashes are computed here, the rows are copied in. */
export async function createPeople(
  tx: TenantTx,
  ctx: Ctx,
  runId: string,
  people: readonly NewPerson[],
  withSummaries = true,
): Promise<void> {
  const now = ctx.clock.now()
  const hash = ctx.keys.lookupHasher(tx.orgId)
  const numbers = await freeNumbers(tx, people.filter((person) => person.customerNo === null).length)
  const made = people.map((person) => ({ person, id: ctx.ids.uuid(), customerNo: person.customerNo ?? numbers.pop()! }))
  const isPrivate = ({ person: { clean } }: (typeof made)[number]) =>
    clean.contacts.length > 0 || clean.address !== null || clean.idNumber !== null
  const privates = made.filter(isPrivate).map((one) => one.id)
  const keys = privates.length > 0 ? await ctx.keys.newCustomerKeys(tx, tx.orgId, privates) : []
  const keyOf = new Map(keys.map((one) => [one.customerId, one.key]))
  const rows: q.NewPeople = { customers: [], contacts: [], terms: [], keys: keys.map((one) => one.row), places: [] }
  for (const { person, id, customerNo } of made) {
    const { clean, kind, storeId, ownerId, leadSource, notes, plates } = person
    const key = keyOf.get(id) ?? null
    rows.places.push([person.p, id])
    rows.customers.push({
      id,
      customer_no: customerNo,
      kind,
      name: clean.name,
      name_sort: nameSortKey(clean.name, customerNo),
      family_name: clean.familyName,
      given_name: clean.givenName,
      form_of_address: clean.formOfAddress,
      sex: clean.sex,
      ...birthdayColumns(clean.birthday),
      city: clean.city,
      region: clean.region,
      postcode: clean.postcode,
      country: clean.country,
      lead_source: leadSource,
      owner_id: ownerId,
      first_received_by_id: ownerId,
      store_id: storeId,
      notes,
      ...privateColumns({ address: clean.address, idNumber: clean.idNumber }, id, key),
      import_run_id: runId,
      created_at: now,
      updated_at: now,
    })
    for (const contact of clean.contacts)
      rows.contacts.push(sealContact(contact, { orgId: tx.orgId, id: ctx.ids.uuid(), customerId: id, key: key!, now }, hash))
    const terms = searchTerms({ name: clean.name, formOfAddress: clean.formOfAddress, customerNo, plates })
    for (const term of new Set([...terms, ...clean.contacts.flatMap((contact) => contactTerms(contact, hash))]))
      rows.terms.push([term, id])
  }
  await q.insertPeople(tx, rows, withSummaries)
}
