import type { Customer } from '@shuke/contract/customers/profile.ts'
import { notFound } from '../../../kernel/errors.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantRead } from '../../../kernel/tenancy/tenant-tx.ts'
import { presentCustomer } from './present.ts'
import * as q from './queries.ts'

export const noSuchCustomer = () => notFound({ zh: '客户', en: 'customer' })

/** One customer within the reader's rows. @throws AppError not_found */
export async function getCustomer(ctx: Ctx, customerId: string): Promise<Customer> {
  const rows = authorize(ctx, 'customers.read')
  const row = await inTenantRead(ctx, (tx) => q.customerById(tx, customerId, rows), { oneStatement: true })
  if (!row) throw noSuchCustomer()
  return presentCustomer(ctx, row)
}
