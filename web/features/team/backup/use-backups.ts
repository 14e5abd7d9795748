import { confirmKeyCopy, listBackups, makeBackup } from '@shuke/contract/kernel/backup.ts'
import { getJob, type Job } from '@shuke/contract/kernel/jobs.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { call } from '../../../lib/api/call.ts'

const POLL_MS = 1_000
const LIST = ['backups', 'list']
const isOver = (job: Job): boolean => ['done', 'failed', 'cancelled'].includes(job.status)

export const useBackups = () => useQuery({ queryKey: LIST, queryFn: ({ signal }) => call(listBackups, { signal }) })

/** Makes a backup and follows it to its end. */
export function useMakeBackup() {
  const client = useQueryClient()
  const asking = useMutation({ mutationFn: () => call(makeBackup) })
  const jobId = asking.data?.jobId
  const { data: job } = useQuery({
    queryKey: ['jobs', jobId],
    queryFn: ({ signal }) => call(getJob, { params: { jobId: jobId! }, signal }),
    enabled: jobId !== undefined,
    refetchInterval: (query) => (query.state.data && isOver(query.state.data) ? false : POLL_MS),
  })
  const over = job !== undefined && isOver(job)
  useEffect(() => {
    if (over) client.invalidateQueries({ queryKey: LIST })
  }, [over, client])
  return { make: () => asking.mutate(), error: asking.error, job, isRunning: asking.isPending || (jobId !== undefined && !over) }
}

/** Says that a copy of the key file lies in a safe place. */
export function useConfirmKeyCopy() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => call(confirmKeyCopy),
    onSuccess: () => client.invalidateQueries({ queryKey: LIST }),
  })
}
