import { CUSTOMER_SORTS, CustomerStatus, ValueTier } from '@shuke/contract/customers/profile.ts'
import type { z } from 'zod'

/** What the list shows, as its address says it: a view can be sent to somebody as a link. */
export interface ListView {
  q?: string
  sort?: (typeof CUSTOMER_SORTS)[number]
  valueTier?: z.infer<typeof ValueTier>
  status?: z.infer<typeof CustomerStatus>
  city?: string
  tag?: string
}

const oneOf = <T extends string>(options: readonly T[], value: unknown): T | undefined =>
  options.find((option) => option === value)
const word = (value: unknown, max: number): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.slice(0, max) : undefined

export const readListView = (search: Record<string, unknown>): ListView => ({
  q: word(search.q, 100),
  sort: oneOf(CUSTOMER_SORTS, search.sort),
  valueTier: oneOf(ValueTier.options, search.valueTier),
  status: oneOf(CustomerStatus.options, search.status),
  city: word(search.city, 100),
  tag: word(search.tag, 40),
})

/** Digits of a phone number or an identity card: such a word stays out of the address bar, the history and the server's log. */
export const isPersonal = (q: string): boolean => /\d{5,}/.test(q.replaceAll(/[\s-]/g, ''))

/** Number of filters set, the search word aside. */
export const filterCount = (view: ListView): number => [view.valueTier, view.status, view.city, view.tag].filter(Boolean).length
