import type { Runtime } from '../runtime.ts'
import { audit } from '../tenancy/audit.ts'
import { authorizeOrgWide } from '../tenancy/authorize.ts'
import type { Ctx } from '../tenancy/ctx.ts'
import { inTenantTx } from '../tenancy/tenant-tx.ts'
import { refused } from './backup-errors.ts'
import { fingerprintsIfThere } from './key-copy.ts'
import { backupPlaces } from './places.ts'
import { insertKeyCopies } from './queries.ts'

/**
 * Takes down who says that a copy of the key file lies in a safe place.
 * @throws AppError rule_broken when the key file itself cannot be read
 */
export async function confirmKeyCopy(ctx: Ctx, { config }: Runtime): Promise<{ kept: boolean }> {
  authorizeOrgWide(ctx, 'backups.manage')
  const fingerprints = await fingerprintsIfThere(backupPlaces(config).keyFile)
  if (fingerprints.length === 0)
    throw refused(
      '服务器上的密钥文件无法读取,请先放回 shuke.key。',
      'The key file on the server cannot be read: put shuke.key back first.',
    )
  await inTenantTx(ctx, async (tx, inner) => {
    await insertKeyCopies(tx, fingerprints, ctx.actor.id, ctx.clock.now())
    await audit(tx, inner, 'backup.confirm_key_copy', { facts: { fingerprints } })
  })
  return { kept: true }
}
