import * as contract from '@shuke/contract/customers/profile.ts'
import { route } from '../../kernel/http/route.ts'
import { createCustomer } from './profile/create-customer.ts'
import { getCustomer } from './profile/get-customer.ts'
import { revealContact } from './profile/reveal-contact.ts'
import { updateCustomer } from './profile/update-customer.ts'
import { findDuplicates } from './search/find-duplicates.ts'
import { listCustomers } from './search/list-customers.ts'
import { listFilterFacts } from './search/list-filter-facts.ts'

export const routes = [
  route(contract.listCustomers, (ctx, { query }) => listCustomers(ctx, query)),
  route(contract.searchCustomers, (ctx, { body }) => listCustomers(ctx, body)),
  route(contract.findDuplicates, (ctx, { body }) => findDuplicates(ctx, body)),
  route(contract.listFilterFacts, (ctx) => listFilterFacts(ctx)),
  route(contract.createCustomer, (ctx, { body }) => createCustomer(ctx, body)),
  route(contract.getCustomer, (ctx, { params }) => getCustomer(ctx, params.customerId)),
  route(contract.updateCustomer, (ctx, { params, version, body }) => updateCustomer(ctx, params.customerId, version, body)),
  route(contract.revealContact, (ctx, { params, body }) => revealContact(ctx, { ...params, reason: body.reason })),
]
