import { sql } from 'kysely'
import { seal, unseal } from '../../kernel/crypto/seal.ts'
import type { MergeStep } from '../../kernel/seams/seams.ts'
import { contactPurpose } from './profile/contacts.ts'

/** Rows that simply move to the kept customer; what is there already stays. */
const move = (table: 'customer_tags' | 'customer_plates' | 'customer_terms', column: string): MergeStep => ({
  table,
  merge: async (tx, _ctx, { from, into }) => {
    await sql`insert into ${sql.table(table)} (org_id, customer_id, ${sql.ref(column)})
      select org_id, ${into}::uuid, ${sql.ref(column)} from ${sql.table(table)}
      where org_id = ${tx.orgId}::uuid and customer_id = ${from}::uuid on conflict do nothing`.execute(tx)
    await sql`delete from ${sql.table(table)} where org_id = ${tx.orgId}::uuid and customer_id = ${from}::uuid`.execute(tx)
  },
})

/** Contacts are sealed under their customer's key, so each is opened and sealed again; a number that both have is kept once. */
const contacts: MergeStep = {
  table: 'customer_contacts',
  merge: async (tx, ctx, { from, into }) => {
    const moving = await tx
      .selectFrom('customer_contacts')
      .selectAll()
      .where('org_id', '=', tx.orgId)
      .where('customer_id', '=', from)
      .execute()
    if (moving.length === 0) return
    const known = await tx
      .selectFrom('customer_contacts')
      .select('lookup')
      .where('org_id', '=', tx.orgId)
      .where('customer_id', '=', into)
      .execute()
    const fromKey = (await ctx.keys.customerKeys(tx, [from])).get(from)
    const intoKey = await ctx.keys.customerKey(tx, into)
    for (const row of moving) {
      if (!fromKey || known.some(({ lookup }) => lookup.equals(row.lookup))) {
        await tx.deleteFrom('customer_contacts').where('org_id', '=', tx.orgId).where('id', '=', row.id).execute()
        continue
      }
      const plain = unseal(fromKey, row.sealed, contactPurpose(from, row.kind))
      await tx
        .updateTable('customer_contacts')
        .set({ customer_id: into, is_primary: false, sealed: seal(intoKey, plain, contactPurpose(into, row.kind)) })
        .where('org_id', '=', tx.orgId)
        .where('id', '=', row.id)
        .execute()
    }
  },
}

const drop = (table: 'purchase_summary' | 'customer_standing'): MergeStep => ({
  table,
  merge: async (tx, _ctx, { from }) => {
    await sql`delete from ${sql.table(table)} where org_id = ${tx.orgId}::uuid and customer_id = ${from}::uuid`.execute(tx)
  },
})

/** The audit is append-only and sealed under the merged customer's own key: both stay as they are, readable as long as that key lives. */
const stays = (table: 'audit_events' | 'customer_keys'): MergeStep => ({ table, merge: async () => undefined })

/** Figures are dropped here and recomputed by the module that owns the orders, whose step runs after these. */
export const mergeSteps: MergeStep[] = [
  move('customer_tags', 'tag'),
  move('customer_plates', 'plate'),
  move('customer_terms', 'term'),
  contacts,
  drop('purchase_summary'),
  drop('customer_standing'),
  stays('audit_events'),
  stays('customer_keys'),
]
