import { createInteraction, type Interaction, listInteractions } from '@shuke/contract/interactions/timeline.ts'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { call } from '../../../lib/api/call.ts'

export type Kind = Interaction['kind']

/** A customer's interactions, newest first. */
export function useTimeline(customerId: string, kind: Kind | undefined) {
  const list = useInfiniteQuery({
    queryKey: ['interactions', customerId, 'timeline', kind ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      call(listInteractions, { params: { customerId }, query: { kind, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.page.nextCursor ?? undefined,
  })
  const entries = useMemo<Interaction[]>(() => list.data?.pages.flatMap((page) => page.data) ?? [], [list.data])
  return { ...list, entries }
}

export interface Note {
  channel: 'phone' | 'wechat' | 'visit' | 'sms' | 'email' | 'note'
  direction: 'in' | 'out' | 'none'
  kind: 'service' | 'communication'
  summary: string
}

/** Writes an interaction down; a repeated press with the same text is the same entry. */
export function useNoteDown(customerId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (note: Note & { id: string }) =>
      call(createInteraction, { params: { customerId }, body: note, idempotencyKey: note.id }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['interactions', customerId, 'timeline'] }),
  })
}
