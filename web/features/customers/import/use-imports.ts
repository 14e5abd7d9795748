import { createImport, getImport, type ImportRun, listImports, revertImport } from '@shuke/contract/customers/import.ts'
import { getJob } from '@shuke/contract/kernel/jobs.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '../../../lib/api/call.ts'
import type { ImportKind } from './file-preview.ts'

const RUNNING: readonly ImportRun['status'][] = ['queued', 'running', 'reverting']
export const isRunning = (run: Pick<ImportRun, 'status'>): boolean => RUNNING.includes(run.status)

const POLL_MS = 1_000

/** Imports of the org, newest first; looked at again while one is at work. */
export const useImports = () =>
  useQuery({
    queryKey: ['imports', 'list'],
    queryFn: ({ signal }) => call(listImports, { query: { limit: 20 }, signal }),
    refetchInterval: (query) => (query.state.data?.data.some(isRunning) ? 2 * POLL_MS : false),
  })

export function useImportRun(importId: string) {
  const run = useQuery({
    queryKey: ['imports', 'one', importId],
    queryFn: ({ signal }) => call(getImport, { params: { importId }, signal }),
    refetchInterval: (query) => (query.state.data && isRunning(query.state.data) ? POLL_MS : false),
  })
  const jobId = run.data?.jobId
  const job = useQuery({
    queryKey: ['jobs', jobId],
    queryFn: ({ signal }) => call(getJob, { params: { jobId: jobId! }, signal }),
    enabled: jobId !== undefined,
    refetchInterval: run.data && isRunning(run.data) ? POLL_MS : false,
  })
  return { run, job: job.data }
}

export interface Upload {
  file: File
  kind: ImportKind
  dryRun: boolean
  anonymousBucket: boolean
  key?: 'customerNo' | 'phone' | 'email'
}

/** Sends a file; the work goes on in the background. */
export function useUpload() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ file, kind, dryRun, anonymousBucket, key }: Upload) =>
      call(createImport, {
        query: {
          kind,
          fileName: file.name.slice(-200),
          dryRun: String(dryRun) as 'true',
          anonymousBucket: String(anonymousBucket) as 'true',
          key,
        },
        file,
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['imports'] }),
  })
}

export function useRevert(importId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => call(revertImport, { params: { importId } }),
    onSuccess: (run) => {
      client.setQueryData(['imports', 'one', importId], run)
      client.invalidateQueries({ queryKey: ['jobs', run.jobId] })
    },
  })
}
