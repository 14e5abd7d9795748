import { type Customer, getCustomer, revealContact, updateCustomer } from '@shuke/contract/customers/profile.ts'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../../../lib/api/call.ts'
import { type CustomerValues, changeFrom } from '../form/customer-values.ts'

export const customerQuery = (customerId: string) =>
  queryOptions({
    queryKey: ['customers', 'one', customerId],
    queryFn: ({ signal }) => call(getCustomer, { params: { customerId }, signal }),
  })

/** Saves what differs between two states of the form against the version that was read. */
export function useSaveCustomer() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ customer, before, after }: { customer: Customer; before: CustomerValues; after: CustomerValues }) =>
      call(updateCustomer, { params: { customerId: customer.id }, body: changeFrom(before, after), ifMatch: customer.version }),
    onSuccess: (customer) => {
      client.setQueryData(customerQuery(customer.id).queryKey, customer)
      client.invalidateQueries({ queryKey: ['customers'], predicate: (query) => query.queryKey[1] !== 'one' })
    },
  })
}

export const revealValue = async (customerId: string, contactId: string, reason: string): Promise<string> =>
  (await call(revealContact, { params: { customerId, contactId }, body: { reason } })).value
