import type { PromiseStatus } from '@shuke/contract/interactions/promises.ts'
import type { OrderKind } from '@shuke/contract/interactions/purchases.ts'
import type { FollowUpAct, RepeatUnit, TaskStatus } from '@shuke/contract/interactions/tasks.ts'
import type { Generated } from 'kysely'

export interface OrdersTable {
  org_id: string
  id: string
  order_no: string
  kind: OrderKind
  customer_id: string | null
  store_id: string | null
  occurred_at: Date
  business_day: string
  amount: number
  units: number | null
  lines: number | null
  refund_of: string | null
  note: string | null
  import_key: string | null
  import_run_id: string | null
  created_at: Date
  version: Generated<number>
}
export interface OrderItemsTable {
  org_id: string
  order_id: string
  line_no: number
  name: string
  sku: string | null
  quantity: number
  amount: number | null
}
export interface OrderPerformersTable {
  org_id: string
  order_id: string
  line_no: number
  staff_id: string | null
  name: string
  requested: Generated<boolean>
}
export interface OrderPaymentsTable {
  org_id: string
  order_id: string
  line_no: number
  method: string
  amount: number
}
export interface InteractionsTable {
  org_id: string
  id: string
  customer_id: string
  kind: 'service' | 'communication'
  channel: 'phone' | 'wechat' | 'visit' | 'sms' | 'email' | 'note' | 'import'
  direction: 'in' | 'out' | 'none'
  occurred_at: Date
  summary: string | null
  staff_id: string | null
  store_id: string | null
  import_key: string | null
  import_run_id: string | null
  created_at: Date
}

export interface TasksTable {
  org_id: string
  id: string
  title: string | null
  customer_id: string | null
  assignee_id: string
  due_day: string
  due_at: Date | null
  repeat_every: RepeatUnit
  repeat_interval: number
  repeat_from: string
  scheduled_day: string
  previous_id: string | null
  source: string
  status: Generated<TaskStatus>
  done_at: Date | null
  done_by_id: string | null
  result: string | null
  created_at: Date
  version: Generated<number>
}
export interface PromisesTable {
  org_id: string
  id: string
  customer_id: string
  staff_id: string
  what: string | null
  due_day: string
  status: Generated<PromiseStatus>
  kept_at: Date | null
  evidence: string | null
  broken_at: Date | null
  broken_reason: string | null
  kept_late: Generated<boolean>
  missed: Generated<boolean>
  created_at: Date
  version: Generated<number>
}
export interface FollowUpEventsTable {
  org_id: string
  id: string
  task_id: string | null
  promise_id: string | null
  act: FollowUpAct
  at: Date
  staff_id: string | null
  actor_name: string
  from_day: string | null
  to_day: string | null
  from_staff_id: string | null
  to_staff_id: string | null
}
export interface BirthdayMarksTable {
  org_id: string
  customer_id: string
  kept_on: string
  outcome: 'greeted' | 'task'
  interaction_id: string | null
  task_id: string | null
  at: Date
}

declare module '../../kernel/db/database.ts' {
  interface Tables {
    orders: OrdersTable
    order_items: OrderItemsTable
    order_performers: OrderPerformersTable
    order_payments: OrderPaymentsTable
    interactions: InteractionsTable
    tasks: TasksTable
    promises: PromisesTable
    follow_up_events: FollowUpEventsTable
    birthday_marks: BirthdayMarksTable
  }
}
