import type { CustomerPromise } from '@shuke/contract/interactions/promises.ts'
import type { PromiseRow } from './queries.ts'

export const presentPromise = (row: PromiseRow, today: string): CustomerPromise => ({
  id: row.id,
  customerId: row.customer_id,
  staff: { id: row.staff_id, name: row.staff_name },
  text: row.what ?? '',
  dueDay: row.due_day,
  status: row.status,
  isOverdue: row.status === 'open' && row.due_day < today,
  wasMissed: row.missed || row.kept_late,
  keptAt: row.kept_at?.toISOString() ?? null,
  evidence: row.evidence,
  brokenAt: row.broken_at?.toISOString() ?? null,
  brokenReason: row.broken_reason,
  createdAt: row.created_at.toISOString(),
  version: row.version,
})
