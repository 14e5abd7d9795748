import type { FollowUpEvent, Task } from '@shuke/contract/interactions/tasks.ts'
import type { z } from 'zod'
import type { HappenedRow } from './history-queries.ts'
import type { TaskRow } from './queries.ts'
import { isOverdue } from './rules.ts'

const named = (id: string | null, name: string | null) => (id && name !== null ? { id, name } : null)

/** `today` is the reader's day, `now` the instant of reading. */
export const presentTask = (row: TaskRow, today: string, now: Date): Task => ({
  id: row.id,
  title: row.title ?? '',
  customer:
    row.seen_customer_id && row.customer_no !== null
      ? { id: row.seen_customer_id, name: row.customer_name, customerNo: row.customer_no, formOfAddress: row.form_of_address }
      : null,
  assignee: { id: row.assignee_id, name: row.assignee_name },
  dueDay: row.due_day,
  dueAt: row.due_at?.toISOString() ?? null,
  repeat: { every: row.repeat_every, interval: row.repeat_interval },
  source: row.source,
  status: row.status,
  isOverdue: row.status === 'open' && isOverdue(row, today, now),
  doneAt: row.done_at?.toISOString() ?? null,
  result: row.result,
  previousId: row.previous_id,
  createdAt: row.created_at.toISOString(),
  version: row.version,
})

export const presentHappened = (row: HappenedRow): z.input<typeof FollowUpEvent> => ({
  act: row.act,
  at: row.at.toISOString(),
  by: row.staff_name ?? row.actor_name,
  fromDay: row.from_day,
  toDay: row.to_day,
  from: named(row.from_staff_id, row.from_name),
  to: named(row.to_staff_id, row.to_name),
})
