import type { Birthday, Customer, CustomerLine } from '@shuke/contract/customers/profile.ts'
import { dayInZone } from '../../../kernel/clock.ts'
import { allows } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import type { LineRow } from '../search/queries.ts'
import { statusOf, statusWindows } from '../standing/rules.ts'
import type { CustomerRow } from './queries.ts'

interface BirthColumns {
  birth_calendar: 'solar' | 'lunar' | null
  birth_year: number | null
  birth_month: number | null
  birth_day: number | null
  birth_leap: boolean
}
export const presentBirthday = (row: BirthColumns): Birthday | null =>
  row.birth_calendar && row.birth_month && row.birth_day
    ? { calendar: row.birth_calendar, year: row.birth_year, month: row.birth_month, day: row.birth_day, leap: row.birth_leap }
    : null

interface FigureColumns {
  first_day: string | null
  last_day: string | null
  orders: number | null
  days: number | null
  net: number | null
}
const presentPurchases = (ctx: Ctx, row: FigureColumns) =>
  row.first_day && row.last_day
    ? {
        firstDay: row.first_day,
        lastDay: row.last_day,
        orders: row.orders ?? 0,
        days: row.days ?? 0,
        net: { amount: row.net ?? 0, currency: ctx.org.currency },
      }
    : null

const named = (id: string | null, name: string | null) => (id && name !== null ? { id, name } : null)

const presentStatus = (ctx: Ctx, row: FigureColumns) =>
  statusOf(
    { orders: row.orders ?? 0, firstDay: row.first_day, lastDay: row.last_day },
    dayInZone(ctx.clock.now(), ctx.org.timezone),
    statusWindows(ctx.org.trade),
  )

/** One customer as this reader may see it. Masking happens here and only here; value figures are for readers of value or the owner. */
export function presentCustomer(ctx: Ctx, row: Omit<CustomerRow, 'org_id'>): Customer {
  const canReveal = allows(ctx, 'customers.reveal')
  const masked = (value: string | null) => (value === null ? null : { masked: value, canReveal })
  return {
    id: row.id,
    customerNo: row.customer_no,
    kind: row.kind,
    name: row.name,
    familyName: row.family_name,
    givenName: row.given_name,
    formOfAddress: row.form_of_address,
    sex: row.sex,
    birthday: presentBirthday(row),
    contacts: row.contacts.map((contact) => ({
      id: contact.id,
      kind: contact.kind,
      label: contact.label,
      value: { masked: contact.masked, canReveal },
      isPrimary: contact.is_primary,
      isVerified: contact.is_verified,
    })),
    plates: row.plates ?? [],
    city: row.city,
    region: row.region,
    postcode: row.postcode,
    country: row.country,
    address: masked(row.address_masked),
    idNumber: masked(row.id_number_masked),
    leadSource: row.lead_source,
    owner: named(row.owner_id, row.owner_name),
    firstReceivedBy: named(row.first_received_by_id, row.first_received_by_name),
    store: named(row.store_id, row.store_name),
    tags: row.tags ?? [],
    notes: row.notes,
    status: presentStatus(ctx, row),
    isVip: row.is_vip || (allows(ctx, 'value.read') && row.value_tier === 'tier_a'),
    valueTier: allows(ctx, 'value.read') ? row.value_tier : null,
    purchases: presentPurchases(ctx, row),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    version: row.version,
  }
}

/** A line of a list. */
export function presentLine(ctx: Ctx, row: LineRow): CustomerLine {
  return {
    id: row.id,
    customerNo: row.customer_no,
    kind: row.kind,
    name: row.name,
    formOfAddress: row.form_of_address,
    city: row.city,
    leadSource: row.lead_source,
    owner: named(row.owner_id, row.owner_name),
    store: named(row.store_id, row.store_name),
    tags: row.tags ?? [],
    phone: row.phone_masked === null ? null : { masked: row.phone_masked, canReveal: allows(ctx, 'customers.reveal') },
    status: presentStatus(ctx, row),
    isVip: row.is_vip || (allows(ctx, 'value.read') && row.value_tier === 'tier_a'),
    valueTier: allows(ctx, 'value.read') ? row.value_tier : null,
    purchases: presentPurchases(ctx, row),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}
