import { sql } from 'kysely'
import type { EraseStep } from '../../kernel/seams/seams.ts'

/** Rows that tell something of the person. */
const forget = (
  table: 'customer_tags' | 'customer_plates' | 'customer_terms' | 'customer_contacts' | 'customer_keys',
): EraseStep => ({
  table,
  erase: async (tx, _ctx, customerId) => {
    await sql`delete from ${sql.table(table)} where org_id = ${tx.orgId}::uuid and customer_id = ${customerId}::uuid`.execute(tx)
  },
})

/** Figures and tiers say nothing of the person once the record is empty: totals must not change. */
const stays = (table: 'purchase_summary' | 'customer_standing'): EraseStep => ({ table, erase: async () => undefined })

/** Audit rows cannot be changed; what they hold of the person is sealed under the key that this erasure destroys. */
const sealedForEver: EraseStep = { table: 'audit_events', erase: async () => undefined }

/** The record itself keeps its id, number and dates, and loses the person. */
const record: EraseStep = {
  table: 'customers',
  erase: async (tx, ctx, customerId) => {
    await tx
      .updateTable('customers')
      .set({
        name: null,
        name_sort: '~',
        family_name: null,
        given_name: null,
        form_of_address: null,
        sex: null,
        notes: null,
        birth_calendar: null,
        birth_year: null,
        birth_month: null,
        birth_day: null,
        birth_leap: false,
        postcode: null,
        private_box: null,
        address_masked: null,
        id_number_masked: null,
        updated_at: ctx.clock.now(),
        version: sql<number>`version + 1`,
      })
      .where('org_id', '=', tx.orgId)
      .where('id', '=', customerId)
      .execute()
  },
}

export const eraseSteps: EraseStep[] = [
  record,
  forget('customer_tags'),
  forget('customer_plates'),
  forget('customer_terms'),
  forget('customer_contacts'),
  stays('purchase_summary'),
  stays('customer_standing'),
  sealedForEver,
  forget('customer_keys'),
]
