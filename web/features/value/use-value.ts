import { getJob } from '@shuke/contract/kernel/jobs.ts'
import { createRecalculation, getPyramid, getRfm, listValueRows } from '@shuke/contract/value/rfm.ts'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { call } from '../../lib/api/call.ts'
import type { RowsView } from './rows/rows-view.ts'

export const usePyramid = (asOf: string | undefined) =>
  useQuery({
    queryKey: ['value', 'pyramid', asOf ?? 'now'],
    queryFn: ({ signal }) => call(getPyramid, { query: { asOf }, signal }),
  })

export const useRfm = (asOf: string | undefined) =>
  useQuery({ queryKey: ['value', 'rfm', asOf ?? 'now'], queryFn: ({ signal }) => call(getRfm, { query: { asOf }, signal }) })

const PAGE_SIZE = 100

/** Customers behind a figure, best first. */
export function useValueRows(view: RowsView) {
  const list = useInfiniteQuery({
    queryKey: ['value', 'rows', view],
    queryFn: ({ pageParam, signal }) => call(listValueRows, { query: { ...view, limit: PAGE_SIZE, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.page.nextCursor ?? undefined,
  })
  const rows = useMemo(() => list.data?.pages.flatMap((page) => page.data) ?? [], [list.data])
  return { ...list, rows, total: list.data?.pages[0]?.page.total ?? null }
}

const POLL_MS = 700

/** Recalculates and waits until the job has ended, well or not. */
export function useRecalculation() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (asOf: string | undefined) => {
      const { jobId } = await call(createRecalculation, { body: { asOf } })
      for (;;) {
        const job = await call(getJob, { params: { jobId } })
        if (job.status !== 'queued' && job.status !== 'running') return job
        await new Promise((resume) => setTimeout(resume, POLL_MS))
      }
    },
    onSuccess: () =>
      Promise.all([client.invalidateQueries({ queryKey: ['value'] }), client.invalidateQueries({ queryKey: ['customers'] })]),
  })
}
