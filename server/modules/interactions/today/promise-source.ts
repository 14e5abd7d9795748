import type { TodayEntry, TodaySource } from '../../../kernel/seams/seams.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import { keepPromise } from '../promises/close-promise.ts'
import { passOnPromise } from '../promises/pass-on-promise.ts'
import { postponePromise } from '../promises/postpone-promise.ts'
import * as q from '../promises/queries.ts'
import { undoPromise } from '../promises/undo-promise.ts'
import { instantAt } from '../tasks/rules.ts'

const entryOf = (row: q.PromiseRow, today: string): TodayEntry => ({
  id: row.id,
  title: row.what ?? '',
  customerId: row.customer_id,
  assignee: { id: row.staff_id, name: row.staff_name },
  dueDay: row.due_day,
  dueAt: null,
  isOverdue: row.due_day < today,
  acts: ['done', 'postpone', 'pass_on'],
  facts: {},
})

/** 承诺: what was promised, overdue in red. */
export const promiseSource: TodaySource = {
  source: 'promises',
  permission: 'promises.read',
  async entriesOf(tx, ctx, { staffId, today, until, limit }) {
    const rows = authorize(ctx, 'promises.read')
    if (!staffId) return { entries: [], total: 0 }
    const found = await q.listPromises(tx, ctx, rows, { status: 'open', staffId, until, limit })
    const entries = found.slice(0, limit).map((row) => entryOf(row, today))
    return { entries, total: found.length > limit ? await q.countPromises(tx, staffId, until) : found.length }
  },
  async entriesOfCustomer(tx, ctx, customerId, { today }) {
    const rows = authorize(ctx, 'promises.read')
    const found = await q.listPromises(tx, ctx, rows, { status: 'open', customerId, limit: 50 })
    return found.map((row) => entryOf(row, today))
  },
  async countsByStaff(tx, ctx, { today, until }) {
    const rows = authorize(ctx, 'promises.read')
    return q.countsByStaff(tx, ctx, rows, { today, until, since: instantAt(today, '00:00:00', ctx.org.timezone) })
  },
  async done(ctx, id, { note }) {
    await keepPromise(ctx, id, { evidence: note })
    return { nextDueDay: null }
  },
  postpone: postponePromise,
  passOn: passOnPromise,
  undo: undoPromise,
}
