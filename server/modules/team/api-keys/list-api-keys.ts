import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantRead } from '../../../kernel/tenancy/tenant-tx.ts'
import { presentApiKey } from './present.ts'
import * as q from './queries.ts'

/** All keys of the org, ended ones too. */
export async function listApiKeys(ctx: Ctx) {
  authorize(ctx, 'api_keys.manage')
  return { data: (await inTenantRead(ctx, q.listApiKeys)).map(presentApiKey) }
}
