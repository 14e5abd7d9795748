import type { Session } from '@shuke/contract/team/sign-in.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { enterSession } from '../../../lib/session/session.ts'

/** Goes in with a fresh session: to the page that was asked for, else to the first one. */
export function useEnter(): (session: Session, next?: string) => void {
  const router = useRouter()
  const client = useQueryClient()
  return (session, next) => {
    enterSession(client, session)
    // Only a path of ours: an address from outside must not lead away after signing in.
    router.history.replace(next?.startsWith('/') && !next.startsWith('//') ? next : '/')
  }
}
