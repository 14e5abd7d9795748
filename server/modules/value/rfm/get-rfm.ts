import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { readFigures } from '../analysis/read-figures.ts'
import { rfmOf } from '../analysis/rules.ts'

/** RFM quintiles, heat map and segments at a day (VAL-11, VAL-13), over the reader's rows. */
export async function getRfm(ctx: Ctx, input: { asOf?: string | undefined }) {
  const rows = authorize(ctx, 'value.read')
  const { asOf, customerIds, figures } = await readFigures(ctx, input.asOf, rows)
  const { cuts, counts, heatMap, segments } = rfmOf(figures)
  return { asOf, customers: customerIds.length, cuts, counts, heatMap, segments }
}
