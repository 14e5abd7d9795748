import { getWelcome } from '@shuke/contract/team/sign-in.ts'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Navigate } from '@tanstack/react-router'
import { call } from '../../../lib/api/call.ts'
import { ErrorState } from '../../../ui/page/error-state.tsx'
import { DemoDoors } from './demo-doors.tsx'
import { Front } from './front.tsx'
import { SignInForm } from './sign-in-form.tsx'
import { useEnter } from './use-enter.ts'

const route = getRouteApi('/sign-in')

/** The door. */
export function SignInPage() {
  const { next, org } = route.useSearch()
  const enter = useEnter()
  const welcome = useQuery({ queryKey: ['welcome'], queryFn: () => call(getWelcome) })
  if (welcome.data?.setUp) return <Navigate to="/setup" replace />
  return (
    <Front beside={<DemoDoors onEnter={(session) => enter(session)} />}>
      {welcome.error ? (
        <ErrorState error={welcome.error} onRetry={() => welcome.refetch()} />
      ) : (
        <SignInForm org={org} onEnter={(session) => enter(session, next)} />
      )}
    </Front>
  )
}
