import { dayInZone } from '../../../kernel/clock.ts'
import { allows, authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantRead } from '../../../kernel/tenancy/tenant-tx.ts'
import * as promises from '../promises/queries.ts'
import { keptRate } from '../promises/rules.ts'
import { zoneOf } from '../tasks/row-queries.ts'
import { addDays, instantAt } from '../tasks/rules.ts'
import * as q from './queries.ts'
import { DAYS_AHEAD } from './rules.ts'

const NOTHING = { overdue: 0, dueToday: 0, coming: 0, doneToday: 0 }

/** 早会: the whole team's day in one table, one line for each member of staff in the reader's rows. */
export async function getTeamToday(ctx: Ctx) {
  const rows = authorize(ctx, 'tasks.team')
  return inTenantRead(ctx, async (tx) => {
    const zone = await zoneOf(tx, ctx, { staffId: ctx.actor.staffId })
    const today = dayInZone(ctx.clock.now(), zone)
    const days = { today, until: addDays(today, DAYS_AHEAD) }
    const team = await q.staffInRows(tx, rows)
    const sums = new Map(team.map((staff) => [staff.id, { ...NOTHING }]))
    for (const source of ctx.seams.todaySources.filter((one) => one.countsByStaff && allows(ctx, one.permission))) {
      for (const counts of await source.countsByStaff!(tx, ctx, days)) {
        const sum = sums.get(counts.staffId)
        if (sum) for (const name of Object.keys(NOTHING) as (keyof typeof NOTHING)[]) sum[name] += counts[name]
      }
    }
    const promiseRows = allows(ctx, 'promises.read') ? authorize(ctx, 'promises.read') : null
    const kept = promiseRows
      ? await promises.countsByStaff(tx, ctx, promiseRows, { ...days, since: instantAt(today, '00:00:00', zone) })
      : []
    const promisesOf = new Map(kept.map((line) => [line.staffId, line]))
    return {
      today,
      data: team.map((staff) => {
        const { counted = 0, kept = 0, overdue = 0 } = promisesOf.get(staff.id) ?? {}
        return {
          staff,
          ...sums.get(staff.id)!,
          overduePromises: overdue,
          promises: { counted, kept, keptRate: keptRate({ counted, kept }) },
        }
      }),
    }
  })
}
