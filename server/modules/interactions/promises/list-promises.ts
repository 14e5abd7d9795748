import type { CustomerPromise, PromiseStatus } from '@shuke/contract/interactions/promises.ts'
import { dayInZone } from '../../../kernel/clock.ts'
import { notFound } from '../../../kernel/errors.ts'
import { decodeCursor, encodeCursor, pageOfRows } from '../../../kernel/http/cursor.ts'
import { authorize, type Rows } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantRead, type TenantRead } from '../../../kernel/tenancy/tenant-tx.ts'
import { historyOf } from '../tasks/history-queries.ts'
import { presentHappened } from '../tasks/present.ts'
import { zoneOf } from '../tasks/row-queries.ts'
import { presentPromise } from './present.ts'
import * as q from './queries.ts'

export const noSuchPromise = () => notFound({ zh: '承诺', en: 'promise' })

/** The day it is where the actor works. */
export const todayOf = async (tx: TenantRead, ctx: Ctx): Promise<string> =>
  dayInZone(ctx.clock.now(), await zoneOf(tx, ctx, { staffId: ctx.actor.staffId }))

/** One promise inside a transaction that has authorised. @throws AppError not_found */
export async function readPromise(ctx: Ctx, tx: TenantRead, rows: Rows, promiseId: string): Promise<CustomerPromise> {
  const row = await q.promiseById(tx, ctx, rows, promiseId)
  if (!row) throw noSuchPromise()
  return presentPromise(row, await todayOf(tx, ctx))
}

/** One promise with its history. @throws AppError not_found */
export async function getPromise(ctx: Ctx, promiseId: string) {
  const rows = authorize(ctx, 'promises.read')
  return inTenantRead(ctx, async (tx) => {
    const promise = await readPromise(ctx, tx, rows, promiseId)
    const history = await historyOf(tx, { column: 'promise_id', id: promiseId })
    return { ...promise, history: history.map(presentHappened) }
  })
}

interface Filter {
  status: PromiseStatus
  staffId?: string | undefined
  customerId?: string | undefined
  overdue: boolean
  limit: number
  cursor?: string | undefined
}

/** Promises within the reader's rows, the earliest due first. */
export async function listPromises(ctx: Ctx, input: Filter) {
  const rows = authorize(ctx, 'promises.read')
  const after = input.cursor ? decodeCursor(input.cursor, 'promises', ['day', 'uuid']) : null
  return inTenantRead(ctx, async (tx) => {
    const today = await todayOf(tx, ctx)
    const found = await q.listPromises(tx, ctx, rows, {
      ...input,
      before: input.overdue ? today : undefined,
      after: after && { day: String(after[0]), id: String(after[1]) },
    })
    const page = pageOfRows(found, input.limit, (last) => encodeCursor('promises', [last.due_day, last.id]))
    return { data: page.rows.map((row) => presentPromise(row, today)), page: { nextCursor: page.nextCursor, total: null } }
  })
}
