import { z } from 'zod'
import { endpoint } from '../shared/endpoint.ts'
import { FilterFactShape, FilterTree } from '../shared/filter.ts'
import { Day, Instant, text, Uuid } from '../shared/ids.ts'
import { Masked } from '../shared/masked.ts'
import { Money } from '../shared/money.ts'
import { PageQuery, pageOf } from '../shared/paging.ts'

export const CustomerKind = z.enum(['person', 'organisation'])
export const CustomerStatus = z.enum(['potential', 'new', 'existing', 'dormant', 'lost'])
export const ValueTier = z.enum(['tier_a', 'tier_b', 'tier_c', 'tier_d'])
export const Sex = z.enum(['female', 'male'])

/** Where customers come from; the preset list of shops here. A source outside the list is kept as given. */
export const LEAD_SOURCES = [
  'import',
  'walk_in',
  'referral',
  'dianping',
  'douyin',
  'xiaohongshu',
  'amap',
  'moments',
  'channels',
  'dongchedi',
  'autohome',
  'motor_show',
  'website',
  'phone',
  'newspaper',
  'radio',
  'outdoor',
  'other',
] as const
export const LeadSource = z.enum(LEAD_SOURCES)

/** A birthday as people give it: solar or lunar, the year optional, lunar months may be leap ones. */
export const Birthday = z.strictObject({
  calendar: z.enum(['solar', 'lunar']),
  year: z.int().min(1880).max(2200).nullable(),
  month: z.int().min(1).max(12),
  day: z.int().min(1).max(31),
  leap: z.boolean().default(false),
})
export type Birthday = z.infer<typeof Birthday>

export const CONTACT_KINDS = ['phone', 'email', 'wechat', 'qq', 'other'] as const
export const ContactKind = z.enum(CONTACT_KINDS)
export const ContactInput = z.strictObject({
  kind: ContactKind,
  value: text(200),
  label: text(40).nullish(),
  isPrimary: z.boolean().default(false),
})
export const Contact = z.object({
  id: Uuid,
  kind: ContactKind,
  label: z.string().nullable(),
  value: Masked,
  isPrimary: z.boolean(),
  isVerified: z.boolean(),
})

const Named = z.object({ id: Uuid, name: z.string() })
/** Kept figures of a customer's counted orders (consumption basis); null without any. */
export const PurchaseSummary = z.object({ firstDay: Day, lastDay: Day, orders: z.int(), days: z.int(), net: Money })

export const Customer = z.object({
  id: Uuid,
  customerNo: z.string(),
  kind: CustomerKind,
  name: z.string().nullable(),
  familyName: z.string().nullable(),
  givenName: z.string().nullable(),
  /** 称呼: how staff address this person. */
  formOfAddress: z.string().nullable(),
  sex: Sex.nullable(),
  birthday: Birthday.nullable(),
  contacts: z.array(Contact),
  plates: z.array(z.string()),
  city: z.string().nullable(),
  region: z.string().nullable(),
  postcode: z.string().nullable(),
  country: z.string().nullable(),
  address: Masked.nullable(),
  idNumber: Masked.nullable(),
  leadSource: z.string(),
  owner: Named.nullable(),
  firstReceivedBy: Named.nullable(),
  store: Named.nullable(),
  tags: z.array(z.string()),
  notes: z.string().nullable(),
  status: CustomerStatus,
  isVip: z.boolean(),
  valueTier: ValueTier.nullable(),
  purchases: PurchaseSummary.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  version: z.int(),
})
export type Customer = z.infer<typeof Customer>

/** A line of the list and of search results. */
export const CustomerLine = Customer.pick({
  id: true,
  customerNo: true,
  kind: true,
  name: true,
  formOfAddress: true,
  city: true,
  leadSource: true,
  owner: true,
  store: true,
  tags: true,
  status: true,
  isVip: true,
  valueTier: true,
  purchases: true,
  createdAt: true,
  updatedAt: true,
}).extend({ phone: Masked.nullable() })
export type CustomerLine = z.infer<typeof CustomerLine>

const fields = {
  kind: CustomerKind.default('person'),
  customerNo: text(64).nullish(),
  name: text(200).nullish(),
  familyName: text(100).nullish(),
  givenName: text(100).nullish(),
  formOfAddress: text(40).nullish(),
  sex: Sex.nullish(),
  birthday: Birthday.nullish(),
  contacts: z.array(ContactInput).max(20).default([]),
  plates: z.array(text(20)).max(20).default([]),
  city: text(100).nullish(),
  region: text(100).nullish(),
  postcode: text(20).nullish(),
  country: text(100).nullish(),
  address: text(500).nullish(),
  idNumber: text(40).nullish(),
  leadSource: LeadSource.default('walk_in'),
  ownerId: Uuid.nullish(),
  storeId: Uuid.nullish(),
  tags: z.array(text(40)).max(50).default([]),
  notes: text(5000, 0).nullish(),
}
export const NewCustomer = z.strictObject({ id: z.uuidv7().optional(), ...fields })
/** Every field optional; a field that is given replaces what was there, null empties it. */
export const CustomerChange = z.strictObject({
  ...Object.fromEntries(
    Object.entries(fields).map(([name, schema]) => [
      name,
      (schema instanceof z.ZodDefault ? schema.unwrap() : schema).optional(),
    ]),
  ),
}) as unknown as z.ZodObject<
  { [K in keyof typeof fields]: z.ZodOptional<(typeof fields)[K] extends z.ZodDefault<infer T> ? T : (typeof fields)[K]> },
  z.core.$strict
>

export const CUSTOMER_SORTS = [
  'name',
  '-name',
  'createdAt',
  '-createdAt',
  'lastDay',
  '-lastDay',
  'net',
  '-net',
  'customerNo',
  '-customerNo',
] as const
export const CustomerSort = z.enum(CUSTOMER_SORTS)
const ListQuery = PageQuery.extend({
  /** Name from one character up, pinyin or its initials, customer number, plate, phone tail of 4 to 8 digits or full number. */
  q: z.string().max(100).optional(),
  sort: CustomerSort.default('-createdAt'),
  valueTier: ValueTier.optional(),
  city: z.string().max(100).optional(),
  tag: z.string().max(40).optional(),
  status: CustomerStatus.optional(),
})
const ById = z.object({ customerId: Uuid })

export const listCustomers = endpoint({
  method: 'GET',
  path: '/customers',
  summary: 'Customers by page, with a search word and simple filters',
  permission: 'customers.read',
  query: ListQuery,
  output: pageOf(CustomerLine),
})
export const searchCustomers = endpoint({
  method: 'POST',
  path: '/customers/search',
  summary: 'Customers by a filter tree or a search word that must not stand in a URL',
  permission: 'customers.read',
  safe: true,
  body: z.strictObject({
    q: z.string().max(100).optional(),
    filter: FilterTree.optional(),
    sort: CustomerSort.default('-createdAt'),
    limit: z.int().min(1).max(200).default(50),
    cursor: z.string().max(2000).optional(),
  }),
  output: pageOf(CustomerLine),
})
export const createCustomer = endpoint({
  method: 'POST',
  path: '/customers',
  summary: 'Create a customer',
  permission: 'customers.create',
  status: 201,
  body: NewCustomer,
  output: Customer,
})
export const getCustomer = endpoint({
  method: 'GET',
  path: '/customers/{customerId}',
  summary: 'One customer',
  permission: 'customers.read',
  params: ById,
  output: Customer,
})
export const updateCustomer = endpoint({
  method: 'PATCH',
  path: '/customers/{customerId}',
  summary: 'Change a customer',
  permission: 'customers.update',
  ifMatch: true,
  params: ById,
  body: CustomerChange,
  output: Customer,
})
export const revealContact = endpoint({
  method: 'POST',
  path: '/customers/{customerId}/contacts/{contactId}/reveal',
  summary: 'Show a contact point unmasked; audited',
  permission: 'customers.reveal',
  params: ById.extend({ contactId: Uuid }),
  body: z.strictObject({ reason: text(200) }),
  output: z.object({ value: z.string() }),
  keepReply: false,
})
export const listFilterFacts = endpoint({
  method: 'GET',
  path: '/filter-facts',
  summary: 'Facts that filters may use',
  permission: 'customers.read',
  output: z.object({ data: z.array(FilterFactShape) }),
})
/** Customers whose exact phone, e-mail, plate or number is already there; asked while typing a new one. */
export const findDuplicates = endpoint({
  method: 'POST',
  path: '/customers/duplicates',
  summary: 'Existing customers with the same exact key',
  permission: 'customers.read',
  safe: true,
  body: z.strictObject({
    phone: z.string().max(40).optional(),
    email: z.string().max(200).optional(),
    plate: z.string().max(20).optional(),
    customerNo: z.string().max(64).optional(),
  }),
  output: z.object({ data: z.array(CustomerLine) }),
})
