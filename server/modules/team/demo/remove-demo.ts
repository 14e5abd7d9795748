import { removeOrg } from '../../../kernel/db/remove-org.ts'
import { AppError } from '../../../kernel/errors.ts'
import type { Runtime } from '../../../kernel/runtime.ts'
import { authorizeOrgWide } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import * as q from './queries.ts'

/** Removes every demo business; asked by an owner or administrator of any org. @throws AppError not_ready without the owner's connection */
export async function removeDemo(runtime: Runtime, ctx: Ctx): Promise<void> {
  authorizeOrgWide(ctx, 'org.manage')
  if (!runtime.ownerUrl)
    throw new AppError('not_ready', { reason: { zh: '缺少 SHUKE_OWNER_URL。', en: 'SHUKE_OWNER_URL is not set.' } })
  for (const org of await q.demoOrgs(runtime.database.db)) await removeOrg(runtime.ownerUrl, org.id)
}
