import type { ImportFile, RowFault } from '../../../../kernel/seams/import-kind.ts'
import { authorize } from '../../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../../kernel/tenancy/ctx.ts'
import type { TenantTx } from '../../../../kernel/tenancy/tenant.ts'
import { cleanPerson } from './clean-person.ts'
import { createPeople, type NewPerson } from './create-people.ts'
import * as q from './queries.ts'
import type { PersonOfBatch } from './read-people.ts'

/** People whose number or contact stands in the same batch already: they are that one. */
function splitTwins(unknown: readonly PersonOfBatch[]): { first: PersonOfBatch[]; twins: PersonOfBatch[] } {
  const places = new Set(unknown.map((person) => person.p))
  const isTwin = (person: PersonOfBatch) => person.sameAs !== null && places.has(person.sameAs)
  return { first: unknown.filter((person) => !isTwin(person)), twins: unknown.filter(isTwin) }
}

export interface Resolved {
  created: number
  /** Places of people whose rows are refused: they belong to a store that the importer has no right to. */
  outside: ReadonlySet<number>
}

/**
 * Leaves the table `import_people` with a customer for each person of the batch: the known one, or one made from the first row that names
 * them. Known customers are not changed.
 * @param storeOf store of a new customer, from the row that names it
 * @param withSummaries false: the caller writes the new customers' `purchase_summary` rows, with their figures in them
 */
export async function resolvePeople(
  tx: TenantTx,
  ctx: Ctx,
  file: ImportFile,
  people: readonly PersonOfBatch[],
  storeOf: (person: PersonOfBatch) => string | null,
  withSummaries = true,
): Promise<Resolved> {
  const rows = authorize(ctx, 'customers.import')
  await q.stagePeople(tx, people)
  await q.findKnownPeople(
    tx,
    people.some((person) => person.lookup !== null),
  )
  const unknown = (await q.unknownPeople(tx)).map((p) => people[p]!)
  const outside = new Set(await q.peopleOutside(tx, rows))
  if (outside.size > 0) await q.forgetPeople(tx, [...outside])
  const { first, twins } = splitTwins(unknown)
  const given = first.flatMap((person) => (person.lookup && person.customerNo ? [person.customerNo] : []))
  const taken = await q.takenNumbersOf(tx, given)
  const used = new Set<string>()
  if (first.length > 0) {
    const made = first.map((person): NewPerson => {
      const { customerNo } = person
      // Chosen by phone or e-mail, a number may be another customer's: then a new one is generated.
      const isFree = customerNo !== null && !taken.has(customerNo) && !used.has(customerNo)
      if (isFree) used.add(customerNo)
      return {
        p: person.p,
        customerNo: isFree ? customerNo : null,
        kind: 'person',
        clean: cleanPerson(person.cells, file.at),
        storeId: storeOf(person),
        ownerId: null,
        leadSource: 'import',
        notes: null,
        plates: [],
      }
    })
    await createPeople(tx, ctx, file.runId, made, withSummaries)
  }
  if (twins.length > 0) await q.joinTwins(tx, twins)
  return { created: first.length, outside }
}

/** The refusal of a row whose customer is out of reach. */
export const outsideFault = (row: number): RowFault => ({ row, column: null, code: 'other_store', refused: true })
