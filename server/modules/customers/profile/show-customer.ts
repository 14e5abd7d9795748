import type { Customer } from '@shuke/contract/customers/profile.ts'
import { authorize } from '../../../kernel/tenancy/authorize.ts'
import type { Ctx } from '../../../kernel/tenancy/ctx.ts'
import { inTenantRead } from '../../../kernel/tenancy/tenant-tx.ts'
import { getCustomer, noSuchCustomer } from './get-customer.ts'
import * as q from './queries.ts'

/** One customer by the visible number, given verbatim. @throws AppError not_found */
export async function showCustomer(ctx: Ctx, customerNo: string): Promise<Customer> {
  authorize(ctx, 'customers.read')
  const id = await inTenantRead(ctx, (tx) => q.idByNumber(tx, customerNo))
  if (!id) throw noSuchCustomer()
  return getCustomer(ctx, id)
}
