import { getWelcome } from '@shuke/contract/team/sign-in.ts'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Navigate } from '@tanstack/react-router'
import { call } from '../../../lib/api/call.ts'
import { ErrorState } from '../../../ui/page/error-state.tsx'
import { DemoDoors } from './demo-doors.tsx'
import { Front } from './front.tsx'
import { SetUpForm } from './set-up-form.tsx'
import { useEnter } from './use-enter.ts'

const route = getRouteApi('/setup')

/** First start; afterwards only a way to the sign-in page. */
export function SetUpPage() {
  const { code } = route.useSearch()
  const enter = useEnter()
  const welcome = useQuery({ queryKey: ['welcome'], queryFn: () => call(getWelcome) })
  if (welcome.data?.setUp === false) return <Navigate to="/sign-in" replace />
  return (
    <Front before={<DemoDoors onEnter={(session) => enter(session)} />}>
      {welcome.error ? (
        <ErrorState error={welcome.error} onRetry={() => welcome.refetch()} />
      ) : (
        <SetUpForm code={code} onEnter={(session) => enter(session)} />
      )}
    </Front>
  )
}
