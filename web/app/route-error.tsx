import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { ErrorState } from '../ui/page/error-state.tsx'

/** After an upgrade the old page asks for chunks that are gone: it is loaded anew, once in a while at most. */
const RELOADED_AT = 'shuke.reloadedAt'
const isLostChunk = (error: unknown) =>
  error instanceof TypeError && /dynamically imported module|module script failed/i.test(error.message)

export function RouteError({ error }: ErrorComponentProps) {
  const router = useRouter()
  useEffect(() => {
    const last = Number(sessionStorage.getItem(RELOADED_AT) ?? 0)
    if (!isLostChunk(error) || Date.now() - last < 60_000) return
    sessionStorage.setItem(RELOADED_AT, String(Date.now()))
    location.reload()
  }, [error])
  return <ErrorState error={error} onRetry={() => router.invalidate()} />
}
