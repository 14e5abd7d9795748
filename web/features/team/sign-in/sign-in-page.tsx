import { getWelcome, type Session } from '@shuke/contract/team/sign-in.ts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { call } from '../../../lib/api/call.ts'
import { enterSession } from '../../../lib/session/session.ts'
import { ErrorState } from '../../../ui/page/error-state.tsx'
import { Front } from './front.tsx'
import { SignInForm } from './sign-in-form.tsx'

/** Seen once in the life of an installation: not part of the first load. */
const SetUpForm = lazy(() => import('./set-up-form.tsx').then((module) => ({ default: module.SetUpForm })))
const route = getRouteApi('/sign-in')

/** The door: signing in, or setting up at the first start. */
export function SignInPage() {
  const { next, org } = route.useSearch()
  const router = useRouter()
  const client = useQueryClient()
  const welcome = useQuery({ queryKey: ['welcome'], queryFn: () => call(getWelcome), staleTime: Number.POSITIVE_INFINITY })
  const enter = (session: Session) => {
    enterSession(client, session)
    // Only a path of ours: an address from outside must not lead away after signing in.
    router.history.push(next?.startsWith('/') && !next.startsWith('//') ? next : '/')
  }
  return (
    <Front>
      {welcome.error && <ErrorState error={welcome.error} onRetry={() => welcome.refetch()} />}
      {welcome.data?.setUp === false && <SignInForm org={org} onEnter={enter} />}
      <Suspense>{welcome.data?.setUp && <SetUpForm onEnter={enter} />}</Suspense>
    </Front>
  )
}
