import type { Permission } from '@shuke/contract/shared/permissions.ts'
import { getSession, type Session } from '@shuke/contract/team/sign-in.ts'
import { type QueryClient, queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { call, speaker } from '../api/call.ts'

/** The present session; every later request names its org. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async () => {
    const session = await call(getSession)
    speaker.org = session.org.slug
    return session
  },
  staleTime: 5 * 60_000,
})

/** Starts a session in this tab: whatever another person or org left in memory is forgotten. */
export function enterSession(client: QueryClient, session: Session): void {
  client.clear()
  speaker.org = session.org.slug
  client.setQueryData(sessionQuery.queryKey, session)
}

export function leaveSession(client: QueryClient): void {
  speaker.org = undefined
  client.clear()
}

/** Who is signed in; only below the shell, where there is always somebody. */
export const useSession = (): Session => useSuspenseQuery(sessionQuery).data

/** Whether the role may do this at all; which rows it reaches is the server's business. */
export function useCan(): (permission: Permission) => boolean {
  const { grants } = useSession()
  return (permission) => grants[permission] !== undefined
}
