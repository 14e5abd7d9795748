import { QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiProblem } from '../lib/api/api-problem.ts'

/** Told when a session has ended while its screens were open. */
export const onSessionLost = { current: () => {} }

function watch(error: unknown): void {
  if (!(error instanceof ApiProblem)) return
  if (error.code === 'unauthenticated') onSessionLost.current()
  // Another tab went into another org: what this one shows is not of there.
  if (error.code === 'wrong_org') location.assign('/')
}

const mayHelp = (error: unknown) =>
  error instanceof ApiProblem && (error.status === 0 || error.status === 502 || error.status === 503)

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: watch }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 15 * 60_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && mayHelp(error),
    },
  },
})
