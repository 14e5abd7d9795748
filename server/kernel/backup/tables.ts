export interface ErasuresTable {
  org_id: string
  erased_customer: string
  erased_at: Date
}
export interface KeyCopiesTable {
  fingerprint: string
  confirmed_at: Date
  confirmed_by: string
}

declare module '../db/database.ts' {
  interface Tables {
    'platform.erasures': ErasuresTable
    'platform.key_copies': KeyCopiesTable
  }
}
