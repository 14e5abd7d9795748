import { sql } from 'kysely'
import type { ModuleSeams } from '../../kernel/seams/seams.ts'
import { lockSummaries, recomputeSummaries } from './purchases/summary-queries.ts'

export const seams: ModuleSeams = {
  mergeSteps: [
    {
      table: 'orders',
      merge: async (tx, _ctx, { from, into }) => {
        await lockSummaries(tx, [into])
        await tx
          .updateTable('orders')
          .set({ customer_id: into, version: sql<number>`version + 1` })
          .where('org_id', '=', tx.orgId)
          .where('customer_id', '=', from)
          .execute()
        await recomputeSummaries(tx, [into])
      },
    },
    {
      table: 'interactions',
      merge: async (tx, _ctx, { from, into }) => {
        await tx
          .updateTable('interactions')
          .set({ customer_id: into })
          .where('org_id', '=', tx.orgId)
          .where('customer_id', '=', from)
          .execute()
      },
    },
  ],
  eraseSteps: [
    {
      // What was bought stays for the accounts; what was remarked about the person goes.
      table: 'orders',
      erase: async (tx, _ctx, customerId) => {
        await tx
          .updateTable('orders')
          .set({ note: null, import_key: null })
          .where('org_id', '=', tx.orgId)
          .where('customer_id', '=', customerId)
          .execute()
      },
    },
    {
      table: 'interactions',
      erase: async (tx, _ctx, customerId) => {
        await tx
          .updateTable('interactions')
          .set({ summary: null, import_key: null })
          .where('org_id', '=', tx.orgId)
          .where('customer_id', '=', customerId)
          .execute()
      },
    },
  ],
}
