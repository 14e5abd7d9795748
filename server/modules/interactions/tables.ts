import type { OrderKind } from '@shuke/contract/interactions/purchases.ts'
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

declare module '../../kernel/db/database.ts' {
  interface Tables {
    orders: OrdersTable
    order_items: OrderItemsTable
    order_performers: OrderPerformersTable
    order_payments: OrderPaymentsTable
    interactions: InteractionsTable
  }
}
