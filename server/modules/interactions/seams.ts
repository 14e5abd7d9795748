import { sql } from 'kysely'
import type { MergeStep, ModuleSeams } from '../../kernel/seams/seams.ts'
import { lockSummaries, recomputeSummaries } from './purchases/summary-queries.ts'
import { birthdaySource } from './today/birthday-source.ts'
import { promiseSource } from './today/promise-source.ts'
import { taskSource } from './today/task-source.ts'

/** Rows that simply follow the customer. */
const move = (table: 'tasks' | 'promises'): MergeStep => ({
  table,
  merge: async (tx, _ctx, { from, into }) => {
    await sql`update ${sql.table(table)} set customer_id = ${into}::uuid, version = version + 1
      where org_id = ${tx.orgId}::uuid and customer_id = ${from}::uuid`.execute(tx)
  },
})

export const seams: ModuleSeams = {
  todaySources: [taskSource, promiseSource, birthdaySource],
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
    move('tasks'),
    move('promises'),
    {
      // A birthday that both records had seen to in a year is seen to once.
      table: 'birthday_marks',
      merge: async (tx, _ctx, { from, into }) => {
        await sql`update birthday_marks set customer_id = ${into}::uuid where org_id = ${tx.orgId}::uuid and customer_id = ${from}::uuid
          and kept_on not in (select kept_on from birthday_marks where org_id = ${tx.orgId}::uuid and customer_id = ${into}::uuid)`.execute(
          tx,
        )
        await sql`delete from birthday_marks where org_id = ${tx.orgId}::uuid and customer_id = ${from}::uuid`.execute(tx)
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
    {
      // What was to be done for a person who is gone is not done any more; that it was done stays.
      table: 'tasks',
      erase: async (tx, _ctx, customerId) => {
        await sql`update tasks set title = null, result = null, status = case status when 'open' then 'cancelled' else status end,
          version = version + 1 where org_id = ${tx.orgId}::uuid and customer_id = ${customerId}::uuid`.execute(tx)
      },
    },
    {
      // The staff's rate keeps its figures, without the words.
      table: 'promises',
      erase: async (tx, _ctx, customerId) => {
        await sql`update promises set what = null, evidence = null, broken_reason = null,
          status = case status when 'open' then 'cancelled' else status end,
          version = version + 1 where org_id = ${tx.orgId}::uuid and customer_id = ${customerId}::uuid`.execute(tx)
      },
    },
    {
      // The days tell the birthday.
      table: 'birthday_marks',
      erase: async (tx, _ctx, customerId) => {
        await sql`delete from birthday_marks where org_id = ${tx.orgId}::uuid and customer_id = ${customerId}::uuid`.execute(tx)
      },
    },
  ],
}
