import { seal, unseal } from '../../../kernel/crypto/seal.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import type { TenantTx } from '../../../kernel/tenancy/tenant.ts'
import * as q from './changes-queries.ts'

/** A row as it was before an import changed it. */
export interface NotedChange<Image = unknown> {
  objectType: string
  objectId: string
  /** Version that the import leaves: a row changed since then is not put back. */
  versionAfter: number
  image: Image
}

const purpose = (objectType: string, objectId: string): string => `import ${objectType} ${objectId}`
/** Images of customers hold personal data and go with the customer's own key; erasing the person makes them unreadable. */
const isPersonal = (objectType: string): boolean => objectType === 'customer'

/** Keeps rows as they were, sealed, for the revert of the run. */
export async function noteChanges(tx: TenantTx, ctx: Ctx, runId: string, changes: readonly NotedChange[]): Promise<void> {
  const personal = changes.filter((change) => isPersonal(change.objectType)).map((change) => change.objectId)
  const keys = await ctx.keys.customerKeys(tx, personal)
  const sealed = await Promise.all(
    changes.map(async ({ objectType, objectId, versionAfter, image }) => {
      const plain = JSON.stringify(image)
      const key = keys.get(objectId)
      const box =
        isPersonal(objectType) && key
          ? seal(key, plain, purpose(objectType, objectId))
          : await ctx.keys.sealForOrg(tx, plain, purpose(objectType, objectId))
      return {
        objectType,
        objectId,
        versionAfter,
        sealed: Buffer.concat([Buffer.from([isPersonal(objectType) && key ? 1 : 0]), box]),
      }
    }),
  )
  await q.insertChanges(tx, runId, sealed)
}

const PAGE = 1000

/** What was noted, a page at a time; images of erased people are left out. */
export async function* notedChanges<Image>(
  tx: TenantTx,
  ctx: Ctx,
  runId: string,
  objectType: string,
): AsyncGenerator<NotedChange<Image>[]> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const rows = await q.changesFrom(tx, runId, objectType, after, PAGE)
    const keys = await ctx.keys.customerKeys(tx, isPersonal(objectType) ? rows.map((row) => row.object_id) : [])
    const page: NotedChange<Image>[] = []
    for (const row of rows) {
      const box = row.sealed.subarray(1)
      const key = keys.get(row.object_id)
      if (row.sealed[0] === 1 && !key) continue
      const about = purpose(objectType, row.object_id)
      const plain = row.sealed[0] === 1 ? unseal(key!, box, about).toString() : await ctx.keys.openForOrg(tx, box, about)
      page.push({ objectType, objectId: row.object_id, versionAfter: row.version_after, image: JSON.parse(plain) as Image })
    }
    if (page.length > 0) yield page
    if (rows.length < PAGE) return
    after = rows.at(-1)!.object_id
  }
}
