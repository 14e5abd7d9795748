import { dayInZone } from '../../../kernel/clock.ts'
import { AppError } from '../../../kernel/errors.ts'
import type { Rows } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import type { TenantRead } from '../../../kernel/tenancy/tenant-tx.ts'
import { customerById, noSuchCustomer } from '../../customers/index.ts'
import { zoneOf } from '../tasks/row-queries.ts'
import { addDays } from '../tasks/rules.ts'
import { DAYS_AHEAD, nextBirthday } from './rules.ts'

/** The customer in the actor's rows and the day the birthday is kept on. @throws AppError not_found, rule_broken when it is not near */
export async function findBirthday(tx: TenantRead, ctx: Ctx, rows: Rows, customerId: string) {
  const customer = await customerById(tx, customerId, rows)
  if (!customer) throw noSuchCustomer()
  const today = dayInZone(ctx.clock.now(), await zoneOf(tx, ctx, { staffId: ctx.actor.staffId }))
  const { birth_calendar, birth_month, birth_day, birth_leap } = customer
  const keptOn =
    birth_calendar && birth_month && birth_day
      ? nextBirthday(
          { calendar: birth_calendar, month: birth_month, day: birth_day, leap: birth_leap },
          today,
          addDays(today, DAYS_AHEAD),
        )
      : null
  if (keptOn === null) {
    const reason = { zh: '这位客户近几天没有生日。', en: 'this customer has no birthday in the next days.' }
    throw new AppError('rule_broken', { reason })
  }
  return { customer, today, keptOn }
}
