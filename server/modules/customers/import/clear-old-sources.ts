import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import * as q from './queries.ts'

/** So long the source of an import stays, for its error file and for looking back. */
export const SOURCE_DAYS = 30

/** Removes the source files of an org's imports that are past their term. */
export async function clearOldSources(ctx: Ctx): Promise<void> {
  authorize(ctx, 'customers.import')
  const before = new Date(ctx.clock.now().getTime() - SOURCE_DAYS * 86_400_000)
  await inTenantTx(ctx, async (tx, inner) => {
    for (const source of await q.oldSources(tx, before)) {
      // First the file: a note without a file does no harm, a file without a note would stay for ever.
      await ctx.files.remove(source.storage_key!)
      await q.forgetSource(tx, source.id)
      await audit(tx, inner, 'import.clear', { object: { type: 'import', id: source.id } })
    }
  })
}
