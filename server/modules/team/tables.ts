import type { Generated } from 'kysely'

export interface StoresTable {
  org_id: string
  id: string
  name: string
  code: string | null
  timezone: string
  created_at: Date
}
export interface StaffTable {
  org_id: string
  id: string
  name: string
  is_active: Generated<boolean>
  created_at: Date
}
export interface StaffStoresTable {
  org_id: string
  staff_id: string
  store_id: string
}

declare module '../../kernel/db/database.ts' {
  interface Tables {
    stores: StoresTable
    staff: StaffTable
    staff_stores: StaffStoresTable
  }
}
