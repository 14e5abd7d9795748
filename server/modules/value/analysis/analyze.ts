import { dayInZone } from '../../../kernel/clock.ts'
import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorizeOrgWide } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import * as q from './queries.ts'
import { forgetFigures, readFigures } from './read-figures.ts'
import { pyramidOf, rfmOf } from './rules.ts'

export const FIGURES = ['rfm', 'pyramid'] as const
export type Figure = (typeof FIGURES)[number]

/**
 * Calculates value figures over the whole org. For today the live tiers follow; a past day is only reported and never replaces them.
 */
export async function analyze(ctx: Ctx, input: { asOf?: string; only?: readonly Figure[] }) {
  authorizeOrgWide(ctx, 'value.recalculate')
  const only = input.only ?? FIGURES
  const today = dayInZone(ctx.clock.now(), ctx.org.timezone)
  forgetFigures()
  const { asOf, customerIds, figures } = await readFigures(ctx, input.asOf ?? today, { kind: 'org' })
  const pyramid = only.includes('pyramid') ? pyramidOf(figures) : null
  if (pyramid && asOf >= today) {
    await inTenantTx(ctx, async (tx, inner) => {
      const changed = await q.writeTiers(tx, customerIds, pyramid.tierOfRow, today)
      await audit(tx, inner, 'value.recalculate', { facts: { asOf, customers: customerIds.length, changed } })
    })
  }
  const rfm = only.includes('rfm') ? rfmOf(figures) : null
  return {
    asOf,
    customers: customerIds.length,
    ...(rfm && { rfm: { cuts: rfm.cuts, counts: rfm.counts } }),
    ...(pyramid && { pyramid: { tiers: pyramid.tiers, top20Share: pyramid.top20Share, gini: pyramid.gini } }),
  }
}
