import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { readFigures } from '../analysis/read-figures.ts'
import { pyramidOf } from '../analysis/rules.ts'

/** Customer pyramid 1/4/15/80 by money with its concentration curve at a day (TIER-02, FRM-15), over the reader's rows. */
export async function getPyramid(ctx: Ctx, input: { asOf?: string | undefined }) {
  const rows = authorize(ctx, 'value.read')
  const { asOf, customerIds, figures } = await readFigures(ctx, input.asOf, rows)
  const { tiers, top20Share, gini, concentration } = pyramidOf(figures)
  return { asOf, customers: customerIds.length, tiers, top20Share, gini, concentration }
}
