import { type CustomerLine, listCustomers, searchCustomers } from '@shuke/contract/customers/profile.ts'
import type { FilterTree } from '@shuke/contract/shared/filter.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { call } from '../../../lib/api/call.ts'
import { isPersonal, type ListView } from './list-view.ts'

const PAGE_SIZE = 100

/** The view's filters as a tree, for the search whose word must not stand in a URL. */
function treeOf({ valueTier, city, tag }: ListView): FilterTree | undefined {
  const leaves: FilterTree[] = []
  if (valueTier) leaves.push({ field: 'valueTier', op: 'eq', value: valueTier })
  if (city) leaves.push({ field: 'city', op: 'eq', value: city })
  if (tag) leaves.push({ field: 'tag', op: 'eq', value: tag })
  return leaves.length > 0 ? { and: leaves } : undefined
}

async function fetchPage(view: ListView, cursor: string | undefined, signal: AbortSignal) {
  const { q, sort, status } = view
  if (!q || !isPersonal(q)) return call(listCustomers, { query: { ...view, limit: PAGE_SIZE, cursor }, signal })
  const page = await call(searchCustomers, { body: { q, sort, filter: treeOf(view), limit: PAGE_SIZE, cursor }, signal })
  // The status follows from the days and is no fact of the filter tree; few people have the number that was typed.
  return status ? { ...page, data: page.data.filter((customer) => customer.status === status) } : page
}

/** The list, page by page as it is scrolled. */
export function useCustomerList(view: ListView) {
  const list = useInfiniteQuery({
    queryKey: ['customers', 'list', view],
    queryFn: ({ pageParam, signal }) => fetchPage(view, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.page.nextCursor ?? undefined,
  })
  const rows = useMemo<CustomerLine[]>(() => list.data?.pages.flatMap((page) => page.data) ?? [], [list.data])
  return { ...list, rows, total: list.data?.pages[0]?.page.total ?? null }
}
