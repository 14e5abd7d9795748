import type { Role } from '@shuke/contract/shared/permissions.ts'

export interface DemoStaff {
  name: string
  role: Role
  /** Index of the store; -1 for the whole org. */
  store: number
}
export interface DemoCustomer {
  customerNo: string
  kind: 'person' | 'organisation'
  name: string
  formOfAddress: string | null
  sex: 'female' | 'male' | null
  phone: string | null
  birthday: { calendar: 'solar' | 'lunar'; year: number | null; month: number; day: number; leap: boolean } | null
  city: string
  leadSource: string
  store: number
  /** Name of the member of staff who looks after them. */
  owner: string
  tags: string[]
  plate: string | null
  notes: string | null
}
export interface DemoOrder {
  orderNo: string
  customerNo: string
  kind: 'sale' | 'consumption' | 'top_up'
  /** Local time of the store, `YYYY-MM-DD HH:MM`. */
  at: string
  /** Yuan with two decimals. */
  amount: string
  item: string
  performer: string
  payment: string
  store: string
}
export interface DemoVisit {
  customerNo: string
  at: string
  summary: string
  performer: string
  store: string
}

/** A whole demo business as plain data: a pure function of a seed and the day it is seen from. */
export interface DemoWorld {
  slug: string
  name: string
  trade: 'salon' | 'dealer' | 'key_account'
  stores: string[]
  staff: DemoStaff[]
  customers: DemoCustomer[]
  orders: DemoOrder[]
  visits: DemoVisit[]
}

const DAY_MS = 86_400_000

/** Calendar day `days` before (or, negative, after) the anchor day. */
export const dayBefore = (anchor: string, days: number): string =>
  new Date(Date.parse(anchor) - days * DAY_MS).toISOString().slice(0, 10)

export const yuan = (amount: number): string => (Math.round(amount * 100) / 100).toFixed(2)
