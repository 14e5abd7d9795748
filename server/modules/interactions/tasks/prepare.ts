import { AppError, notFound } from '../../../kernel/errors.ts'
import type { Rows } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import type { TenantRead } from '../../../kernel/tenancy/tenant-tx.ts'
import { customerById } from '../../customers/index.ts'
import { colleagues } from './row-queries.ts'
import { FIRST_DAY, isPlausibleDay, LAST_DAY } from './rules.ts'

export const noSuchTask = () => notFound({ zh: '任务', en: 'task' })

const broken = (pointer: string, zh: string, en: string) =>
  new AppError('invalid', {}, [{ pointer, code: 'broken', data: { reason: { zh, en } } }])

/** @throws AppError invalid for a day outside the calendar we keep */
export function checkDay(pointer: string, day: string): void {
  if (!isPlausibleDay(day))
    throw broken(pointer, `应在 ${FIRST_DAY} 与 ${LAST_DAY} 之间。`, `must lie between ${FIRST_DAY} and ${LAST_DAY}.`)
}

/** @throws AppError invalid for a new day that is over already */
export function checkNewDay(day: string, today: string): void {
  checkDay('/dueDay', day)
  if (day < today) throw broken('/dueDay', '不能改到过去的日子。', 'must not lie in the past.')
}

/** What an act in the wrong state answers. */
export const wrongState = (zh: string, en: string) => new AppError('conflict', { reason: { zh, en } })

/** The customer within the actor's rows. @throws AppError unknown_reference */
export async function customerFor(tx: TenantRead, rows: Rows, customerId: string) {
  const customer = await customerById(tx, customerId, rows)
  if (!customer) throw new AppError('unknown_reference', { field: 'customerId', what: { zh: '客户', en: 'customer' } })
  return customer
}

/** The member of staff that a thing is given to: a colleague, or the actor. @throws AppError invalid, unknown_reference */
export async function staffFor(tx: TenantRead, ctx: Ctx, rows: Rows, given: string | null | undefined, field: string) {
  const id = given ?? ctx.actor.staffId
  if (!id) throw new AppError('invalid', {}, [{ pointer: `/${field}`, code: 'required' }])
  const [staff] = await colleagues(tx, ctx, rows, id)
  if (!staff) throw new AppError('unknown_reference', { field, what: { zh: '员工', en: 'member of staff' } })
  return staff
}
