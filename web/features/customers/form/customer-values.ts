import { type Customer, type CustomerChange, LEAD_SOURCES, type NewCustomer } from '@shuke/contract/customers/profile.ts'
import type { z } from 'zod'

/** What the form holds; empty text is what was not given. */
export interface CustomerValues {
  kind: Customer['kind']
  name?: string
  formOfAddress?: string
  sex?: Customer['sex']
  phone?: string
  wechat?: string
  email?: string
  birthday?: Customer['birthday']
  leadSource?: (typeof LEAD_SOURCES)[number]
  city?: string
  address?: string
  plates?: string[]
  tags?: string[]
  notes?: string
  ownerId?: string
  storeId?: string
}

export const CHOSEN_SOURCES = LEAD_SOURCES.filter((source) => source !== 'import')
const CONTACTS = ['phone', 'wechat', 'email'] as const

const given = (text: string | undefined): string | null => text?.trim() || null

const shared = (values: CustomerValues) => ({
  kind: values.kind,
  name: given(values.name),
  formOfAddress: given(values.formOfAddress),
  sex: values.sex ?? null,
  birthday: values.birthday ?? null,
  city: given(values.city),
  plates: values.plates ?? [],
  tags: values.tags ?? [],
  notes: given(values.notes),
  ownerId: values.ownerId ?? null,
  storeId: values.storeId ?? null,
})

/** The form as a new customer; the first contact given is the main one. */
export function newCustomerFrom(id: string, values: CustomerValues): z.input<typeof NewCustomer> {
  const contacts = CONTACTS.flatMap((kind) => {
    const value = given(values[kind])
    return value ? [{ kind, value }] : []
  })
  return {
    id,
    ...shared(values),
    address: given(values.address),
    leadSource: values.leadSource,
    contacts: contacts.map((contact, index) => ({ ...contact, isPrimary: index === 0 })),
  }
}

/** What the form starts from; values that the reader sees masked are not in it and stay as they are. */
export const valuesOf = (customer: Customer): CustomerValues => ({
  kind: customer.kind,
  name: customer.name ?? undefined,
  formOfAddress: customer.formOfAddress ?? undefined,
  sex: customer.sex ?? undefined,
  birthday: customer.birthday,
  leadSource: LEAD_SOURCES.find((source) => source === customer.leadSource),
  city: customer.city ?? undefined,
  plates: customer.plates,
  tags: customer.tags,
  notes: customer.notes ?? undefined,
  ownerId: customer.owner?.id,
  storeId: customer.store?.id,
})

/** Only what was changed, so that two people who edit different things do not undo each other. */
export function changeFrom(before: CustomerValues, after: CustomerValues): z.input<typeof CustomerChange> {
  const [old, now] = [shared(before), shared(after)]
  const changed = Object.entries(now).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(old[key as keyof typeof old]),
  )
  return {
    ...Object.fromEntries(changed),
    ...(after.leadSource && after.leadSource !== before.leadSource && { leadSource: after.leadSource }),
    ...(given(after.address) && { address: given(after.address) }),
  }
}
