import { unseal } from '../../../kernel/crypto/seal.ts'
import { notFound } from '../../../kernel/errors.ts'
import { audit } from '../../../kernel/tenancy/audit.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantTx } from '../../../kernel/tenancy/tenant-tx.ts'
import { contactPurpose } from './contacts.ts'
import { noSuchCustomer } from './get-customer.ts'
import * as q from './queries.ts'

/** The whole of a masked contact point; who, why and when go into the audit. @throws AppError not_found */
export async function revealContact(
  ctx: Ctx,
  input: { customerId: string; contactId: string; reason: string },
): Promise<{ value: string }> {
  const rows = authorize(ctx, 'customers.reveal')
  return inTenantTx(ctx, async (tx, inner) => {
    if (!(await q.customerById(tx, input.customerId, rows))) throw noSuchCustomer()
    const contact = await q.contactById(tx, input.customerId, input.contactId)
    const key = (await ctx.keys.customerKeys(tx, [input.customerId])).get(input.customerId)
    if (!contact || !key) throw notFound({ zh: '联系方式', en: 'contact' })
    await audit(tx, inner, 'contact.reveal', {
      object: { type: 'contact', id: contact.id },
      customerId: input.customerId,
      facts: { kind: contact.kind },
      after: { reason: input.reason },
    })
    return { value: unseal(key, contact.sealed, contactPurpose(input.customerId, contact.kind)).toString() }
  })
}
