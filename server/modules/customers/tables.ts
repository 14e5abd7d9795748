import type { Generated, GeneratedAlways } from 'kysely'

export interface CustomersTable {
  org_id: string
  id: string
  customer_no: string
  kind: 'person' | 'organisation'
  name: string | null
  name_sort: string
  family_name: string | null
  given_name: string | null
  form_of_address: string | null
  sex: 'female' | 'male' | null
  birth_calendar: 'solar' | 'lunar' | null
  birth_year: number | null
  birth_month: number | null
  birth_day: number | null
  birth_leap: Generated<boolean>
  city: string | null
  region: string | null
  postcode: string | null
  country: string | null
  lead_source: string
  owner_id: string | null
  first_received_by_id: string | null
  store_id: string | null
  notes: string | null
  private_box: Buffer | null
  address_masked: string | null
  id_number_masked: string | null
  is_vip: Generated<boolean>
  import_run_id: string | null
  created_at: Date
  updated_at: Date
  version: Generated<number>
}
export interface CustomerContactsTable {
  org_id: string
  id: string
  customer_id: string
  kind: 'phone' | 'email' | 'wechat' | 'qq' | 'other'
  label: string | null
  sealed: Buffer
  masked: string
  lookup: Buffer
  is_primary: Generated<boolean>
  is_verified: Generated<boolean>
  created_at: Date
}
export interface CustomerTermsTable {
  org_id: string
  term: string
  customer_id: string
}
export interface CustomerTagsTable {
  org_id: string
  tag: string
  customer_id: string
}
export interface CustomerPlatesTable {
  org_id: string
  customer_id: string
  plate: string
}
export interface PurchaseSummaryTable {
  org_id: string
  customer_id: string
  first_day: string | null
  last_day: string | null
  orders: Generated<number>
  days: Generated<number>
  net: Generated<number>
  first_day_net: Generated<number>
  cash_net: Generated<number>
  last_day_no: GeneratedAlways<number>
}
export interface CustomerStandingTable {
  org_id: string
  customer_id: string
  value_tier: 'tier_a' | 'tier_b' | 'tier_c' | 'tier_d'
  since: string
}

declare module '../../kernel/db/database.ts' {
  interface Tables {
    customers: CustomersTable
    customer_contacts: CustomerContactsTable
    customer_terms: CustomerTermsTable
    customer_tags: CustomerTagsTable
    customer_plates: CustomerPlatesTable
    purchase_summary: PurchaseSummaryTable
    customer_standing: CustomerStandingTable
  }
}
