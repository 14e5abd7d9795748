import { listCustomerOrders, type Order } from '@shuke/contract/interactions/purchases.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { call } from '../../../lib/api/call.ts'

/** A customer's orders, newest first, page by page. */
export function useCustomerOrders(customerId: string) {
  const list = useInfiniteQuery({
    queryKey: ['interactions', customerId, 'orders'],
    queryFn: ({ pageParam, signal }) =>
      call(listCustomerOrders, { params: { customerId }, query: { cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.page.nextCursor ?? undefined,
  })
  const orders = useMemo<Order[]>(() => list.data?.pages.flatMap((page) => page.data) ?? [], [list.data])
  return { ...list, orders }
}
