import { dayInZone } from '../../../kernel/clock.ts'
import { authorize, type Rows } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantRead } from '../../../kernel/tenancy/tenant-tx.ts'
import * as q from './queries.ts'
import { type Figures, figuresOf } from './rules.ts'

export interface ReadFigures {
  asOf: string
  customerIds: string[]
  figures: Figures
}

/** Populations from here up are remembered for a minute: reading them takes a second, and a minute moves no quintile. */
const WORTH_REMEMBERING = 50_000
const REMEMBERED_MS = 60_000
let remembered: { key: string; until: number; value: ReadFigures } | undefined

/** The figures of everybody within the reader's rows at a day, today by default. */
export async function readFigures(ctx: Ctx, asOf?: string, rows: Rows = authorize(ctx, 'value.read')): Promise<ReadFigures> {
  const day = asOf ?? dayInZone(ctx.clock.now(), ctx.org.timezone)
  const key = JSON.stringify([ctx.org.id, rows, day])
  if (remembered?.key === key && remembered.until > performance.now()) return remembered.value
  const value = await inTenantRead(ctx, async (tx) => {
    const last = await q.lastBusinessDay(tx)
    const columns = await q.population(tx, rows, day, last === null || last <= day)
    return { asOf: day, customerIds: columns.customerIds, figures: figuresOf(columns, day, ctx.org.currency) }
  })
  if (value.customerIds.length >= WORTH_REMEMBERING) remembered = { key, until: performance.now() + REMEMBERED_MS, value }
  return value
}

/** After orders were written in bulk: the next report reads again. */
export const forgetFigures = (): void => {
  remembered = undefined
}
