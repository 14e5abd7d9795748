import { type CustomerLine, searchCustomers } from '@shuke/contract/customers/profile.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { call } from '../../../lib/api/call.ts'

const PAUSE_MS = 90
const SHOWN = 8

/** Follows a value once it has rested. */
export function useRested<T>(value: T, pauseMs: number): T {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), pauseMs)
    return () => clearTimeout(timer)
  }, [value, pauseMs])
  return rested
}

/** Customers found by what is typed. The word goes in a body, since a phone number must not stand in a URL. */
export function useFind(typed: string) {
  const q = useRested(typed.trim(), PAUSE_MS)
  const found = useQuery({
    queryKey: ['customers', 'find', q],
    queryFn: ({ signal }) => call(searchCustomers, { body: { q, limit: SHOWN }, signal }),
    enabled: q !== '',
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  })
  const matches: readonly CustomerLine[] = q === '' ? [] : (found.data?.data ?? [])
  return {
    q,
    matches,
    error: found.error,
    isSettled: q !== '' && q === typed.trim() && !found.isFetching && !found.isPlaceholderData,
  }
}
