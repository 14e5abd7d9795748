import { OPERATORS_OF } from '../../../kernel/seams/filter-tree.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'

/** Every fact that a filter leaf may name, from all modules. */
export async function listFilterFacts(ctx: Ctx) {
  authorize(ctx, 'customers.read')
  return {
    data: ctx.seams.filterFacts.map(({ field, type, label, choices }) => ({
      field,
      type,
      label,
      operators: [...OPERATORS_OF[type]],
      ...(choices && { choices }),
    })),
  }
}
