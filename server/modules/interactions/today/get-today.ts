import type { TodayItem } from '@shuke/contract/interactions/today.ts'
import { dayInZone } from '../../../kernel/clock.ts'
import { notFound } from '../../../kernel/errors.ts'
import type { TodayEntry, TodaySource } from '../../../kernel/seams/seams.ts'
import { allows, authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantRead, type TenantRead } from '../../../kernel/tenancy/tenant-tx.ts'
import { customerById, customerLines, noSuchCustomer } from '../../customers/index.ts'
import { countDoneSince } from '../tasks/queries.ts'
import { zoneOf } from '../tasks/row-queries.ts'
import { addDays, instantAt } from '../tasks/rules.ts'
import * as q from './queries.ts'
import { DAYS_AHEAD } from './rules.ts'

/** So many of one source are a day's work for nobody; the rest is a number. */
const MOST_OF_A_SOURCE = 100

const sourcesFor = (ctx: Ctx): TodaySource[] => ctx.seams.todaySources.filter((source) => allows(ctx, source.permission))

/** Customers are named as far as the reader may see them. */
async function presentItems(ctx: Ctx, entries: [string, TodayEntry][]): Promise<TodayItem[]> {
  const ids = [...new Set(entries.flatMap(([, entry]) => (entry.customerId ? [entry.customerId] : [])))]
  const lines = allows(ctx, 'customers.read') ? await customerLines(ctx, ids) : new Map()
  return entries.map(([source, { customerId, dueAt, ...entry }]) => ({
    ...entry,
    source,
    customer: (customerId && lines.get(customerId)) || null,
    dueAt: dueAt?.toISOString() ?? null,
  }))
}

/** The earliest day first; within a day what has an hour, then the rest as the sources gave it. */
const byDue = ([, a]: [string, TodayEntry], [, b]: [string, TodayEntry]): number =>
  a.dueDay.localeCompare(b.dueDay) || (a.dueAt?.getTime() ?? Number.MAX_VALUE) - (b.dueAt?.getTime() ?? Number.MAX_VALUE)

/** Whose Today: one's own, or that of a member of the reader's team. @throws AppError not_found */
async function staffOf(tx: TenantRead, ctx: Ctx, staffId: string | undefined) {
  if (staffId !== undefined && staffId !== ctx.actor.staffId) {
    const [staff] = await q.staffInRows(tx, authorize(ctx, 'tasks.team'), [staffId])
    if (!staff) throw notFound({ zh: '员工', en: 'member of staff' })
    return staff
  }
  if (!ctx.actor.staffId) return null
  return (await q.staffInRows(tx, { kind: 'org' }, [ctx.actor.staffId]))[0] ?? null
}

/** What one member of staff has to see to: everything overdue, today, and the next seven days. */
export async function getToday(ctx: Ctx, input: { staffId?: string | undefined }) {
  authorize(ctx, 'tasks.read')
  const { entries, ...day } = await inTenantRead(ctx, async (tx) => {
    const staff = await staffOf(tx, ctx, input.staffId)
    const zone = await zoneOf(tx, ctx, { staffId: staff?.id ?? null })
    const today = dayInZone(ctx.clock.now(), zone)
    const ask = { staffId: staff?.id ?? null, today, until: addDays(today, DAYS_AHEAD), limit: MOST_OF_A_SOURCE }
    const entries: [string, TodayEntry][] = []
    const more: { source: string; total: number }[] = []
    for (const source of sourcesFor(ctx)) {
      const found = await source.entriesOf(tx, ctx, ask)
      entries.push(...found.entries.map((entry): [string, TodayEntry] => [source.source, entry]))
      if (found.total > found.entries.length) more.push({ source: source.source, total: found.total })
    }
    const doneToday = staff ? await countDoneSince(tx, staff.id, instantAt(today, '00:00:00', zone)) : 0
    return { today, staff, more, doneToday, entries }
  })
  return { ...day, items: await presentItems(ctx, entries.sort(byDue)) }
}

/** What is open with one customer, whoever has to see to it. @throws AppError not_found */
export async function getNextSteps(ctx: Ctx, customerId: string) {
  const rows = authorize(ctx, 'tasks.read')
  const { today, entries } = await inTenantRead(ctx, async (tx) => {
    if (!(await customerById(tx, customerId, rows))) throw noSuchCustomer()
    const today = dayInZone(ctx.clock.now(), await zoneOf(tx, ctx, { staffId: ctx.actor.staffId }))
    const entries: [string, TodayEntry][] = []
    for (const source of sourcesFor(ctx)) {
      const found = await source.entriesOfCustomer(tx, ctx, customerId, { today, until: addDays(today, DAYS_AHEAD) })
      entries.push(...found.map((entry): [string, TodayEntry] => [source.source, entry]))
    }
    return { today, entries }
  })
  return { today, items: await presentItems(ctx, entries.sort(byDue)) }
}
